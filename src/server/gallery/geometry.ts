import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { setImmediate as turn } from 'node:timers/promises';
import { gzip } from 'node:zlib';
import { type GalleryPosition, geometryAfter } from '../../catalog/asset-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { feedState } from '../../catalog/change-queries.ts';
import type { Clock } from '../../core/clock.ts';
import { isoTime } from '../views/iso-time.ts';

export interface GeometryAnswer {
  /** What it was made from; another one means that something may have changed. */
  readonly state: string;
  /** By content: the same number of a change can belong to another history, after a restored backup or in a new data folder. */
  readonly etag: string;
  readonly json: Buffer;
  readonly gzipped: Buffer;
}

/** Tiles read between two turns of the event loop: about 10 ms. */
const BATCH = 20_000;
const compress = promisify(gzip);

/** Full reads follow each other no sooner: during an ingest each page load would start one (0.2 s at 100,000 assets). */
const MIN_AGE_MS = 1000;

/**
 * The shape of the whole gallery, served from memory. Made again only after a change, one at a time and at most once a second;
 * whoever asks meanwhile gets the last one and hears of later changes by its `seq`.
 */
export class Geometry {
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  #made: { readonly answer: GeometryAnswer; readonly at: number } | undefined;
  #asking: Promise<GeometryAnswer> | undefined;

  constructor(catalog: Catalog, clock: Clock) {
    this.#catalog = catalog;
    this.#clock = clock;
  }

  current(): Promise<GeometryAnswer> {
    this.#asking ??= this.#fresh().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #fresh(): Promise<GeometryAnswer> {
    const made = this.#made;
    if (made !== undefined && Math.abs(this.#clock() - made.at) < MIN_AGE_MS) return made.answer;
    const { seq, state } = await feedState(this.#catalog);
    if (made?.answer.state === state) return made.answer;
    const answer = await this.#make(seq, state);
    this.#made = { answer, at: this.#clock() };
    return answer;
  }

  /** `seq` was read before the rows, so the answer holds at least what it says. */
  async #make(seq: number, state: string): Promise<GeometryAnswer> {
    const ids: number[] = [];
    const ratios: number[] = [];
    const months: Array<{ month: string; count: number }> = [];
    let monthStart = Number.POSITIVE_INFINITY;
    let after: GalleryPosition | undefined;
    for (;;) {
      const rows = await geometryAfter(this.#catalog, after, BATCH);
      for (const row of rows) {
        ids.push(row.id);
        // A plain file has no size; its card is square.
        ratios.push(row.height === 0 ? 100 : Math.max(1, Math.round((row.width / row.height) * 100)));
        if (row.sort_at < monthStart) {
          const month = isoTime(row.sort_at).slice(0, -17);
          monthStart = Date.parse(`${month}-01T00:00:00.000Z`);
          months.push({ month, count: 0 });
        }
        months[months.length - 1]!.count += 1;
      }
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) break;
      after = { sortAt: last.sort_at, id: last.id };
      await turn();
    }
    const json = Buffer.from(JSON.stringify({ version: seq, ids, ratios, months }));
    const etag = `"${createHash('sha256').update(json).digest('hex').slice(0, 32)}"`;
    return { state, etag, json, gzipped: await compress(json, { level: 1 }) };
  }
}
