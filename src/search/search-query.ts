import { countWithWords } from '../catalog/asset-text.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Search, SearchOrder } from '../catalog/search-queries.ts';
import { planCondition } from './plan.ts';
import { poolNamed } from './plan-links.ts';
import { onlyPool } from './query/only-pool.ts';
import { parseQuery } from './query/parser.ts';
import { resolve } from './resolve.ts';
import { soughtPhrases } from './words.ts';

/** Ages are counted back from the last full minute, so that the same search asked again is the same question. */
const MINUTE = 60_000;
/** Ranking more texts than this takes seconds and says little: then the newest come first. */
export const MAX_RANKED = 20_000;

/** What a person typed, as a question to the catalog; `unordered`: the order where none is asked for. Throws QueryError. */
export async function toSearch(catalog: Catalog, text: string, now: number, unordered: SearchOrder = 'newest'): Promise<Search> {
  const at = Math.floor(now / MINUTE) * MINUTE;
  const query = parseQuery(text, at);
  const where = planCondition(query, { now: at, meanings: await resolve(catalog, query, at) });
  const { by, seed } = query.order ?? { by: unordered };
  const pool = by === 'pool' ? onlyPool(query.where) : undefined;
  const search: Search = {
    ...(where === undefined ? {} : { where }),
    by,
    ...(seed === undefined ? {} : { seed }),
    ...(pool === undefined ? {} : { pool: poolNamed(pool) }),
  };
  if (by !== 'rank') return search;
  const phrases = soughtPhrases(where);
  const isFew = phrases.length > 0 && (await countWithWords(catalog.read, [phrases], MAX_RANKED + 1)) <= MAX_RANKED;
  return isFew ? { ...search, phrases } : { ...search, by: 'newest' };
}
