import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempDir } from '../../support/temp-dir.ts';

/** Why no file system can be mounted here; undefined when it can. */
export function mountMissing(): string | undefined {
  if (platform() !== 'linux') return 'only Linux mounts a tmpfs';
  if (process.getuid?.() !== 0) return 'only root may mount';
  const probe = tempDir('probe');
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe]).status !== 0) return 'mounting is not allowed here';
  spawnSync('umount', [probe]);
  return undefined;
}

/** A file system of its own in memory, unmounted when the test ends. */
export class SmallDisk {
  readonly path: string;

  constructor(path: string, megabytes: number) {
    this.path = path;
    mkdirSync(path, { recursive: true });
    run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
    onTestFinished(() => {
      spawnSync('umount', ['--lazy', path]);
    });
  }

  /** Takes all the space there is. */
  fill(): void {
    const filler = join(this.path, '.filler');
    for (const size of [1 << 20, 1 << 12]) {
      try {
        for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  }

  free(): void {
    rmSync(join(this.path, '.filler'));
  }

  remount(how: 'ro' | 'rw'): void {
    run('mount', ['-o', `remount,${how}`, this.path]);
  }
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
