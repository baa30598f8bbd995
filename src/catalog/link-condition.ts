import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { PoolKind } from '../domain/link.ts';
import { likePattern } from './like-pattern.ts';

/** One pool, as a search names it. */
export type PoolNamed = { readonly id: number } | { readonly key: string };

/** Questions about how an asset belongs to others. What lies in the trash is related to nobody. */
export type LinkCondition =
  /** It has a parent, children, siblings or variants. */
  | { readonly kind: 'related'; readonly to: 'parent' | 'children' | 'siblings' | 'variants' }
  /** It is the child, or the parent, of an asset whose id lies between these; `self`: or that asset, when it is a single one. */
  | { readonly kind: 'relative'; readonly as: 'child' | 'parent'; readonly min?: number; readonly max?: number; readonly self?: true }
  /** It is in a pool: in any, in one, in those of a kind, or in those whose key fits a pattern with `*`. */
  | { readonly kind: 'pooled'; readonly pool?: PoolNamed | { readonly of: PoolKind } | { readonly like: string } };

export function isLink(condition: { readonly kind: string }): condition is LinkCondition {
  return condition.kind === 'related' || condition.kind === 'relative' || condition.kind === 'pooled';
}

/** As sets of ids from the tables of links, which are far smaller than the library: the asset table is not walked for them. */
export function linkSql(condition: LinkCondition): RawBuilder<SqlBool> {
  if (condition.kind === 'pooled') return among(sql`select pool_asset.asset_id from pool_asset ${poolsThat(condition.pool)}`);
  if (condition.kind === 'relative') {
    const { min = 0, max = Number.MAX_SAFE_INTEGER, self } = condition;
    const between = sql`between cast(${clamped(Math.ceil(min))} as bigint) and cast(${clamped(Math.floor(max))} as bigint)`;
    const itself = self && min === max ? sql` union all select cast(${clamped(min)} as bigint)` : sql``;
    return condition.as === 'child'
      ? among(sql`select r.asset_id from asset_relation r where r.kind = 'parent' and r.other_id ${between}${itself}`)
      : among(sql`select r.other_id from asset_relation r where r.kind = 'parent' and r.asset_id ${between}`);
  }
  switch (condition.to) {
    case 'parent':
      return among(sql`select r.asset_id from asset_relation r join asset p on p.id = r.other_id where r.kind = 'parent' and p.state = 'active'`);
    case 'children':
      return among(sql`select r.other_id from asset_relation r join asset c on c.id = r.asset_id where r.kind = 'parent' and c.state = 'active'`);
    case 'siblings':
      return sql`(${among(sql`select r.asset_id from asset_relation r where r.kind = 'parent' and exists (select 1 from asset_relation o
        join asset s on s.id = o.asset_id where o.kind = 'parent' and o.other_id = r.other_id and o.asset_id <> r.asset_id and s.state = 'active')`)} or ${inKin('sibling')})`;
    case 'variants':
      return inKin('variant');
  }
}

/** A pool as `pool_asset.pool_id = …`; null in the value = there is none of that name. */
export function poolIdSql(pool: PoolNamed): RawBuilder<number> {
  return 'id' in pool
    ? sql<number>`cast(${clamped(pool.id)} as bigint)`
    : sql<number>`(select pool.id from pool where pool.name_key = ${pool.key} and pool.deleted_at is null)`;
}

function among(ids: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql`(asset.id in (${ids}))`;
}

function inKin(kind: 'sibling' | 'variant'): RawBuilder<SqlBool> {
  return among(sql`select k.asset_id from asset_kin k where k.kind = ${sql.lit(kind)} and exists (select 1 from asset_kin o
    join asset s on s.id = o.asset_id where o.kin = k.kin and o.asset_id <> k.asset_id and s.state = 'active')`);
}

function poolsThat(pool: Extract<LinkCondition, { kind: 'pooled' }>['pool']): RawBuilder<unknown> {
  const living = sql`select pool.id from pool where pool.deleted_at is null`;
  if (pool === undefined) return sql`where pool_asset.pool_id in (${living})`;
  if ('id' in pool) return sql`where pool_asset.pool_id in (${living} and pool.id = ${poolIdSql(pool)})`;
  if ('key' in pool) return sql`where pool_asset.pool_id = ${poolIdSql(pool)}`;
  if ('of' in pool) return sql`where pool_asset.pool_id in (${living} and pool.kind = ${pool.of})`;
  return sql`where pool_asset.pool_id in (${living} and pool.name_key like ${likePattern(pool.like)} escape '\\')`;
}

/** What fits into 64 bits on both engines. */
function clamped(id: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, id));
}
