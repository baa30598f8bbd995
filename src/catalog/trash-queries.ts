import { sql, type SqlBool } from 'kysely';
import type { AssetRow } from './asset-queries.ts';
import { dropTexts } from './asset-text.ts';
import type { Catalog, ReadDb, WriteTx } from './catalog.ts';
import { recountPoolsOf } from './pool-writes.ts';
import { dropRelationsOf, lockRelations } from './relation-writes.ts';
import { dropTagsOf } from './tag-claims.ts';
import type { Engine } from './engine.ts';
import { refreshStacks, stacksOf } from './stack-queries.ts';

/** Written into the statement, not bound: only then do the planners see that a partial index fits. */
const TRASHED = sql<SqlBool>`state = 'trashed'`;
/** Ids of one statement and rows of one INSERT; SQLite takes 32,766 parameters. */
const CHUNK = 500;

/** Puts active assets into the trash as one act; others are left as they are. Returns the ids that went. */
export async function trashAssets(tx: WriteTx, ids: readonly number[], trashId: string, now: number): Promise<number[]> {
  const gone: number[] = [];
  for (const chunk of chunks([...new Set(ids)])) {
    const rows = await tx
      .updateTable('asset')
      .set({ state: 'trashed', trashed_at: now, trash_id: trashId })
      .where('id', 'in', chunk)
      .where('state', '=', 'active')
      .returning('id')
      .execute();
    gone.push(...rows.map(({ id }) => id));
  }
  for (const chunk of chunks(gone)) await recountPoolsOf(tx, chunk, -1, now);
  await recordChanges(tx, 'asset-removed', gone, now);
  // the cover of a stack may be among them: another one takes its place
  await refreshStacksOf(tx, gone, now);
  return gone;
}

/** Takes assets out of the trash; returns the ids that came back. */
export async function restoreAssets(tx: WriteTx, ids: readonly number[], now: number): Promise<number[]> {
  const back: number[] = [];
  for (const chunk of chunks([...new Set(ids)])) {
    const rows = await tx
      .updateTable('asset')
      .set({ state: 'active', trashed_at: null, trash_id: null })
      .where('id', 'in', chunk)
      .where('state', '=', 'trashed')
      .returning('id')
      .execute();
    back.push(...rows.map(({ id }) => id));
  }
  for (const chunk of chunks(back)) await recountPoolsOf(tx, chunk, 1, now);
  await recordChanges(tx, 'asset-added', back, now);
  await refreshStacksOf(tx, back, now);
  return back;
}

