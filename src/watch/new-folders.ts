/**
 * Folders that appeared lately. A watcher learns of a new folder after files may already lie in it (measured: up to 60 %
 * of 5,000 such files missed), so each is looked into at once, 300 ms and 2 s later. Of a folder that only such a look
 * found, the watcher knows nothing and never will: that is told by takeUnwatched().
 */
export class NewFolders {
  readonly #limit: number;
  readonly #folders = new Map<string, { readonly bornAt: number; look: number; at: number; hinted: boolean }>();
  #unwatched = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#folders.size;
  }

  /** `hinted` when the watcher itself told of it. */
  notice(path: string, now: number, hinted: boolean): void {
    const folder = this.#folders.get(path);
    if (folder !== undefined) folder.hinted ||= hinted;
    else if (this.#folders.size >= this.#limit) this.#unwatched = true;
    else this.#folders.set(path, { bornAt: now, look: 0, at: now, hinted });
  }

  /** The folders to look into now. */
  take(now: number): string[] {
    const paths: string[] = [];
    for (const [path, folder] of this.#folders) {
      if (folder.at > now) continue;
      paths.push(path);
      folder.look += 1;
      const delay = LOOKS_MS[folder.look];
      if (delay !== undefined) folder.at = Math.max(now, folder.bornAt + delay);
      else {
        this.#folders.delete(path);
        this.#unwatched ||= !folder.hinted;
      }
    }
    return paths;
  }

  nextAt(): number | undefined {
    let next: number | undefined;
    for (const folder of this.#folders.values()) if (next === undefined || folder.at < next) next = folder.at;
    return next;
  }

  /** True once after a folder turned out to be unknown to the watcher: it has to be started anew. */
  takeUnwatched(): boolean {
    const unwatched = this.#unwatched;
    this.#unwatched = false;
    return unwatched;
  }
}

const LOOKS_MS = [0, 300, 2_000];
