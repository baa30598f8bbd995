import type { Condition } from '../../catalog/search-condition.ts';
import { countFound } from '../../catalog/search-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { feedState } from '../../catalog/change-queries.ts';
import type { Clock } from '../../core/clock.ts';
import type { Finder } from '../../search/finder.ts';

interface Counted {
  readonly total: Promise<number>;
  readonly state: string;
  readonly at: number;
  /** Known once it is counted: it took so little that it is counted again after every change. */
  cheap: boolean;
}

const MAX_FILTERS = 100;
const MIN_AGE_MS = 1000;
/** A library of 10,000 assets, the largest without an index, is counted in a few milliseconds. */
const CHEAP_MS = 20;

/**
 * `total` of a list: by the tag index; else counted again only after a change. Who has just edited finds the right one, unless counting
 * is dear: then it is done at most once a second for each filter.
 */
export class AssetTotals {
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  readonly #finder: Finder | undefined;
  readonly #cheapMs: number;
  readonly #counted = new Map<string, Counted>();

  constructor(catalog: Catalog, clock: Clock, finder?: Finder, cheapMs = CHEAP_MS) {
    this.#catalog = catalog;
    this.#cheapMs = cheapMs;
    this.#clock = clock;
    this.#finder = finder;
  }

  async of(filter: Condition | undefined): Promise<number> {
    const counted = await this.#finder?.countByIndex(filter);
    if (counted !== undefined) return counted;
    const key = JSON.stringify(filter ?? null);
    const known = this.#counted.get(key);
    const now = this.#clock();
    if (known && !known.cheap && Math.abs(now - known.at) < MIN_AGE_MS) return known.total;
    const { state } = await feedState(this.#catalog);
    if (known?.state === state) return known.total;
    const started = performance.now();
    const total = countFound(this.#catalog, filter);
    const fresh: Counted = { total, state, at: now, cheap: false };
    total.then(
      () => {
        fresh.cheap = performance.now() - started < this.#cheapMs;
      },
      () => this.#counted.delete(key),
    );
    if (this.#counted.size >= MAX_FILTERS) this.#counted.clear();
    this.#counted.set(key, fresh);
    return total;
  }
}
