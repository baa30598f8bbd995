import type { Catalog } from '../../catalog/catalog.ts';
import { atLeastAssets } from '../../catalog/index-queries.ts';

/** Why there is no index and will be none: so few assets are found quickly without. Undefined when one is to be built. */
export async function whyNotNeeded(catalog: Pick<Catalog, 'read'>, fromAssets: number): Promise<string | undefined> {
  if (await atLeastAssets(catalog, fromAssets)) return undefined;
  return `it is not used below ${fromAssets.toLocaleString('en')} assets (search.indexFromAssets); the catalog is quick enough for fewer`;
}
