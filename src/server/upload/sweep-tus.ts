import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import { deleteUpload, expiredUploads, knownUploads } from '../../catalog/upload-queries.ts';

const BATCH = 100;
/** The row comes right after the file; a day is for clocks that differ. */
const ORPHAN_MS = 24 * 3_600_000;

/** Removes uploads whose time is over, and files whose upload is gone. Returns how many uploads ended. */
export async function sweepTus(catalog: Catalog, dataDir: string, now: number): Promise<number> {
  const folder = join(dataDir, 'tmp', 'tus');
  let ended = 0;
  for (;;) {
    const ids = await expiredUploads(catalog.read, now, BATCH);
    for (const id of ids) {
      await catalog.write((tx) => deleteUpload(tx, id));
      await rm(join(folder, id), { force: true });
    }
    ended += ids.length;
    if (ids.length < BATCH) break;
  }
  const names = await readdir(folder).catch(() => []);
  for (let at = 0; at < names.length; at += BATCH) {
    const some = names.slice(at, at + BATCH);
    const known = await knownUploads(catalog.read, some);
    for (const name of some.filter((one) => !known.has(one))) {
      const found = await stat(join(folder, name)).catch(() => undefined);
      if (found && now - found.ctimeMs > ORPHAN_MS) await rm(join(folder, name), { force: true });
    }
  }
  return ended;
}
