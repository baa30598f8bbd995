import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import { keptSources, sessionsAtRest } from '../../catalog/upload-queries.ts';

/** So long a file that did not come in can be tried again. */
const KEPT_MS = 7 * 24 * 3_600_000;
const BATCH = 100;

/**
 * Removes what uploads and downloads left that could not be taken in, a week after their session came to rest. Returns how many
 * sessions. A file that stayed because the copy in the store is damaged is left: it may be the only good one.
 */
export async function sweepRefused(catalog: Catalog, dataDir: string, now: number): Promise<number> {
  const uploads = join(dataDir, 'tmp', 'uploads');
  const sessions = await readdir(uploads).catch(() => []);
  let removed = 0;
  for (let at = 0; at < sessions.length; at += BATCH) {
    for (const id of await sessionsAtRest(catalog.read, sessions.slice(at, at + BATCH), now - KEPT_MS)) {
      if (await removeAllBut(join(uploads, id), new Set(await keptSources(catalog.read, id)))) removed += 1;
    }
  }
  return removed;
}

/** False when something was left. */
async function removeAllBut(folder: string, kept: ReadonlySet<string>): Promise<boolean> {
  const files = (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
  for (const file of files) if (!kept.has(file)) await rm(file, { recursive: true, force: true });
  if (files.some((file) => kept.has(file))) return false;
  await rm(folder, { recursive: true, force: true });
  return true;
}