/** What one act put into the trash and is still there. */
export async function assetsOfTrashing(db: ReadDb | WriteTx, trashId: string): Promise<number[]> {
  const rows = await db.selectFrom('asset').select('id').where(TRASHED).where('trash_id', '=', trashId).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

const TRASH_COLUMNS = [
  'id',
  'sha256',
  'name',
  'format',
  'width',
  'height',
  'thumbhash',
  'sort_at',
  'created_at',
  'frames',
  'duration_ms',
  'stack_hidden',
  'stack_size',
  'rating',
  'favourite',
  'content_rating',
  'bytes',
  'trashed_at',
  'trash_id',
] as const;
export type TrashRow = Pick<AssetRow, (typeof TRASH_COLUMNS)[number]>;

/** A place in the order of the trash: latest first. */
export interface TrashPosition {
  readonly trashedAt: number;
  readonly id: number;
}

export async function listTrash(db: ReadDb, after: TrashPosition | undefined, limit: number): Promise<TrashRow[]> {
  let query = db.selectFrom('asset').select(TRASH_COLUMNS).where(TRASHED);
  if (after) query = query.where(sql<SqlBool>`(trashed_at, id) < (${after.trashedAt}, ${after.id})`);
  return query.orderBy('trashed_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** How much is in the trash, from the index alone. */
export async function trashTotals(db: ReadDb): Promise<{ count: number; bytes: number }> {
  const row = await db
    .selectFrom('asset')
    .select((e) => [e.fn.countAll<number>().as('count'), e.fn.sum<number | string | null>('bytes').as('bytes')])
    .where(TRASHED)
    .executeTakeFirstOrThrow();
  return { count: row.count, bytes: Number(row.bytes ?? 0) };
}

/** What a purge takes: these ids, or all that went into the trash up to a moment. */
export type PurgeChoice = { readonly ids: readonly number[] } | { readonly trashedUpTo: number };

/** The next ids a purge looks at, in the order of the trash, oldest first. */
export async function nextToPurge(db: ReadDb, choice: PurgeChoice, after: TrashPosition | undefined, limit: number): Promise<TrashPosition[]> {
  let query = db.selectFrom('asset').select(['id', 'trashed_at']).where(TRASHED);
  if ('ids' in choice) query = query.where('id', 'in', choice.ids);
  else query = query.where('trashed_at', '<=', choice.trashedUpTo);
  if (after) query = query.where(sql<SqlBool>`(trashed_at, id) > (${after.trashedAt}, ${after.id})`);
  const rows = await query.orderBy('trashed_at').orderBy('id').limit(limit).execute();
  return rows.map((row) => ({ id: row.id, trashedAt: row.trashed_at ?? 0 }));
}

export async function countToPurge(db: ReadDb, choice: PurgeChoice): Promise<number> {
  let query = db
    .selectFrom('asset')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where(TRASHED);
  query = 'ids' in choice ? query.where('id', 'in', choice.ids) : query.where('trashed_at', '<=', choice.trashedUpTo);
  return (await query.executeTakeFirstOrThrow()).count;
}

export interface PurgedAsset {
  readonly sha256: Buffer;
  readonly preview_ext: string;
  /** Keys in the store that held it; a referenced file is not among them and is never deleted. */
  readonly storedKeys: readonly string[];
  /** It may have a strip and a proxy. */
  readonly moves: boolean;
}

/**
 * Deletes the rows of assets for good and remembers their content, after looking again inside this transaction: each is
 * still in the trash, was put there no later than `trashedUpTo`, and no job still needs it to settle its source.
 */
export async function purgeRows(tx: WriteTx, engine: Engine, ids: readonly number[], trashedUpTo: number, now: number): Promise<PurgedAsset[]> {
  await lockRelations(tx);
  let query = tx
    .selectFrom('asset')
    .select(['id', 'sha256', 'name', 'bytes', 'preview_ext', 'playable'])
    .where('id', 'in', ids)
    .where(TRASHED)
    .where('trashed_at', '<=', trashedUpTo)
    .where((e) => e.not(e.exists(e.selectFrom('job').select('job.id').whereRef('job.asset_id', '=', 'asset.id').where('job.state', '<>', 'done'))))
    .orderBy('id');
  // Nobody records a place of it or restores it between this look and the delete.
  if (engine === 'postgres') query = query.forUpdate();
  const assets = await query.execute();
  if (assets.length === 0) return [];
  const going = assets.map(({ id }) => id);
  const stacks = await stacksOf(tx, going);
  const stored = await tx.selectFrom('location').select(['asset_id', 'path']).where('asset_id', 'in', going).where('kind', '=', 'stored').execute();
  await tx
    .insertInto('deleted_content')
    .values(assets.map(({ sha256, name, bytes }) => ({ sha256, name, bytes, deleted_at: now, purging: 1 })))
    .onConflict((c) => c.column('sha256').doUpdateSet({ deleted_at: now, purging: 1 }))
    .execute();
  await tx.updateTable('job').set({ asset_id: null }).where('asset_id', 'in', going).execute();
  await tx.deleteFrom('location').where('asset_id', 'in', going).execute();
  await dropTagsOf(tx, going);
  await dropRelationsOf(tx, going, now);
  await dropTexts(tx, going);
  await tx.deleteFrom('asset').where('id', 'in', going).execute();
  await recordChanges(tx, 'asset-removed', going, now);
  await refreshStacks(tx, stacks, now);
  return assets.map(({ id, sha256, preview_ext, playable }) => ({
    sha256,
    preview_ext,
    moves: playable !== null,
    storedKeys: stored.filter(({ asset_id }) => asset_id === id).map(({ path }) => path),
  }));
}

/** Whether anything in the trash went there before `before`. */
export async function anyTrashedBefore(catalog: Catalog, before: number): Promise<boolean> {
  const row = await catalog.read.selectFrom('asset').select('id').where(TRASHED).where('trashed_at', '<', before).limit(1).executeTakeFirst();
  return row !== undefined;
}

async function refreshStacksOf(tx: WriteTx, ids: readonly number[], now: number): Promise<void> {
  for (const chunk of chunks(ids)) await refreshStacks(tx, await stacksOf(tx, chunk), now);
}

async function recordChanges(tx: WriteTx, kind: 'asset-added' | 'asset-removed', ids: readonly number[], at: number): Promise<void> {
  for (const chunk of chunks(ids)) {
    await tx
      .insertInto('change')
      .values(chunk.map((asset_id) => ({ kind, asset_id, session_id: null, at })))
      .execute();
  }
}

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += CHUNK) yield all.slice(at, at + CHUNK);
}
