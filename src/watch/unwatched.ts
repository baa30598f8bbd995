import { basename } from 'node:path';

/** What a watcher leaves alone: folders by path, and folders of a name wherever they are. */
export interface Unwatched {
  readonly folders: readonly string[];
  readonly names: readonly string[];
}

/**
 * Adds up the folders that rules leave out into few expressions: the native watcher compares each path of a tree with each of
 * them (1,000 took 6–11 s over 100,000 files, 200 about 1 s, one list of names 0.2 s). A name that is left out often and
 * never wanted stands for all its folders; what does not fit is watched, and left out when it is noticed.
 */
export class UnwatchedFolders {
  readonly #ignored: string[] = [];
  readonly #wanted = new Set<string>();

  ignored(path: string): void {
    if (this.#ignored.length < MAX_KEPT) this.#ignored.push(path);
  }

  wanted(path: string): void {
    if (this.#wanted.size < MAX_KEPT) this.#wanted.add(basename(path));
    else this.#full = true;
  }

  #full = false;

  result(excluded: readonly string[]): Unwatched {
    const often = new Map<string, number>();
    for (const path of this.#ignored) often.set(basename(path), (often.get(basename(path)) ?? 0) + 1);
    const names = this.#full ? [] : [...often].filter(([name, count]) => count >= OFTEN && !this.#wanted.has(name)).map(([name]) => name);
    const byName = new Set(names.slice(0, MAX_NAMES));
    const folders = this.#ignored.filter((path) => !byName.has(basename(path)));
    return { folders: [...excluded, ...folders.slice(0, MAX_FOLDERS)], names: [...byName] };
  }
}

const OFTEN = 3;
const MAX_NAMES = 50;
const MAX_FOLDERS = 200;
const MAX_KEPT = 100_000;
