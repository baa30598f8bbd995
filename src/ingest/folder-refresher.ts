import { toAppError } from '../core/errors.ts';
import type { DiscoverDeps } from './discover.ts';
import { FolderBook } from './folder-book.ts';
import { walk } from './walk.ts';

export interface FolderRefresherOptions extends Omit<DiscoverDeps, 'dataDir' | 'settings'> {
  /** Folders not to list, such as Magpie's own. */
  readonly exclude: readonly string[];
  readonly keepOtherFiles?: readonly string[];
}

/** A folder looked at by several people, or again and again, is read this often at most. */
const FRESH_MS = 3_000;
const AT_ONCE = 4;
/** Asked for and not begun: more is forgotten, and asked for again by the next view. */
const MAX_QUEUE = 1_000;
const MAX_REMEMBERED = 20_000;

/** Looks into single folders in the background, for whoever browses them; one level, never a walk. */
export class FolderRefresher {
  readonly #options: FolderRefresherOptions;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #lookedAt = new Map<string, number>();
  readonly #queue: Array<() => void> = [];
  #running = 0;

  constructor(options: FolderRefresherOptions) {
    this.#options = options;
  }

  /** Resolves when the folder has been read and written down, or could not be; never rejects. */
  refresh(path: string): Promise<void> {
    const underWay = this.#underWay.get(path);
    if (underWay) return underWay;
    if (performance.now() - (this.#lookedAt.get(path) ?? -Infinity) < FRESH_MS || this.#queue.length >= MAX_QUEUE) return Promise.resolve();
    const look = this.#look(path)
      .catch((error: unknown) =>
        this.#options.logger.debug({ path, code: toAppError(error).code }, `a folder could not be looked into: ${toAppError(error).message}`),
      )
      .finally(() => {
        this.#underWay.delete(path);
        if (this.#lookedAt.size >= MAX_REMEMBERED) this.#lookedAt.clear();
        this.#lookedAt.set(path, performance.now());
      });
    this.#underWay.set(path, look);
    return look;
  }

  async #look(path: string): Promise<void> {
    if (this.#running >= AT_ONCE) await new Promise<void>((begin) => this.#queue.push(begin));
    this.#running += 1;
    try {
      const { catalog, clock, exclude, keepOtherFiles = [] } = this.#options;
      const book = new FolderBook(catalog, clock);
      for await (const _ of walk([path], { recursive: false, exclude, keepOtherFiles, onLook: (look) => book.add(look) }));
      await book.flush();
    } finally {
      this.#running -= 1;
      this.#queue.shift()?.();
    }
  }
}
