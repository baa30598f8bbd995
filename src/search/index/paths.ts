import { join } from 'node:path';

/** Where the tag index of a data folder lies; all of it can be made again. */
export function indexPaths(dataDir: string): { readonly path: string; readonly progress: string; readonly folder: string } {
  const folder = join(dataDir, 'index');
  return { folder, path: join(folder, 'assets.idx'), progress: join(folder, 'building.json') };
}
