import { type Selectable, sql } from 'kysely';
import { chooseCover, type Shot, type StackKind } from '../domain/stack.ts';
import { type AssetSummaryRow, SUMMARY_COLUMNS } from './asset-queries.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { Engine } from './engine.ts';
import type { StackTable } from './schema.ts';

export const SHOT_COLUMNS = [
  'asset.id',
  'asset.name',
  'asset.format',
  'asset.sort_at',
  'asset.taken_at',
  'asset.camera_make',
  'asset.camera_model',
  'asset.duration_ms',
  'asset.stack_id',
  'asset.unstacked',
] as const;

export interface ShotRow extends Shot {
  readonly stack_id: number | null;
  readonly unstacked: number;
}

export type StackRow = Selectable<StackTable>;

export async function stackById(db: ReadDb | WriteTx, id: number): Promise<StackRow | undefined> {
  return db.selectFrom('stack').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Members that are not in the trash, in the order they were taken; a stack has some hundreds at most. */
export async function stackMembers(db: ReadDb | WriteTx, id: number, limit: number): Promise<AssetSummaryRow[]> {
  return db
    .selectFrom('asset')
    .select(SUMMARY_COLUMNS)
    .where('stack_id', '=', id)
    .where('state', '=', 'active')
    .orderBy('sort_at')
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function insertStack(tx: WriteTx, kind: StackKind, coverId: number, now: number): Promise<number> {
  const { id } = await tx.insertInto('stack').values({ kind, cover_asset_id: coverId, created_at: now }).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Puts assets into a stack, also those that were taken out of one by a person: this is a person's wish too. */
export async function putInStack(tx: WriteTx, stackId: number, assetIds: readonly number[]): Promise<void> {
  await tx.updateTable('asset').set({ stack_id: stackId, unstacked: 0 }).where('id', 'in', assetIds).execute();
}

export async function chooseStackCover(tx: WriteTx, stackId: number, assetId: number): Promise<void> {
  await tx.updateTable('stack').set({ chosen_asset_id: assetId }).where('id', '=', stackId).execute();
}

/** Those of some assets that are there and not in the trash, and in this stack when one is named; ascending. */
export async function activeAmong(tx: WriteTx, ids: readonly number[], stackId?: number): Promise<number[]> {
  let query = tx
    .selectFrom('asset')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where('state', '=', 'active');
  if (stackId !== undefined) query = query.where('stack_id', '=', stackId);
  return (await query.orderBy('id').execute()).map(({ id }) => id);
}

/** The stacks some assets are in. */
export async function stacksOf(tx: WriteTx, assetIds: readonly number[]): Promise<number[]> {
  if (assetIds.length === 0) return [];
  const rows = await tx.selectFrom('asset').select('stack_id').distinct().where('id', 'in', assetIds).where('stack_id', 'is not', null).execute();
  return rows.flatMap(({ stack_id }) => stack_id ?? []);
}

/**
 * Brings stacks in order after their members have changed: who is the cover, who is hidden under it, and how many they are.
 * The cover a person chose stays, unless it lies in the trash: then another one stands in for it. A stack of one is none.
 */
export async function refreshStacks(tx: WriteTx, stackIds: readonly number[], now: number): Promise<void> {
  if (stackIds.length === 0) return;
  for (const stack of await holdStacks(tx, [...new Set(stackIds)])) await refreshStack(tx, stack, now);
}

/** Changes nothing, but holds the rows: two acts on one stack must not each leave the cover to the other. */
async function holdStacks(tx: WriteTx, ids: readonly number[]): Promise<StackRow[]> {
  return tx
    .updateTable('stack')
    .set((e) => ({ kind: e.ref('kind') }))
    .where('id', 'in', ids)
    .returningAll()
    .execute();
}

async function refreshStack(tx: WriteTx, stack: StackRow, now: number): Promise<void> {
  const all = await tx
    .selectFrom('asset')
    .select([...SHOT_COLUMNS, 'state', 'stack_hidden', 'stack_size'])
    .where('stack_id', '=', stack.id)
    .execute();
  if (all.length < 2) return dissolveStack(tx, stack.id, now);
  const active = all.filter(({ state }) => state === 'active');
  const cover = active.find(({ id }) => id === stack.chosen_asset_id) ?? chooseCover(active);
  // all in the trash: whoever comes back first is the cover
  if (cover === undefined) return;
  if (cover.id !== stack.cover_asset_id) await tx.updateTable('stack').set({ cover_asset_id: cover.id }).where('id', '=', stack.id).execute();
  const size = active.length > 1 ? active.length : null;
  const hide = active.filter((row) => row.id !== cover.id && (row.stack_hidden !== 1 || row.stack_size !== null)).map(({ id }) => id);
  if (hide.length > 0) await tx.updateTable('asset').set({ stack_hidden: 1, stack_size: null }).where('id', 'in', hide).execute();
  const shown = cover.stack_hidden !== 0 || cover.stack_size !== size;
  if (shown) await tx.updateTable('asset').set({ stack_hidden: 0, stack_size: size }).where('id', '=', cover.id).execute();
  await recordUpdated(tx, [...hide, ...(shown ? [cover.id] : [])], now);
}

/**
 * Puts one more shot under the cover of a burst without looking at the others: a time lapse of 5,000 frames a second apart is
 * one burst too. False when the shot may be its new cover; then the whole stack has to be looked at.
 */
export async function addToBurst(tx: WriteTx, stackId: number, shot: ShotRow, now: number): Promise<boolean> {
  const [stack] = await holdStacks(tx, [stackId]);
  if (stack === undefined || shot.stack_id !== null) return false;
  const cover = await tx
    .selectFrom('asset')
    .select([...SHOT_COLUMNS, 'stack_size'])
    .where('id', '=', stack.cover_asset_id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (cover?.stack_size == null || (stack.chosen_asset_id !== cover.id && chooseCover<Shot>([cover, shot])?.id !== cover.id)) return false;
  await tx.updateTable('asset').set({ stack_id: stackId, stack_hidden: 1 }).where('id', '=', shot.id).execute();
  await tx
    .updateTable('asset')
    .set({ stack_size: cover.stack_size + 1 })
    .where('id', '=', cover.id)
    .execute();
  await recordUpdated(tx, [shot.id, cover.id], now);
  return true;
}

/** Takes a stack apart. `forGood`: its members are not put together again by themselves. */
export async function dissolveStack(tx: WriteTx, id: number, now: number, forGood = false): Promise<void> {
  const members = await tx
    .updateTable('asset')
    .set({ stack_id: null, stack_hidden: 0, stack_size: null, ...(forGood ? { unstacked: 1 } : {}) })
    .where('stack_id', '=', id)
    .returning(['id', 'state'])
    .execute();
  await tx.deleteFrom('stack').where('id', '=', id).execute();
  await recordUpdated(
    tx,
    members.filter(({ state }) => state === 'active').map((row) => row.id),
    now,
  );
}

async function recordUpdated(tx: WriteTx, ids: readonly number[], at: number): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .insertInto('change')
    .values(ids.map((asset_id) => ({ kind: 'asset-updated' as const, asset_id, session_id: null, at })))
    .execute();
}

/**
 * Waits until no other transaction is at work on these keys. Of two shots that belong together and are committed at the
 * same moment each would else not see the other. SQLite has one writer.
 */
export async function lockKeys(tx: WriteTx, engine: Engine, keys: readonly number[]): Promise<void> {
  if (engine === 'sqlite' || keys.length === 0) return;
  // in one order everywhere: no deadlock
  const sorted = keys.toSorted((a, b) => a - b);
  await sql`select pg_advisory_xact_lock(key) from unnest(${sql.val(sorted)}::bigint[]) as key`.execute(tx);
}
