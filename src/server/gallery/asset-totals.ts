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
}

const MAX_FILTERS = 100;
const MIN_AGE_MS = 1000;

/** `total` of a list: by the tag index; else counted again only after a change, and then at most once a second for each filter. */
export class AssetTotals {
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  readonly #finder: Finder | undefined;
  readonly #counted = new Map<string, Counted>();

  constructor(catalog: Catalog, clock: Clock, finder?: Finder) {
    this.#catalog = catalog;
    this.#clock = clock;
    this.#finder = finder;
  }

  async of(filter: Condition | undefined): Promise<number> {
    const counted = await this.#finder?.countByIndex(filter);
    if (counted !== undefined) return counted;
    const key = JSON.stringify(filter ?? null);
    const known = this.#counted.get(key);
    const now = this.#clock();
    if (known && Math.abs(now - known.at) < MIN_AGE_MS) return known.total;
    const { state } = await feedState(this.#catalog);
    if (known?.state === state) return known.total;
    const total = countFound(this.#catalog, filter);
    total.catch(() => this.#counted.delete(key));
    if (this.#counted.size >= MAX_FILTERS) this.#counted.clear();
    this.#counted.set(key, { total, state, at: now });
    return total;
  }
}
