import { setImmediate as turn } from 'node:timers/promises';
import type { Catalog } from '../../catalog/catalog.ts';
import { ChangeReader } from '../../catalog/change-reader.ts';
import { indexRowsOf, tagIdsOf } from '../../catalog/index-queries.ts';
import { Delta } from './delta.ts';
import { INDEXED_FACTS } from './part.ts';
import type { Segment } from './segment.ts';

/** Assets read again at a time: 50 with 30 tags each take some 5 ms, the longest anybody else waits. */
const BATCH = 50;

/** A segment, and all that changed since it was built. */
export class Generation {
  readonly segment: Segment;
  readonly delta = new Delta();
  readonly #catalog: Catalog;
  readonly #reader: ChangeReader;
  /** Changed assets that have yet to be read: kept until they are, also when the catalog fails meanwhile. */
  readonly #pending = new Set<number>();
  #round: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #abandoned = false;

  constructor(catalog: Catalog, segment: Segment) {
    this.#catalog = catalog;
    this.segment = segment;
    this.#reader = new ChangeReader(catalog);
    this.#reader.startAt(segment.facts.baseSeq);
  }

  /** Bytes in memory. */
  get bytes(): number {
    return this.segment.bytes + this.delta.bytes;
  }

  /** Ends the following of changes: nobody asks it any more. */
  abandon(): void {
    this.#abandoned = true;
  }

  /** Resolves when everything that was committed before this call is in. */
  catchUp(): Promise<void> {
    // A round that is under way may have read the feed before that; one that has not begun will do for all who ask until then.
    this.#next ??= this.#round
      .catch(() => {})
      .then(() => {
        this.#next = undefined;
        this.#round = this.#read();
        return this.#round;
      });
    return this.#next;
  }

  async #read(): Promise<void> {
    while (!this.#abandoned) {
      if (this.#pending.size < BATCH) {
        const changes = await this.#reader.next();
        for (const { asset_id } of changes) if (asset_id !== null) this.#pending.add(asset_id);
        if (this.#pending.size === 0 && changes.length === 0) return;
      }
      await this.#apply(firstOf(this.#pending, BATCH));
      await turn();
    }
  }

  async #apply(ids: readonly number[]): Promise<void> {
    const rows = new Map((await indexRowsOf(this.#catalog, INDEXED_FACTS, ids)).map((row) => [row.id, row]));
    const tags = await tagIdsOf(this.#catalog, ids);
    for (const id of ids) {
      this.segment.replace(id);
      this.delta.put(id, rows.get(id), tags.get(id) ?? []);
      this.#pending.delete(id);
    }
  }
}

function firstOf(all: ReadonlySet<number>, count: number): number[] {
  const some: number[] = [];
  for (const one of all) {
    if (some.length === count) break;
    some.push(one);
  }
  return some;
}
