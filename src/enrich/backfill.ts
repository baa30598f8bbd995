import { locationsOf } from '../catalog/asset-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { askDescribe, type DescribeCursor, undescribed } from '../catalog/describe-queries.ts';
import { laneLoad } from '../catalog/lane-queries.ts';
import { readSetting } from '../catalog/setting-queries.ts';
import { EXTRACTOR_VERSION } from '../media/metadata/extractor-version.ts';
import { offlinePaths } from '../roots/offline-paths.ts';

/** Jobs there are at a time: a library of a million is gone through without a million rows in the ledger. */
const BATCH = 200;

/** Between two walks over all that is left, which is what could not be read: its root may be back. */
const WALK_EVERY_MS = 10 * 60_000;
/** Setting: when somebody asked for everything to be described anew. */
export const DESCRIBE_ASKED = 'describe.asked';

/** Asks for what an older extractor described, a batch at a time, from the first asset on; and then again from time to time. */
export class Backfill {
  readonly #catalog: Catalog;
  #cursor: DescribeCursor | undefined = { version: 0, id: 0 };
  #ended = 0;
  #asked = 0;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** Asks for the next batch when the last one is nearly done. Returns how many were asked for. */
  async step(now: number): Promise<number> {
    const asked = (await readSetting<number>(this.#catalog.read, DESCRIBE_ASKED)) ?? 0;
    if (asked !== this.#asked || (this.#cursor === undefined && performance.now() - this.#ended > WALK_EVERY_MS)) this.#cursor = { version: 0, id: 0 };
    this.#asked = asked;
    if (this.#cursor === undefined) return 0;
    const { ready } = await laneLoad(this.#catalog.read, 'describe', [], BATCH, now);
    if (ready > BATCH / 4) return 0;
    const rows = await undescribed(this.#catalog.read, EXTRACTOR_VERSION, this.#cursor, BATCH);
    const last = rows.at(-1);
    this.#cursor = last === undefined ? undefined : { version: last.described, id: last.id };
    this.#ended = performance.now();
    const isOffline = await offlinePaths(this.#catalog.read);
    const ids: number[] = [];
    // Of one whose bytes are away nothing can be read: the next walk comes by again.
    for (const { id } of rows) {
      const places = (await locationsOf(this.#catalog, id)).filter(({ kind, state }) => kind !== 'origin' && state === 'present');
      if (places.some(({ kind, path }) => kind === 'stored' || !isOffline(path))) ids.push(id);
    }
    if (ids.length > 0) await this.#catalog.write((tx) => askDescribe(tx, ids, now));
    return ids.length;
  }
}
