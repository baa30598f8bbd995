import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes what earlier attempts of a job left in `folder`: files named `<prefix>-<token>` or `<prefix>-<token>-<index>` of a
 * lower token. Each attempt has names of its own, so one that lost its lease and ends late cannot touch those of the next.
 * `from`: lower indexes were handed on and belong to other jobs by now.
 */
export async function sweepAttempts(folder: string, prefix: string, token: number, from = 0): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${prefix}-`)) continue;
    const parts = /^(\d+)(?:-(\d+))?$/.exec(name.slice(prefix.length + 1));
    if (parts !== null && Number(parts[1]) < token && Number(parts[2] ?? from) >= from) await rm(join(folder, name), { force: true });
  }
}
