import { readFileSync } from 'node:fs';

/**
 * Whether a process of this number runs on this machine, whoever owns it. A zombie does not: in a container whose first
 * process reaps nobody, killed processes stay in the table for ever.
 */
export function pidAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    // "pid (name) state …": the name may hold spaces and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    // No /proc here: the signal's answer stands.
    return true;
  }
}
