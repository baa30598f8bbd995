import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { AppError, toAppError } from '../core/errors.ts';

/**
 * The real path of a folder that may be scanned. It must lie in a configured root both as written and after following
 * links, so that neither `..` nor a link leads out. Outside the roots nothing on disk is touched: the answer does not tell
 * what exists there. AppError: `folder-not-allowed`, `folder-not-found`, `invalid-input` for a relative path.
 */
export async function scanFolder(asked: string, roots: readonly string[]): Promise<string> {
  if (!isAbsolute(asked) || asked.includes('\0')) {
    throw new AppError('invalid-input', {
      detail: 'directory_path must be an absolute path',
      fields: [{ path: 'directory_path', message: 'must be an absolute path' }],
    });
  }
  const folder = resolve(asked);
  const realRoots = await Promise.all(roots.map((root) => realpath(root).catch(() => undefined)));
  const allowed = (path: string, bases: ReadonlyArray<string | undefined>) => bases.some((base) => base !== undefined && isWithin(path, base));
  if (!allowed(folder, [...roots.map((root) => resolve(root)), ...realRoots])) throw new AppError('folder-not-allowed', { detail: folder });
  const real = await realFolder(folder);
  if (!allowed(real, realRoots)) throw new AppError('folder-not-allowed', { detail: folder });
  return real;
}

async function realFolder(folder: string): Promise<string> {
  try {
    const real = await realpath(folder);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    const known = toAppError(error);
    if (known.code !== 'file-vanished') throw known;
  }
  throw new AppError('folder-not-found', { detail: folder });
}

function isWithin(path: string, base: string): boolean {
  const way = relative(base, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
