import type { Catalog } from './catalog.ts';
import { type ChangeRow, changesAfter, changesIn, endOfFeed, feedWriters, latestSeq, type SeqRange } from './change-queries.ts';

const BATCH = 1000;
/** At its start it looks this far back for sequences that somebody may still commit: 20 ms, and more than any transaction takes. */
const LOOK_BACK = 100_000;

/** Sequences that were passed over, because nobody had committed them. */
interface Gap extends SeqRange {
  /** Who may still commit them; unknown until the next reading. */
  readonly writers: ReadonlySet<string> | undefined;
}

/**
 * Reads the change feed from where it was to its end, each change once. PostgreSQL hands sequences out before commit: what is
 * missing is looked for until every transaction that may have taken it has ended, however long that takes.
 */
export class ChangeReader {
  readonly #catalog: Catalog;
  #position = 0;
  /** In order. Always none on SQLite, where writes come one after another. */
  #gaps: Gap[] = [];

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** Up to here nothing is missing: who goes on from here misses nothing. */
  get settled(): number {
    return this.#gaps[0] === undefined ? this.#position : this.#gaps[0].from - 1;
  }

  /** From now on what comes after `seq`, which was `settled` when it was read. */
  startAt(seq: number): void {
    this.#position = seq;
    this.#gaps = [];
  }

  /** From now on only what comes after this moment. */
  async skipToEnd(): Promise<void> {
    this.#gaps = [];
    if (this.#catalog.engine === 'sqlite') {
      this.#position = await latestSeq(this.#catalog);
      return;
    }
    const { latest, missing } = await endOfFeed(this.#catalog, LOOK_BACK);
    this.#position = latest;
    this.#gaps = missing.map((range) => ({ ...range, writers: undefined }));
    await this.#closeGaps();
  }

  /** At most 2,000 new changes; ask again until there are none. */
  async next(): Promise<ChangeRow[]> {
    const late = await this.#closeGaps();
    const rows = await changesAfter(this.#catalog, this.#position, BATCH);
    if (this.#catalog.engine === 'postgres') this.#gaps.push(...without({ from: this.#position + 1, to: rows.at(-1)?.seq ?? 0, writers: undefined }, rows));
    this.#position = rows.at(-1)?.seq ?? this.#position;
    return [...late, ...rows];
  }

  /** Reads what was committed late, and forgets what nobody can commit any more. */
  async #closeGaps(): Promise<ChangeRow[]> {
    if (this.#gaps.length === 0) return [];
    // Asked before reading: who is not among them had committed by then, so that the reading finds it.
    const writers = new Set(await feedWriters(this.#catalog));
    const late = await changesIn(this.#catalog, this.#gaps, BATCH);
    const all = late.length < BATCH;
    this.#gaps = this.#gaps.flatMap((gap) => {
      const known = gap.writers ?? writers;
      return all && ![...known].some((writer) => writers.has(writer)) ? [] : without({ ...gap, writers: known }, late);
    });
    return late;
  }
}

/** What is left of a gap besides these rows, which are in order. */
function without(gap: Gap, rows: readonly ChangeRow[]): Gap[] {
  const left: Gap[] = [];
  let { from } = gap;
  for (const { seq } of rows) {
    if (seq < from || seq > gap.to) continue;
    if (seq > from) left.push({ ...gap, from, to: seq - 1 });
    from = seq + 1;
  }
  if (from <= gap.to) left.push({ ...gap, from });
  return left;
}
