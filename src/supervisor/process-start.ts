import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When the process `pid` of this machine was started, as an opaque text that no later process with that pid shares;
 * undefined when there is none. Linux: boot id and clock ticks since boot; elsewhere what `ps` says, to the second.
 */
export function processStart(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      // "pid (name) state ppid …": the name may hold spaces and brackets, so count from the last bracket. Field 22.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return undefined;
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined;
  }
}
