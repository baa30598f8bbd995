import { promisify } from 'node:util';
import { setImmediate as turn } from 'node:timers/promises';
import { gzip } from 'node:zlib';
import { type GalleryPosition, geometryAfter } from '../../catalog/asset-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { feedState } from '../../catalog/change-queries.ts';
import { isoTime } from '../views/iso-time.ts';

export interface GeometryAnswer {
  /** What it was made from; another one means that something may have changed. */
  readonly state: string;
  readonly json: Buffer;
  readonly gzipped: Buffer;
}

/** Tiles read between two turns of the event loop: about 10 ms. */
const BATCH = 20_000;
const compress = promisify(gzip);

/** The shape of the whole gallery, made once for each state of the change feed and then served from memory. */
export class Geometry {
  readonly #catalog: Catalog;
  #made: { state: string; answer: Promise<GeometryAnswer> } | undefined;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  async current(): Promise<GeometryAnswer> {
    const { seq, state } = await feedState(this.#catalog);
    if (this.#made?.state !== state) {
      const answer = this.#make(seq, state);
      this.#made = { state, answer };
      answer.catch(() => {
        if (this.#made?.answer === answer) this.#made = undefined;
      });
    }
    return this.#made.answer;
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
        ratios.push(Math.max(1, Math.round((row.width / row.height) * 100)));
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
    return { state, json, gzipped: await compress(json, { level: 1 }) };
  }
}
