import { sql, type SqlBool } from 'kysely';
import type { PoolKind } from '../domain/link.ts';
import type { WriteTx } from './catalog.ts';
import type { PoolRow } from './pool-queries.ts';
import { locksRows } from './row-locks.ts';

export interface PoolFacts {
  readonly name: string;
  readonly key: string;
  readonly kind: PoolKind;
  readonly description: string;
  readonly cover: number | null;
}

/** One at a time gives a pool a name: two that take the same one would both see it free. To be held before any pool. */
export async function lockPoolNames(tx: WriteTx): Promise<void> {
  if (locksRows(tx)) await sql`select pg_advisory_xact_lock(5, 20)`.execute(tx);
}

/** Its id; undefined when another pool has the name. */
export async function insertPool(tx: WriteTx, { name, key, kind, description }: Omit<PoolFacts, 'cover'>, now: number): Promise<number | undefined> {
  const made = await tx
    .insertInto('pool')
    .values({ name, name_key: key, kind, description, cover_asset_id: null, created_at: now, updated_at: now, deleted_at: null })
    .onConflict((c) => c.column('name_key').where('deleted_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id;
}

export async function updatePool(tx: WriteTx, id: number, facts: Partial<PoolFacts>, now: number): Promise<void> {
  const { name, key, kind, description, cover } = facts;
  await tx
    .updateTable('pool')
    .set({
      updated_at: now,
      ...(name === undefined ? {} : { name }),
      ...(key === undefined ? {} : { name_key: key }),
      ...(kind === undefined ? {} : { kind }),
      ...(description === undefined ? {} : { description }),
      ...(cover === undefined ? {} : { cover_asset_id: cover }),
    })
    .where('id', '=', id)
    .execute();
}

/** Holds the row until the end of the transaction: who comes second sees what the first one did. Also one that was deleted. */
export async function holdPool(tx: WriteTx, id: number): Promise<Omit<PoolRow, 'cover'> | undefined> {
  return tx
    .selectFrom('pool')
    .selectAll()
    .where('id', '=', id)
    .$if(locksRows(tx), (q) => q.forNoKeyUpdate())
    .executeTakeFirst();
}

/** Assets that can be put into a pool, held so that none goes to the trash meanwhile; to be asked for before the pool is held. */
export async function holdAssets(tx: WriteTx, ids: readonly number[]): Promise<Set<number>> {
  const rows = await tx
    .selectFrom('asset')
    .select('id')
    .where('id', 'in', ids)
    .where(sql<SqlBool>`state = 'active'`)
    .orderBy('id')
    .$if(locksRows(tx), (q) => q.forShare())
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Its members changed, by `more` in number. Returns the version it has now. */
export async function poolMembersChanged(tx: WriteTx, id: number, more: number, now: number): Promise<{ version: number; count: number }> {
  return tx
    .updateTable('pool')
    .set((e) => ({ version: e('version', '+', 1), count: e('count', '+', more), updated_at: now }))
    .where('id', '=', id)
    .returning(['version', 'count'])
    .executeTakeFirstOrThrow();
}

export async function setPoolDeleted(tx: WriteTx, id: number, deletedAt: number | null): Promise<void> {
  await tx.updateTable('pool').set({ deleted_at: deletedAt }).where('id', '=', id).execute();
}

/** For good: one pool that was deleted before `before`. False when there is none. */
export async function forgetDeletedPool(tx: WriteTx, before: number): Promise<boolean> {
  const old = await tx.selectFrom('pool').select('id').where('deleted_at', '<', before).limit(1).executeTakeFirst();
  if (old !== undefined) await tx.deleteFrom('pool').where('id', '=', old.id).execute();
  return old !== undefined;
}

/** Assets went to the trash (`by` −1) or came back (1): they keep their place, but are not counted there. */
export async function recountPoolsOf(tx: WriteTx, assetIds: readonly number[], by: 1 | -1, now: number): Promise<void> {
  if (assetIds.length === 0) return;
  const pools = await tx
    .selectFrom('pool_asset')
    .select(['pool_id', (e) => e.fn.countAll<number>().as('members')])
    .where('asset_id', 'in', assetIds)
    .groupBy('pool_id')
    .orderBy('pool_id')
    .execute();
  for (const { pool_id, members } of pools)
    await tx
      .updateTable('pool')
      .set((e) => ({ count: e('count', '+', by * members) }))
      .where('id', '=', pool_id)
      .execute();
  if (pools.length > 0) await recordPoolChange(tx, now);
}

/** A line in the change feed: pools or what is in them. */
export async function recordPoolChange(tx: WriteTx, now: number): Promise<void> {
  await tx.insertInto('change').values({ kind: 'pools', asset_id: null, session_id: null, at: now }).execute();
}
