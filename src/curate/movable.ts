import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { toAppError } from '../core/errors.ts';
import { isInside } from './choose-keeper.ts';

/** What is known of a place that should hold a content. */
export interface KnownFile {
  readonly path: string;
  readonly bytes: number;
  readonly mtime_ms: number;
}

/**
 * `identity`: device and inode. `real`: the path with links followed. `movable`: null when the file may be moved, else why
 * not, in words.
 */
export type Look =
  | { readonly there: true; readonly identity: string; readonly real: string; readonly links: number; readonly movable: string | null }
  | { readonly there: false };

/** Why a file is spared that is not what the catalog says it is. */
export const CHANGED = 'changed since it was taken in';

/** Looks at files and says which of them may be moved: regular, as the catalog knows them, really inside a root. */
export class FileLooker {
  readonly #roots: readonly string[];
  readonly #realRoots: Promise<string[]>;
  readonly #realFolders = new Map<string, Promise<string>>();

  constructor(roots: readonly string[]) {
    this.#roots = roots.map((root) => resolve(root));
    this.#realRoots = Promise.all(this.#roots.map((root) => realpath(root).catch(() => root)));
  }

  /** A file that is gone, or is no regular file, is not there. */
  async look(file: KnownFile): Promise<Look> {
    const found = await lstat(file.path, { bigint: true }).catch((error: unknown) => toAppError(error));
    if (!('ino' in found))
      return found.code === 'file-vanished' ? { there: false } : { there: true, identity: file.path, real: file.path, links: 1, movable: found.message };
    if (!found.isFile()) return { there: false };
    const identity = `${found.dev}:${found.ino}`;
    const same = Number(found.size) === file.bytes && Math.trunc(Number(found.mtimeMs)) === file.mtime_ms;
    const folder = await this.#realFolder(dirname(file.path));
    const movable = same ? await this.#insideRoots(file.path, folder) : CHANGED;
    return { there: true, identity, real: join(folder, basename(file.path)), links: Number(found.nlink), movable };
  }

  /** Both as written and after following links: neither `..` nor a link leads out of the roots. */
  async #insideRoots(path: string, realFolder: string): Promise<string | null> {
    const inside =
      this.#roots.some((root) => isInside(resolve(path), root)) && (await this.#realRoots).some((root) => realFolder === root || isInside(realFolder, root));
    return inside ? null : 'outside of the roots';
  }

  #realFolder(folder: string): Promise<string> {
    let real = this.#realFolders.get(folder);
    if (!real) {
      if (this.#realFolders.size > 10_000) this.#realFolders.clear();
      real = realpath(folder).catch(() => '');
      this.#realFolders.set(folder, real);
    }
    return real;
  }
}
