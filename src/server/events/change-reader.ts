import type { Catalog } from '../../catalog/catalog.ts';
import { type ChangeRow, changesAfter, latestSeq } from '../../catalog/change-queries.ts';

/** PostgreSQL hands sequences out before commit: a lower one may appear this many numbers late and is still found. */
const OVERLAP = 1000;
const BATCH = 1000;

/** Reads the change feed from where it was to its end, each change once. */
export class ChangeReader {
  readonly #catalog: Catalog;
  readonly #overlap: number;
  #position = 0;
  #seen = new Set<number>();

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    this.#overlap = catalog.engine === 'postgres' ? OVERLAP : 0;
  }

  /** The highest sequence read so far. */
  get position(): number {
    return this.#position;
  }

  /** From now on only what comes after this moment. */
  async skipToEnd(): Promise<void> {
    this.#position = await latestSeq(this.#catalog);
    this.#seen = new Set(this.#overlap === 0 ? [] : (await changesAfter(this.#catalog, this.#position - this.#overlap, this.#overlap)).map((row) => row.seq));
  }

  /** At most 1,000 new changes; ask again until there are none. */
  async next(): Promise<ChangeRow[]> {
    const rows = await changesAfter(this.#catalog, this.#position - this.#overlap, BATCH + this.#overlap);
    const fresh = rows.filter((row) => row.seq > this.#position || !this.#seen.has(row.seq));
    this.#position = Math.max(this.#position, rows.at(-1)?.seq ?? 0);
    if (this.#overlap > 0) {
      for (const row of fresh) this.#seen.add(row.seq);
      for (const seq of this.#seen) if (seq <= this.#position - this.#overlap) this.#seen.delete(seq);
    }
    return fresh;
  }
}
