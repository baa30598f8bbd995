import type { SearchOrder } from '../../catalog/search-queries.ts';
import type { IndexedFact } from './part.ts';

/** What an order compares. Ties are broken by the id, in the same direction. */
export interface Ordering {
  readonly by: IndexedFact | 'id' | 'name' | 'random';
  readonly descending: boolean;
}

const up = (by: Ordering['by']): Ordering => ({ by, descending: false });
const down = (by: Ordering['by']): Ordering => ({ by, descending: true });

/** The same as the orders of catalog/search-queries.ts; one that is not here is the catalog's to answer. */
const ORDERINGS: { readonly [Order in SearchOrder]?: Ordering } = {
  newest: down('time'),
  oldest: up('time'),
  added: down('added'),
  added_asc: up('added'),
  id: down('id'),
  id_asc: up('id'),
  filesize: down('bytes'),
  filesize_asc: up('bytes'),
  mpixels: down('pixels'),
  mpixels_asc: up('pixels'),
  width: down('width'),
  width_asc: up('width'),
  height: down('height'),
  height_asc: up('height'),
  landscape: down('ratio'),
  portrait: up('ratio'),
  duration: down('duration'),
  duration_asc: up('duration'),
  score: down('rating'),
  score_asc: up('rating'),
  fav: down('favourited'),
  fav_asc: up('favourited'),
  tagcount: down('tagCount'),
  tagcount_asc: up('tagCount'),
  name: up('name'),
  name_desc: down('name'),
  random: up('random'),
};

export function orderingOf(order: SearchOrder): Ordering | undefined {
  return ORDERINGS[order];
}

/** Facts the segment keeps an order of. */
export const ORDERED = [...new Set(Object.values(ORDERINGS).map(({ by }) => by))].filter((by) => by !== 'id' && by !== 'random');
export type Ordered = Exclude<Ordering['by'], 'id' | 'random'>;

/** What stands for "not known" where an order needs a number: behind everything, whichever way. */
export function unknownValue(descending: boolean): number {
  return descending ? -2 : 9_007_199_254_740_991;
}

const PRIME = 2_147_483_647;
/** `shuffled` gives numbers from 0 up to here. */
export const SHUFFLED_BELOW = PRIME;

/** The number `order:random:seed` sorts an id by, to the last digit the one the catalog makes; see search-queries.ts. */
export function shuffled(id: number, seed: number): number {
  const x = id + seed;
  return moduloPrime(moduloPrime(x * 48271) * ((x % 1021) + 69621));
}

/** `x % (2^31 − 1)` for whole x below 2^53, without a remainder: half the time. */
function moduloPrime(x: number): number {
  const high = Math.floor(x / 2_147_483_648);
  let rest = x - high * 2_147_483_648 + high;
  if (rest >= PRIME) rest -= PRIME;
  return rest >= PRIME ? rest - PRIME : rest;
}
