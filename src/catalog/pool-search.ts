import { sql, type SqlBool } from 'kysely';
import { type AssetSummaryRow, SHOWN, SUMMARY_COLUMNS } from './asset-queries.ts';
import type { Catalog } from './catalog.ts';
import { type PoolNamed, poolIdSql } from './link-condition.ts';
import { type Condition, conditionSql } from './search-condition.ts';

/** A search in the order of a pool: along its index, so that a page costs the same at its end as at its beginning. */
export async function searchInPool(
  catalog: Catalog,
  pool: PoolNamed,
  where: Condition | undefined,
  after: readonly [position: number | string, id: number] | undefined,
  limit: number,
  offset: number,
): Promise<Array<AssetSummaryRow & { readonly order_value: number }>> {
  let query = catalog.read
    .selectFrom('pool_asset')
    .innerJoin('asset', 'asset.id', 'pool_asset.asset_id')
    .select(SUMMARY_COLUMNS.map((name) => `asset.${name}` as const))
    .select('pool_asset.position as order_value')
    .where(sql<SqlBool>`pool_asset.pool_id = ${poolIdSql(pool)}`)
    .where((e) => e.exists(e.selectFrom('pool').select('pool.id').whereRef('pool.id', '=', 'pool_asset.pool_id').where('pool.deleted_at', 'is', null)))
    .where(SHOWN);
  const rest = besidesPool(where);
  if (rest) query = query.where(conditionSql(rest, catalog.engine));
  if (after) query = query.where(sql<SqlBool>`(pool_asset.position, pool_asset.asset_id) > (${after[0]}, ${after[1]})`);
  return query.orderBy('pool_asset.position').orderBy('pool_asset.asset_id').limit(limit).offset(offset).execute();
}

/** That they are in the pool is said by where they are looked for. The order of a pool is only taken where one pool is asked for, to be met by all. */
function besidesPool(where: Condition | undefined): Condition | undefined {
  const parts = (where?.kind === 'all' ? where.parts : [where]).flatMap((part) => (part === undefined || part.kind === 'pooled' ? [] : [part]));
  return parts.length === 0 ? undefined : { kind: 'all', parts };
}
