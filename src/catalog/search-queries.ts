import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { type AssetSummaryRow, SHOWN, SUMMARY_COLUMNS } from './asset-queries.ts';
import { countWithWords, hasWords, type Phrase, rankedByWords } from './asset-text.ts';
import type { Catalog } from './catalog.ts';
import type { PoolNamed } from './link-condition.ts';
import { searchInPool } from './pool-search.ts';
import { type Condition, conditionSql } from './search-condition.ts';

/** A result and its order. `seed` is that of `random`. */
export interface Search {
  readonly where?: Condition;
  readonly by: SearchOrder;
  readonly seed?: number;
  /** Of the order `pool`: the one it is the order of; `where` says that it is in it. */
  readonly pool?: PoolNamed;
  /** What `rank` goes by. */
  readonly phrases?: readonly Phrase[];
}

/** Where a page begins: what the last asset before it was ordered by, and its id. */
export type SearchPosition = readonly [value: number | string, id: number];

export interface SearchRow extends AssetSummaryRow {
  readonly order_value: number | string;
}

/** Up to `limit` assets that are shown, after a position and, for those that page by number, `offset` further ones. Every order ends in the id, so pages neither repeat nor miss one. */
export async function searchAssets(catalog: Catalog, search: Search, after: SearchPosition | undefined, limit: number, offset = 0): Promise<SearchRow[]> {
  if (search.by === 'pool') return searchInPool(catalog, search.pool!, search.where, after, limit, offset);
  const { phrases = [] } = search;
  // Without words there is nothing to rank by.
  const by = search.by === 'rank' && phrases.length === 0 ? 'newest' : search.by;
  const [value, direction] = orderOf(by, search.seed, catalog);
  let query = catalog.read
    .selectFrom('asset')
    .$if(by === 'rank', (q) => q.innerJoin(rankedByWords(phrases, catalog.engine).as('ranked'), (join) => join.onRef('ranked.asset_id', '=', 'asset.id')))
    .select(SUMMARY_COLUMNS)
    .select(value.as('order_value'))
    .where(SHOWN);
  if (search.where) query = query.where((await streamed(search.where, by, catalog)) ?? conditionSql(search.where, catalog.engine));
  if (after) query = query.where(sql<SqlBool>`(${value}, id) ${sql.raw(direction === 'desc' ? '<' : '>')} (${after[0]}, ${after[1]})`);
  return query.orderBy(value, direction).orderBy('id', direction).limit(limit).offset(offset).execute();
}

/** From so many matches on SQLite looks at the assets in their order: a page of a word on 100,000 takes 2 ms instead of 130. */
const COMMON = 50_000;
/** Orders in which assets are read from an index, without being sorted. */
const STREAMED: ReadonlySet<SearchOrder> = new Set<SearchOrder>(['newest', 'oldest', 'id', 'id_asc']);

/** PostgreSQL knows by itself how common a word is. */
async function streamed(where: Condition, by: SearchOrder, { engine, read }: Catalog): Promise<RawBuilder<SqlBool> | undefined> {
  if (engine !== 'sqlite' || where.kind !== 'words' || !STREAMED.has(by)) return undefined;
  return (await countWithWords(read, where.sought, COMMON)) < COMMON ? undefined : hasWords(where.sought, engine);
}

export async function countFound(catalog: Catalog, where: Condition | undefined): Promise<number> {
  let query = catalog.read
    .selectFrom('asset')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(SHOWN);
  if (where) query = query.where(conditionSql(where, catalog.engine));
  return (await query.executeTakeFirstOrThrow()).count;
}

type Direction = 'asc' | 'desc';
type Ordering = readonly [value: RawBuilder<number | string>, direction: Direction];

const PIXELS = sql`(cast(asset.width as bigint) * asset.height)`;
const RATIO = sql`(cast(asset.width as double precision) / nullif(asset.height, 0))`;
const TIME = sql<number>`sort_at`;
/** What is not known comes last, whichever way. */
const orLast = (fact: RawBuilder<unknown>, direction: Direction): Ordering => [
  sql<number>`coalesce(${fact}, ${sql.lit(direction === 'desc' ? -2 : 9_007_199_254_740_991)})`,
  direction,
];
const column = (name: string): RawBuilder<number> => sql<number>`${sql.ref(`asset.${name}`)}`;
/** A plain file has no size. */
const sized = (size: RawBuilder<unknown>): RawBuilder<unknown> => sql`nullif(${size}, 0)`;

const ORDERINGS = {
  newest: [TIME, 'desc'],
  oldest: [TIME, 'asc'],
  added: [column('created_at'), 'desc'],
  added_asc: [column('created_at'), 'asc'],
  id: [column('id'), 'desc'],
  id_asc: [column('id'), 'asc'],
  filesize: [column('bytes'), 'desc'],
  filesize_asc: [column('bytes'), 'asc'],
  mpixels: orLast(sized(PIXELS), 'desc'),
  mpixels_asc: orLast(sized(PIXELS), 'asc'),
  width: orLast(sized(column('width')), 'desc'),
  width_asc: orLast(sized(column('width')), 'asc'),
  height: orLast(sized(column('height')), 'desc'),
  height_asc: orLast(sized(column('height')), 'asc'),
  landscape: orLast(RATIO, 'desc'),
  portrait: orLast(RATIO, 'asc'),
  duration: orLast(column('duration_ms'), 'desc'),
  duration_asc: orLast(column('duration_ms'), 'asc'),
  score: orLast(column('rating'), 'desc'),
  score_asc: orLast(column('rating'), 'asc'),
  fav: orLast(column('favourited_at'), 'desc'),
  fav_asc: orLast(column('favourited_at'), 'asc'),
  tagcount: [column('tag_count'), 'desc'],
  tagcount_asc: [column('tag_count'), 'asc'],
} satisfies Record<string, Ordering>;

export type SearchOrder = keyof typeof ORDERINGS | 'name' | 'name_desc' | 'random' | 'pool' | 'rank';

function orderOf(by: Exclude<SearchOrder, 'pool'>, seed = 0, { engine }: Catalog): Ordering {
  if (by === 'rank') return [sql<number>`ranked.rank`, 'desc'];
  if (by === 'random') return [shuffled(seed), 'asc'];
  if (by === 'name' || by === 'name_desc') {
    // One order of names whatever the server is set to.
    const name = engine === 'sqlite' ? sql<string>`lower(asset.name)` : sql<string>`(lower(asset.name) collate "C")`;
    return [name, by === 'name' ? 'asc' : 'desc'];
  }
  return ORDERINGS[by];
}

/** The same order for the same seed on both engines: the id twice through a multiplication modulo a prime. */
function shuffled(seed: number): RawBuilder<number> {
  const prime = sql.lit(2_147_483_647);
  return sql<number>`((((asset.id + ${sql.lit(seed)}) * 48271 % ${prime}) * ((asset.id + ${sql.lit(seed)}) % 1021 + 69621)) % ${prime})`;
}
