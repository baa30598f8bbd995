import { type Selectable, sql } from 'kysely';
import type { TaskState } from '../domain/curate.ts';
import type { EditChanges, EditKind, EditSummary } from '../domain/edit.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { AssetEditTable, EditBatchTable } from './schema.ts';

export type EditBatchRow = Selectable<EditBatchTable>;
export type AssetEditRow = Selectable<AssetEditTable>;
/** A line of the history of one asset. */
export type HistoryRow = AssetEditRow & Pick<EditBatchRow, 'at' | 'actor' | 'kind' | 'reverts'>;

/** Five columns: far below the 32,766 parameters of SQLite. */
const ROWS = 4000;

export interface NewBatch {
  /** UUIDv7. */
  readonly id: string;
  readonly kind: EditKind;
  readonly actor: string;
  readonly now: number;
  readonly summary: EditSummary;
  readonly reverts?: string;
}

export async function insertBatch(tx: WriteTx, batch: NewBatch): Promise<void> {
  await tx
    .insertInto('edit_batch')
    .values({
      id: batch.id,
      kind: batch.kind,
      at: batch.now,
      actor: batch.actor,
      summary_json: JSON.stringify(batch.summary),
      reverts: batch.reverts ?? null,
    })
    .execute();
}

export interface NewEdit {
  readonly assetId: number;
  readonly changes: EditChanges;
}

/** What a deed changed, in the transaction that changes it. The rows of the assets are held by then. */
export async function insertEdits(tx: WriteTx, batch: string, edits: readonly NewEdit[]): Promise<void> {
  for (let at = 0; at < edits.length; at += ROWS)
    await tx
      .insertInto('asset_edit')
      .values(
        edits.slice(at, at + ROWS).map(({ assetId, changes }) => ({
          batch_id: batch,
          asset_id: assetId,
          changes_json: JSON.stringify(changes),
          undone_by: null,
        })),
      )
      .execute();
  if (edits.length > 0)
    await tx
      .updateTable('edit_batch')
      .set({ assets: sql`assets + ${edits.length}` })
      .where('id', '=', batch)
      .execute();
}

export async function batchById(db: ReadDb | WriteTx, id: string): Promise<EditBatchRow | undefined> {
  return db.selectFrom('edit_batch').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A deed, and how far the task is that does it; null = no task does. */
export interface ListedBatch extends EditBatchRow {
  readonly task_state: TaskState | null;
}

/** Deeds, the latest first, before the id `before`; or just the one with the id `only`. */
export async function listBatches(db: ReadDb, choice: { kind?: EditKind; before?: string; only?: string; limit: number }): Promise<ListedBatch[]> {
  let query = db.selectFrom('edit_batch').leftJoin('task', 'task.id', 'edit_batch.id').selectAll('edit_batch').select('task.state as task_state');
  if (choice.kind !== undefined) query = query.where('edit_batch.kind', '=', choice.kind);
  if (choice.before !== undefined) query = query.where('edit_batch.id', '<', choice.before);
  if (choice.only !== undefined) query = query.where('edit_batch.id', '=', choice.only);
  // One that found nothing to change is no deed; while its task goes on it may be one yet.
  else query = query.where((eb) => eb.or([eb('edit_batch.assets', '>', 0), eb('task.state', 'in', ['waiting', 'running'])]));
  return query.orderBy('edit_batch.id', 'desc').limit(choice.limit).execute();
}

/** Up to `each` assets of each of these deeds: what they were about. */
export async function firstAssetsOf(db: ReadDb, batches: readonly string[], each: number): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (const batch of batches) {
    const rows = await db.selectFrom('asset_edit').select('asset_id').where('batch_id', '=', batch).orderBy('asset_id').limit(each).execute();
    found.set(batch, [...new Set(rows.map(({ asset_id }) => asset_id))]);
  }
  return found;
}

/** What people changed of one asset, the latest first, before the id `before`. */
export async function historyOf(db: ReadDb, assetId: number, before: number | undefined, limit: number): Promise<HistoryRow[]> {
  let query = db
    .selectFrom('asset_edit')
    .innerJoin('edit_batch', 'edit_batch.id', 'asset_edit.batch_id')
    .selectAll('asset_edit')
    .select(['edit_batch.at', 'edit_batch.actor', 'edit_batch.kind', 'edit_batch.reverts'])
    .where('asset_edit.asset_id', '=', assetId);
  if (before !== undefined) query = query.where('asset_edit.id', '<', before);
  return query.orderBy('asset_edit.id', 'desc').limit(limit).execute();
}

/** Up to `limit` assets, by id, in which a deed was not taken back. */
export async function standingAssets(db: ReadDb | WriteTx, batch: string, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('asset_edit')
    .select('asset_id')
    .where('batch_id', '=', batch)
    .where('undone_by', 'is', null)
    .orderBy('asset_id')
    .limit(limit)
    .execute();
  return rows.map(({ asset_id }) => asset_id);
}

/** What a deed changed in these assets and was not taken back. */
export async function standingEdits(tx: WriteTx, batch: string, assetIds: readonly number[]): Promise<AssetEditRow[]> {
  return tx.selectFrom('asset_edit').selectAll().where('batch_id', '=', batch).where('asset_id', 'in', assetIds).where('undone_by', 'is', null).execute();
}

/** Edits of these assets that stand and came after `since`, reverts left out: what they did is told by what they took back. */
export async function laterEdits(tx: WriteTx, assetIds: readonly number[], since: number): Promise<AssetEditRow[]> {
  return tx
    .selectFrom('asset_edit')
    .innerJoin('edit_batch', 'edit_batch.id', 'asset_edit.batch_id')
    .selectAll('asset_edit')
    .where('asset_edit.asset_id', 'in', assetIds)
    .where('asset_edit.id', '>', since)
    .where('asset_edit.undone_by', 'is', null)
    .where('edit_batch.kind', '<>', 'revert')
    .execute();
}

/**
 * The edits of these assets in a deed are taken back by the deed `by`, or stand again when what took them back was taken back itself
 * (`was`). The deed counts them.
 */
export async function markUndone(tx: WriteTx, batch: string, assetIds: readonly number[], was: string | null, by: string | null): Promise<void> {
  if (assetIds.length === 0) return;
  const { numUpdatedRows } = await tx
    .updateTable('asset_edit')
    .set({ undone_by: by })
    .where('batch_id', '=', batch)
    .where('asset_id', 'in', assetIds)
    .where('undone_by', was === null ? 'is' : '=', was)
    .executeTakeFirst();
  const more = Number(numUpdatedRows) * (Number(by !== null) - Number(was !== null));
  await tx
    .updateTable('edit_batch')
    .set({ undone: sql`undone + ${more}` })
    .where('id', '=', batch)
    .execute();
}
