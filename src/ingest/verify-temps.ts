import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TEMP_FOLDER } from '../blobs/keys.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { liveProcesses } from '../catalog/processes.ts';
import { openUploadSessions, pathsOfSession } from '../catalog/verify-queries.ts';

/** While something runs on the catalog, a younger file may be one that is being written just now. */
export const YOUNG_MS = 10 * 60_000;

/** Half-written files that nobody writes any more: in the store's temp folders and among the uploads. */
export async function strayTemps(catalog: Catalog, dataDir: string, now: number): Promise<string[]> {
  const strays: string[] = [];
  const busy = (await liveProcesses(catalog, now)).length > 0;
  const consider = async (path: string): Promise<void> => {
    const found = await stat(path).catch(() => undefined);
    if (found && (!busy || now - found.mtimeMs > YOUNG_MS)) strays.push(path);
  };
  for (const tree of ['originals', 'derived']) {
    const folder = join(dataDir, tree, TEMP_FOLDER);
    for (const name of await namesIn(folder)) await consider(join(folder, name));
  }
  const uploads = join(dataDir, 'tmp', 'uploads');
  const open = await openUploadSessions(catalog.read);
  for (const session of await namesIn(uploads)) {
    if (open.has(session)) continue;
    // What failed is kept for a retry: a job names it.
    const kept = await pathsOfSession(catalog.read, session);
    for (const name of await namesIn(join(uploads, session))) if (!kept.has(join(uploads, session, name))) await consider(join(uploads, session, name));
  }
  return strays;
}

export async function removeTemp(path: string): Promise<void> {
  await rm(path, { force: true, recursive: true });
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
}
