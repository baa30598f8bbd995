import { sql, type SqlBool } from 'kysely';
import type { WriteTx } from './catalog.ts';
import type { PoolPlace } from './pool-queries.ts';

/** Between two members next to each other: halved twenty times before a pool has to be numbered anew. */
const GAP = 2 ** 20;
const ROWS = 4000;

/** Where in a pool: before a member, at a place counted from 1 (in the order without those that move), or at its end. */
export type PoolTarget = { readonly before: number } | { readonly at: number } | 'end';

/** Positions for `count` members there, in their order; undefined when `before` names no member. `moving` count as not there. */
export async function makeRoom(tx: WriteTx, poolId: number, count: number, target: PoolTarget, moving: readonly number[]): Promise<number[] | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const gap = await gapAt(tx, poolId, target, moving);
    if (gap === undefined) return undefined;
    const places = spread(gap.low, gap.high, count);
    if (places !== undefined) return places;
    if (attempt > 1) throw new Error(`no room in pool ${poolId} after it was numbered anew`);
    await renumber(tx, poolId, Math.max(GAP, 2 * count));
  }
}

/** The positions on both sides of a place; null = nothing on that side. */
async function gapAt(
  tx: WriteTx,
  poolId: number,
  target: PoolTarget,
  moving: readonly number[],
): Promise<{ low: number | null; high: number | null } | undefined> {
  const staying = tx
    .selectFrom('pool_asset')
    .select(['asset_id as id', 'position'])
    .where('pool_id', '=', poolId)
    .$if(moving.length > 0, (q) => q.where('asset_id', 'not in', moving));
  let next: PoolPlace | undefined;
  if (target !== 'end' && 'before' in target) {
    next = await staying.where('asset_id', '=', target.before).executeTakeFirst();
    if (next === undefined) return undefined;
  } else if (target !== 'end') {
    // What people count does not lie in the trash.
    next = await staying
      .where((e) => e.exists(e.selectFrom('asset').select('asset.id').whereRef('asset.id', '=', 'pool_asset.asset_id').where('asset.state', '=', 'active')))
      .orderBy('position')
      .orderBy('asset_id')
      .offset(target.at - 1)
      .limit(1)
      .executeTakeFirst();
  }
  let before = staying;
  if (next !== undefined) before = before.where(sql<SqlBool>`(position, asset_id) < (${next.position}, ${next.id})`);
  const last = await before.orderBy('position', 'desc').orderBy('asset_id', 'desc').limit(1).executeTakeFirst();
  return { low: last?.position ?? null, high: next?.position ?? null };
}

function spread(low: number | null, high: number | null, count: number): number[] | undefined {
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  if (high === null) return numbers.map((at) => (low ?? 0) + at * GAP);
  if (low === null) return numbers.map((at) => high - (count + 1 - at) * GAP);
  const step = Math.floor((high - low) / (count + 1));
  return step < 1 ? undefined : numbers.map((at) => low + at * step);
}

/** Every member anew, in one statement: 100,000 took 0.6 s on SQLite and 5 s on a PostgreSQL with 64 MB of buffers, both on a busy machine. */
async function renumber(tx: WriteTx, poolId: number, gap: number): Promise<void> {
  await sql`
    update pool_asset set position = fresh.place * ${sql.lit(gap)}
    from (select asset_id, row_number() over (order by position, asset_id) as place from pool_asset where pool_id = ${poolId}) as fresh
    where pool_asset.pool_id = ${poolId} and pool_asset.asset_id = fresh.asset_id
  `.execute(tx);
}

/** Where these members are now. */
export async function placesOf(tx: WriteTx, poolId: number, ids: readonly number[]): Promise<PoolPlace[]> {
  return tx
    .selectFrom('pool_asset')
    .select(['asset_id as id', 'position'])
    .where('pool_id', '=', poolId)
    .where('asset_id', 'in', ids)
    .orderBy('position')
    .orderBy('asset_id')
    .execute();
}

/** Puts assets at these positions, members or not. */
export async function putAt(tx: WriteTx, poolId: number, places: readonly PoolPlace[]): Promise<void> {
  for (let at = 0; at < places.length; at += ROWS)
    await tx
      .insertInto('pool_asset')
      .values(places.slice(at, at + ROWS).map(({ id, position }) => ({ pool_id: poolId, asset_id: id, position })))
      .onConflict((c) => c.columns(['pool_id', 'asset_id']).doUpdateSet((e) => ({ position: e.ref('excluded.position') })))
      .execute();
}

export async function takeOut(tx: WriteTx, poolId: number, ids: readonly number[]): Promise<void> {
  await tx.deleteFrom('pool_asset').where('pool_id', '=', poolId).where('asset_id', 'in', ids).execute();
}
