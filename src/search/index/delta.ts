import type { IndexRow } from '../../catalog/index-queries.ts';
import { type Bits, clearBit, setBit, wordsFor } from './bits.ts';
import { type Column, type ColumnName, INDEXED_FACTS, type IndexedFact, isNarrow, newColumn, type Part, type Posting } from './part.ts';

const FIRST = 64;
const GONE = -1;
const NAMES: readonly ColumnName[] = [...INDEXED_FACTS, 'format'];

/**
 * Assets that changed since the segment was built. A further change of the same asset takes a new place, and the old one is no longer
 * live: so the lists of the tags stay ascending, and both parts are evaluated alike. 10,000 changes cost 0.2 ms a query.
 */
export class Delta implements Part {
  readonly ascending = false;
  readonly formats: string[] = [];
  size = 0;
  ids = new Uint32Array(FIRST);
  #live: Bits = new Uint32Array(wordsFor(FIRST));
  readonly #columns = new Map<ColumnName, Column>(NAMES.map((name) => [name, newColumn(name, FIRST)]));
  readonly #names: Uint8Array[] = [];
  readonly #tags = new Map<number, number[]>();
  /** Where an asset is now; −1 = it is gone. */
  readonly #places = new Map<number, number>();
  #links = 0;

  get live(): Bits {
    return this.#live.subarray(0, wordsFor(this.size));
  }

  /** Rough bytes it takes. */
  get bytes(): number {
    return this.ids.length * (4 + INDEXED_FACTS.length * 8) + this.#links * 8 + this.#names.length * 80;
  }

  column(name: ColumnName): Column {
    return this.#columns.get(name)!;
  }

  posting(tag: number): Posting | undefined {
    const list = this.#tags.get(tag);
    return list && { count: list.length, list };
  }

  nameAt(place: number): Uint8Array {
    return this.#names[place]!;
  }

  /** Where an asset is that changed, −1 when it is gone, undefined when the segment still knows it. */
  placeOf(id: number): number | undefined {
    return this.#places.get(id);
  }

  /** Tags that any of these assets bears or bore. */
  get tags(): IterableIterator<number> {
    return this.#tags.keys();
  }

  /** The asset is as in this row from now on; without a row it is gone. */
  put(id: number, row: IndexRow<IndexedFact> | undefined, tags: readonly number[]): void {
    const before = this.#places.get(id);
    if (before !== undefined && before >= 0) clearBit(this.#live, before);
    if (row === undefined) {
      this.#places.set(id, GONE);
      return;
    }
    const place = this.size;
    if (place === this.ids.length) this.#grow();
    this.size += 1;
    this.#places.set(id, place);
    this.ids[place] = id;
    for (const fact of INDEXED_FACTS) this.column(fact)[place] = row[fact] ?? Number.NaN;
    let format = this.formats.indexOf(row.format);
    if (format < 0) format = this.formats.push(row.format) - 1;
    this.column('format')[place] = format;
    this.#names.push(Buffer.from(row.name));
    for (const tag of tags) {
      const list = this.#tags.get(tag);
      if (list) list.push(place);
      else this.#tags.set(tag, [place]);
    }
    this.#links += tags.length;
    if (row.shown === 1) setBit(this.#live, place);
  }

  #grow(): void {
    const size = this.ids.length * 2;
    const ids = new Uint32Array(size);
    ids.set(this.ids);
    this.ids = ids;
    const live = new Uint32Array(wordsFor(size));
    live.set(this.#live);
    this.#live = live;
    for (const [name, old] of this.#columns) {
      const column = isNarrow(name) ? new Float32Array(size) : new Float64Array(size);
      column.set(old);
      this.#columns.set(name, column);
    }
  }
}
