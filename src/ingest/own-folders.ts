import { realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const NAMES = ['originals', 'derived', 'trash', 'tmp', 'models', 'sidecars'];

/**
 * Magpie's own folders inside the data folder: never taken in, even when a scan covers them. By every name they have seen from
 * `from`, a folder that is looked through: the walk does not follow links, but `from` and the data folder may be one.
 */
export function ownFolders(dataDir: string, ...from: readonly string[]): string[] {
  const bases = new Set([resolve(dataDir), realPath(dataDir)]);
  for (const path of from) {
    const below = relative(realPath(path), realPath(dataDir));
    if (below !== '' && !below.startsWith('..')) bases.add(join(resolve(path), below));
  }
  return [...bases].flatMap((base) => NAMES.map((name) => join(base, name)));
}

/** True when `path` is one of Magpie's own folders or lies in one, by whatever name: a move out of there would eat the library. */
export function isOwnFolder(path: string, dataDir: string): boolean {
  const names = [resolve(path), realPath(path)];
  return ownFolders(dataDir).some((folder) => names.some((name) => name === folder || name.startsWith(folder + sep)));
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path); // not there
  }
}
