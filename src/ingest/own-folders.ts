import { join, resolve, sep } from 'node:path';

const NAMES = ['originals', 'derived', 'trash', 'tmp', 'models'];

/** Magpie's own folders inside the data folder: never taken in, even when a scan covers them. */
export function ownFolders(dataDir: string): string[] {
  return NAMES.map((name) => resolve(join(dataDir, name)));
}

/** True when `path` is one of Magpie's own folders or lies in one: a move out of there would eat the library. */
export function isOwnFolder(path: string, dataDir: string): boolean {
  const absolute = resolve(path);
  return ownFolders(dataDir).some((folder) => absolute === folder || absolute.startsWith(folder + sep));
}
