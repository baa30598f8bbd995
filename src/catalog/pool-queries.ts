import { type Selectable, sql, type SqlBool } from 'kysely';
import type { PoolKind } from '../domain/link.ts';
import { type AssetSummaryRow, SUMMARY_COLUMNS } from './asset-queries.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { PoolTable } from './schema.ts';

export type PoolRow = Selectable<PoolTable> & {
  /** What it is shown by: the chosen cover, else its first member; null when all of it lies in the trash. */
  readonly cover: number | null;
};

const LIVING = sql<SqlBool>`pool.deleted_at is null`;
const FIRST = sql`(select m.asset_id from pool_asset m join asset a on a.id = m.asset_id
  where m.pool_id = pool.id and a.state = 'active' order by m.position, m.asset_id limit 1)`;
const COVER = sql<number | null>`coalesce((select m.asset_id from pool_asset m join asset a on a.id = m.asset_id
  where m.pool_id = pool.id and m.asset_id = pool.cover_asset_id and a.state = 'active'), ${FIRST})`;

export async function poolById(db: ReadDb | WriteTx, id: number): Promise<PoolRow | undefined> {
  return db.selectFrom('pool').selectAll().select(COVER.as('cover')).where('id', '=', id).where(LIVING).executeTakeFirst();
}

/** By its key, see poolKey. */
export async function poolByKey(db: ReadDb | WriteTx, key: string): Promise<PoolRow | undefined> {
  return db.selectFrom('pool').selectAll().select(COVER.as('cover')).where('name_key', '=', key).where(LIVING).executeTakeFirst();
}

export interface PoolFilter {
  /** Part of its key. */
  readonly part?: string | undefined;
  readonly kind?: PoolKind | undefined;
}

/** `updated`: the latest change first; `name`: by key. */
export type PoolSort = 'updated' | 'name';
export type PoolPosition = readonly [value: number | string, id: number];

export async function listPools(db: ReadDb, filter: PoolFilter, sort: PoolSort, after: PoolPosition | undefined, limit: number): Promise<PoolRow[]> {
  let query = filtered(db, filter).selectAll().select(COVER.as('cover'));
  const value = sort === 'name' ? sql.ref('pool.name_key') : sql.ref('pool.updated_at');
  const direction = sort === 'name' ? 'asc' : 'desc';
  if (after) query = query.where(sql<SqlBool>`(${value}, pool.id) ${sql.raw(sort === 'name' ? '>' : '<')} (${after[0]}, ${after[1]})`);
  return query.orderBy(value, direction).orderBy('pool.id', direction).limit(limit).execute();
}

export async function countPools(db: ReadDb, filter: PoolFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function filtered(db: ReadDb, { part, kind }: PoolFilter) {
  let query = db.selectFrom('pool').where(LIVING);
  if (part !== undefined) query = query.where(sql<SqlBool>`name_key like ${`%${part.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  return query;
}

export interface PoolMemberRow extends AssetSummaryRow {
  readonly position: number;
}

/** A place in the order of a pool. */
export interface PoolPlace {
  readonly position: number;
  readonly id: number;
}

/** Members that are not in the trash, in their order; also those that lie under the cover of a stack. */
export async function poolMembers(db: ReadDb, poolId: number, after: PoolPlace | undefined, limit: number): Promise<PoolMemberRow[]> {
  return membersFrom(db, poolId, after, 'asc', limit);
}

async function membersFrom(db: ReadDb, poolId: number, beyond: PoolPlace | undefined, direction: 'asc' | 'desc', limit: number): Promise<PoolMemberRow[]> {
  let query = db
    .selectFrom('pool_asset')
    .innerJoin('asset', 'asset.id', 'pool_asset.asset_id')
    .select(SUMMARY_COLUMNS.map((name) => `asset.${name}` as const))
    .select('pool_asset.position')
    .where('pool_asset.pool_id', '=', poolId)
    .where('asset.state', '=', 'active');
  if (beyond)
    query = query.where(
      sql<SqlBool>`(pool_asset.position, pool_asset.asset_id) ${sql.raw(direction === 'asc' ? '>' : '<')} (${beyond.position}, ${beyond.id})`,
    );
  return query.orderBy('pool_asset.position', direction).orderBy('pool_asset.asset_id', direction).limit(limit).execute();
}

export interface PoolOfAsset {
  readonly id: number;
  readonly name: string;
  readonly kind: PoolKind;
  readonly count: number;
  readonly position: number;
}

/** The pools an asset is in, by name. */
export async function poolsOf(db: ReadDb, assetId: number): Promise<PoolOfAsset[]> {
  return db
    .selectFrom('pool_asset')
    .innerJoin('pool', 'pool.id', 'pool_asset.pool_id')
    .select(['pool.id', 'pool.name', 'pool.kind', 'pool.count', 'pool_asset.position'])
    .where('pool_asset.asset_id', '=', assetId)
    .where(LIVING)
    .orderBy('pool.name_key')
    .limit(500)
    .execute();
}

/** The members before and after one, by way of the index. */
export async function besideInPool(db: ReadDb, poolId: number, place: PoolPlace): Promise<{ previous: number | null; next: number | null }> {
  const [before] = await membersFrom(db, poolId, place, 'desc', 1);
  const [after] = await membersFrom(db, poolId, place, 'asc', 1);
  return { previous: before?.id ?? null, next: after?.id ?? null };
}

/** For an export: pools in the order of their ids. */
export async function poolsAfter(db: ReadDb, id: number, limit: number): Promise<PoolRow[]> {
  return db.selectFrom('pool').selectAll().select(COVER.as('cover')).where(LIVING).where('id', '>', id).orderBy('id').limit(limit).execute();
}

/** For an export: members in their order, those in the trash too. */
export async function allPoolMembers(db: ReadDb | WriteTx, poolId: number, after: PoolPlace | undefined, limit: number): Promise<PoolPlace[]> {
  let query = db.selectFrom('pool_asset').select(['asset_id as id', 'position']).where('pool_id', '=', poolId);
  if (after) query = query.where(sql<SqlBool>`(position, asset_id) > (${after.position}, ${after.id})`);
  return query.orderBy('position').orderBy('asset_id').limit(limit).execute();
}
