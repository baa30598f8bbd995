import type { Catalog } from '../../src/catalog/catalog.ts';
import { searchAssets } from '../../src/catalog/search-queries.ts';
import { toSearch } from '../../src/search/search-query.ts';

/** The assets a search typed at `now` finds, in its order, as their places in `ids`: -1 is one that is not among them. At most 1,000. */
export async function placesFound(catalog: Catalog, ids: readonly number[], text: string, now: number): Promise<number[]> {
  return (await searchAssets(catalog, await toSearch(catalog, text, now), undefined, 1000)).map(({ id }) => ids.indexOf(id));
}
