import { createHash } from 'node:crypto';
import type { Catalog } from '../catalog/catalog.ts';
import { addFolders, type FolderLook, recordLook } from '../catalog/folder-queries.ts';
import type { Clock } from '../core/clock.ts';

/** Looks of one transaction: short, because commits of files wait for it. */
const BATCH = 50;
const ADDED_AT_ONCE = 500;
const MAX_REMEMBERED = 200_000;

/** Writes down what walks find in folders, in batches; what it wrote before and is unchanged it does not write again. */
export class FolderBook {
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  readonly #written = new Map<string, string>();
  #pending: FolderLook[] = [];

  constructor(catalog: Catalog, clock: Clock) {
    this.#catalog = catalog;
    this.#clock = clock;
  }

  add(look: FolderLook): void {
    this.#pending.push(look);
  }

  /** Worth a flush in the middle of a walk. */
  get full(): boolean {
    return this.#pending.length >= BATCH;
  }

  async flush(): Promise<void> {
    const looks = this.#pending.filter((look) => this.#written.get(look.path) !== digest(look));
    this.#pending = [];
    for (let at = 0; at < looks.length; at += BATCH) {
      const batch = looks.slice(at, at + BATCH);
      const many: Array<{ id: number; path: string; left: readonly string[] }> = [];
      await this.#catalog.write(async (tx) => {
        many.length = 0; // a transaction may be run again
        for (const look of batch) many.push({ path: look.path, ...(await recordLook(tx, look, this.#clock())) });
      });
      for (const folder of many) await this.#addLeft(folder);
      if (this.#written.size > MAX_REMEMBERED) this.#written.clear();
      for (const look of batch) this.#written.set(look.path, digest(look));
    }
  }

  async #addLeft(folder: { readonly id: number; readonly path: string; readonly left: readonly string[] }): Promise<void> {
    for (let at = 0; at < folder.left.length; at += ADDED_AT_ONCE) {
      await this.#catalog.write((tx) => addFolders(tx, folder, folder.left.slice(at, at + ADDED_AT_ONCE)));
    }
  }

  /** Somebody else may have written about these folders meanwhile. */
  forget(): void {
    this.#written.clear();
  }
}

function digest({ files, folders }: FolderLook): string {
  return createHash('sha1')
    .update(`${files}\0${folders.join('\0')}`)
    .digest('base64');
}
