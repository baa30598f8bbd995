import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PARTIAL } from './receive-file.ts';

/** An hour without a byte is no upload any more: the connection is cut after two minutes. */
const LEFTOVER_MS = 3_600_000;

/** Removes parts of uploads whose server was killed, and upload folders that are empty by now. Returns how many files. */
export async function sweepUploads(dataDir: string, now: number): Promise<number> {
  const uploads = join(dataDir, 'tmp', 'uploads');
  let removed = 0;
  for (const session of await readdir(uploads).catch(() => [])) {
    const folder = join(uploads, session);
    if (now - (await changedAt(folder, now)) < LEFTOVER_MS) continue;
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      if (!name.endsWith(PARTIAL) || now - (await changedAt(path, now)) < LEFTOVER_MS) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    // Files that wait for their turn keep their folder.
    await rmdir(folder).catch(() => {});
  }
  return removed;
}

async function changedAt(path: string, otherwise: number): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? otherwise;
}
