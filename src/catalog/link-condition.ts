import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { PoolKind } from '../domain/link.ts';
import type { Engine } from './engine.ts';
import { isOneOf } from './id-set.ts';
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
export function linkSql(condition: LinkCondition, engine: Engine): RawBuilder<SqlBool> {
  if (condition.kind === 'pooled')
    return condition.pool === undefined
      ? inAnyPool(engine)
      : among(engine, sql`select pool_asset.asset_id from pool_asset where pool_asset.pool_id in (${poolsThat(condition.pool)})`);
  if (condition.kind === 'relative') {
    const { min = 0, max = Number.MAX_SAFE_INTEGER, self } = condition;
    const between = sql`between cast(${clamped(Math.ceil(min))} as bigint) and cast(${clamped(Math.floor(max))} as bigint)`;
    const itself = self && min === max ? sql` union all select cast(${clamped(min)} as bigint)` : sql``;
    return condition.as === 'child'
      ? among(engine, sql`select r.asset_id from asset_relation r where r.kind = 'parent' and r.other_id ${between}${itself}`)
      : among(engine, sql`select r.other_id from asset_relation r where r.kind = 'parent' and r.asset_id ${between}`);
  }
  switch (condition.to) {
    case 'parent':
      return among(
        engine,
        sql`select r.asset_id from asset_relation r where r.kind = 'parent'`,
        sql`
        select r.asset_id from asset t cross join asset_relation r where t.state = 'trashed' and r.other_id = t.id and r.kind = 'parent'`,
      );
    case 'children':
      return among(
        engine,
        sql`select r.other_id from asset_relation r where r.kind = 'parent'`,
        sql`
        select r.other_id from asset t cross join asset_relation r where t.state = 'trashed' and r.asset_id = t.id and r.kind = 'parent'
          and not exists (select 1 from asset_relation o join asset a on a.id = o.asset_id
            where o.kind = 'parent' and o.other_id = r.other_id and a.state = 'active')`,
      );
    case 'siblings':
      return sql`(${among(
        engine,
        sql`select r.asset_id from asset_relation r where r.kind = 'parent' and exists (
          select 1 from asset_relation o where o.kind = 'parent' and o.other_id = r.other_id and o.asset_id <> r.asset_id)`,
        sql`select s.asset_id from asset t cross join asset_relation r cross join asset_relation s
          where t.state = 'trashed' and r.asset_id = t.id and r.kind = 'parent' and s.other_id = r.other_id and s.kind = 'parent'
            and not exists (select 1 from asset_relation o join asset a on a.id = o.asset_id
              where o.kind = 'parent' and o.other_id = s.other_id and o.asset_id <> s.asset_id and a.state = 'active')`,
      )} or ${inKin(engine, 'sibling')})`;
    case 'variants':
      return inKin(engine, 'variant');
  }
}

/** A pool as `pool_asset.pool_id = …`; null in the value = there is none of that name. */
export function poolIdSql(pool: PoolNamed): RawBuilder<number> {
  return 'id' in pool
    ? sql<number>`cast(${clamped(pool.id)} as bigint)`
    : sql<number>`(select pool.id from pool where pool.name_key = ${pool.key} and pool.deleted_at is null)`;
}

/** `except`: found from the few in the trash, so that the many that are not are never looked up one by one. */
function among(engine: Engine, ids: RawBuilder<unknown>, except?: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return except === undefined ? isOneOf(ids, engine) : sql`(${isOneOf(ids, engine)} and not ${isOneOf(except, engine)})`;
}

/** A group has two members at least. */
function inKin(engine: Engine, kind: 'sibling' | 'variant'): RawBuilder<SqlBool> {
  return among(
    engine,
    sql`select k.asset_id from asset_kin k where k.kind = ${sql.lit(kind)}`,
    sql`select k.asset_id from asset t cross join asset_kin g cross join asset_kin k
      where t.state = 'trashed' and g.asset_id = t.id and g.kind = ${sql.lit(kind)} and k.kin = g.kin
        and not exists (select 1 from asset_kin o join asset a on a.id = o.asset_id where o.kin = k.kin and o.asset_id <> k.asset_id and a.state = 'active')`,
  );
}

function inAnyPool(engine: Engine): RawBuilder<SqlBool> {
  return among(
    engine,
    sql`select pool_asset.asset_id from pool_asset`,
    sql`select m.asset_id from pool d cross join pool_asset m where d.deleted_at is not null and m.pool_id = d.id
      and not exists (select 1 from pool_asset o join pool l on l.id = o.pool_id where o.asset_id = m.asset_id and l.deleted_at is null)`,
  );
}

function poolsThat(pool: NonNullable<Extract<LinkCondition, { kind: 'pooled' }>['pool']>): RawBuilder<unknown> {
  const living = sql`select pool.id from pool where pool.deleted_at is null`;
  if ('id' in pool) return sql`${living} and pool.id = ${poolIdSql(pool)}`;
  if ('key' in pool) return sql`${living} and pool.name_key = ${pool.key}`;
  if ('of' in pool) return sql`${living} and pool.kind = ${pool.of}`;
  return sql`${living} and pool.name_key like ${likePattern(pool.like)} escape '\\'`;
}

/** What fits into 64 bits on both engines. */
function clamped(id: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, id));
}
