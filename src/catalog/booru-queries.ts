import { sql, type SqlBool } from 'kysely';
import type { AssetRow } from './asset-queries.ts';
import type { ReadDb } from './catalog.ts';
import { likeStars } from './like-pattern.ts';

export interface TagOfAsset {
  readonly name: string;
  readonly category: string;
}

/** Whole rows, in the order of the ids; those that do not exist or lie in the trash are absent. */
export async function assetRows(db: ReadDb, ids: readonly number[]): Promise<AssetRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('asset').selectAll().where('id', 'in', ids).where('state', '=', 'active').execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The tags these assets bear, each list by name. */
export async function tagNamesOf(db: ReadDb, ids: readonly number[]): Promise<Map<number, TagOfAsset[]>> {
  const found = new Map<number, TagOfAsset[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return found;
  const rows = await db
    .selectFrom('tag_claim')
    .innerJoin('tag', 'tag.id', 'tag_claim.tag_id')
    .select(['tag_claim.asset_id', 'tag.name', 'tag.category'])
    .where('tag_claim.asset_id', 'in', ids)
    .groupBy(['tag_claim.asset_id', 'tag.id', 'tag.name', 'tag.category'])
    // A yes of anybody and no human no.
    .having(sql<SqlBool>`min(tag_claim.says) = 1`)
    .orderBy('tag.name')
    .execute();
  for (const { asset_id, name, category } of rows) found.get(asset_id)!.push({ name, category });
  return found;
}

/** By asset the address it was first fetched from; absent when it came from a file. */
export async function addressesOf(db: ReadDb, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('location')
    .select(['asset_id', 'path'])
    .where('asset_id', 'in', ids)
    .where('kind', '=', 'origin')
    .where(sql<SqlBool>`(path like 'http://%' or path like 'https://%')`)
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map(({ asset_id, path }) => [asset_id, path]));
}

export interface TagFilter {
  readonly names?: readonly string[];
  /** `*` stands for any run of characters. */
  readonly pattern?: string;
  readonly category?: string;
  readonly notEmpty?: boolean;
}

/** Tags page by page. `limit` and `offset` as Danbooru pages them. */
export async function listTags(
  db: ReadDb,
  filter: TagFilter,
  by: 'count' | 'name' | 'date',
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Array<{ id: number; name: string; count: number; category: string; created_at: number; updated_at: number; deprecated: number }>> {
  let query = db.selectFrom('tag').select(['id', 'name', 'count', 'category', 'created_at', 'updated_at', 'deprecated']);
  const { names, pattern, category } = filter;
  if (names !== undefined) query = query.where('name', 'in', names);
  if (pattern !== undefined) query = query.where(sql<SqlBool>`tag.name like ${likeStars(pattern)} escape '\\'`);
  if (category !== undefined) query = query.where('category', '=', category);
  if (filter.notEmpty === true) query = query.where('count', '>', 0);
  if (by === 'count') query = query.orderBy('count', 'desc').orderBy('id', 'desc');
  else query = by === 'name' ? query.orderBy('name') : query.orderBy('id', 'desc');
  return query.limit(limit).offset(offset).execute();
}
