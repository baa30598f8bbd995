import { type Insertable, type Selectable, sql, type SqlBool } from 'kysely';
import type { DuplicateState } from '../domain/curate.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { DuplicateFileTable } from './schema.ts';

export type DuplicateFileRow = Selectable<DuplicateFileTable>;

/** Literal, so that the partial index location_outside fits. */
const OUTSIDE = sql<SqlBool>`location.state = 'present' and location.kind <> 'stored'`;

export interface OutsideFile {
  readonly path: string;
  readonly bytes: number;
  readonly mtime_ms: number;
  readonly created_at: number;
}

export interface OutsideGroup {
  readonly assetId: number;
  readonly sha256: Buffer;
  /** The library has a copy of its own. */
  readonly stored: boolean;
  readonly files: readonly OutsideFile[];
}

/** The next contents, by asset id, that lie in at least `least` places outside of the store; trashed ones are left out. */
export async function outsideGroups(
  db: ReadDb,
  least: number,
  afterAsset: number,
  limit: number,
): Promise<{ groups: OutsideGroup[]; last: number | undefined }> {
  const rows = await db
    .selectFrom('location')
    .select('asset_id')
    .where(OUTSIDE)
    .where('asset_id', '>', afterAsset)
    .groupBy('asset_id')
    .having((e) => e.fn.countAll<number>(), '>=', least)
    .orderBy('asset_id')
    .limit(limit)
    .execute();
  const ids = rows.map(({ asset_id }) => asset_id);
  if (ids.length === 0) return { groups: [], last: undefined };
  const assets = await db.selectFrom('asset').select(['id', 'sha256']).where('id', 'in', ids).where('state', '=', 'active').orderBy('id').execute();
  const locations = await db
    .selectFrom('location')
    .select(['asset_id', 'kind', 'path', 'bytes', 'mtime_ms', 'created_at'])
    .where('asset_id', 'in', ids)
    .where('state', '=', 'present')
    .orderBy('id')
    .execute();
  const byAsset = Map.groupBy(locations, ({ asset_id }) => asset_id);
  const groups = assets.map(({ id, sha256 }) => {
    const places = byAsset.get(id) ?? [];
    return { assetId: id, sha256, stored: places.some(({ kind }) => kind === 'stored'), files: places.filter(({ kind }) => kind !== 'stored') };
  });
  return { groups, last: ids.at(-1) };
}

/** How many contents a search has to look at. */
export async function countOutsideGroups(db: ReadDb, least: number): Promise<number> {
  const groups = db
    .selectFrom('location')
    .select('asset_id')
    .where(OUTSIDE)
    .groupBy('asset_id')
    .having((e) => e.fn.countAll<number>(), '>=', least);
  const row = await db
    .selectFrom(groups.as('g'))
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function insertDuplicateFiles(tx: WriteTx, rows: ReadonlyArray<Insertable<DuplicateFileTable>>): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) {
    await tx
      .insertInto('duplicate_file')
      .values(rows.slice(at, at + 500))
      .execute();
  }
}

/** Files of a report in its order: those of one content follow each other, the one that stays first. */
export async function reportFiles(db: ReadDb, taskId: string, after: number, limit: number): Promise<DuplicateFileRow[]> {
  return db.selectFrom('duplicate_file').selectAll().where('task_id', '=', taskId).where('id', '>', after).orderBy('id').limit(limit).execute();
}

/** Files of an apply, by its batch. */
export async function batchFiles(db: ReadDb, batch: string, states: readonly DuplicateState[], after: number, limit: number): Promise<DuplicateFileRow[]> {
  return db
    .selectFrom('duplicate_file')
    .selectAll()
    .where('batch', '=', batch)
    .where('state', 'in', states)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function countBatch(db: ReadDb | WriteTx, batch: string): Promise<Array<{ state: DuplicateState; count: number; bytes: number }>> {
  const rows = await db
    .selectFrom('duplicate_file')
    .select((e) => ['state', e.fn.countAll<number>().as('count'), e.fn.sum<number | string>('bytes').as('bytes')])
    .where('batch', '=', batch)
    .groupBy('state')
    .execute();
  return rows.map((row) => ({ state: row.state, count: row.count, bytes: Number(row.bytes) }));
}

/** Moves rows from one of `from` to `to`; returns the ids that were in such a state. */
export async function markFiles(
  tx: WriteTx,
  rows: readonly { readonly id: number }[],
  from: readonly DuplicateState[],
  to: DuplicateState,
  more: { readonly batch?: string | null; readonly note?: string | null } = {},
): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const marked = await tx
    .updateTable('duplicate_file')
    .set({ state: to, ...more })
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('state', 'in', from)
    .returning('id')
    .execute();
  return new Set(marked.map(({ id }) => id));
}

/** What the catalog says of a place, after its file was moved aside or put back. */
export async function setLocationState(tx: WriteTx, assetId: number, path: string, state: 'present' | 'removed'): Promise<void> {
  await tx.updateTable('location').set({ state }).where('path', '=', path).where('asset_id', '=', assetId).execute();
}

export async function recordAssetsUpdated(tx: WriteTx, assetIds: readonly number[], at: number): Promise<void> {
  const ids = [...new Set(assetIds)];
  if (ids.length === 0) return;
  await tx
    .insertInto('change')
    .values(ids.map((asset_id) => ({ kind: 'asset-updated' as const, asset_id, session_id: null, at })))
    .execute();
}

const MOVED_BY = sql<SqlBool>`duplicate_file.batch is not null`;

/** Files moved aside by an apply that ended no later than `upTo`, a batch at a time. */
export async function filesToPurge(db: ReadDb, upTo: number, limit: number): Promise<DuplicateFileRow[]> {
  return db
    .selectFrom('duplicate_file')
    .innerJoin('task', 'task.id', 'duplicate_file.batch')
    .selectAll('duplicate_file')
    .where(MOVED_BY)
    .where('task.finished_at', '<=', upTo)
    .where('duplicate_file.state', 'in', ['moved', 'purging'])
    .limit(limit)
    .execute();
}

export async function anyMovedBefore(db: ReadDb, before: number): Promise<boolean> {
  return (await filesToPurge(db, before - 1, 1)).length > 0;
}

/** Drops the rows of reports that nobody applied, except of `keep`, up to `limit` of them; returns how many. */
export async function dropUnusedReports(tx: WriteTx, keep: string, limit: number): Promise<number> {
  const old = tx
    .selectFrom('duplicate_file')
    .select('id')
    .where('task_id', '<', keep)
    .where((e) => e.or([e('batch', 'is', null), e('state', 'in', ['restored', 'purged'])]))
    .limit(limit);
  const result = await tx.deleteFrom('duplicate_file').where('id', 'in', old).executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function dropReport(tx: WriteTx, taskId: string, limit: number): Promise<number> {
  const rows = tx.selectFrom('duplicate_file').select('id').where('task_id', '=', taskId).limit(limit);
  const result = await tx.deleteFrom('duplicate_file').where('id', 'in', rows).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Surplus files of a report that an apply still has to move, except of these contents; in the order of the report. */
export async function surplusFiles(db: ReadDb, scan: string, except: readonly number[], after: number, limit: number): Promise<DuplicateFileRow[]> {
  let query = db
    .selectFrom('duplicate_file')
    .selectAll()
    .where('task_id', '=', scan)
    .where('role', '=', 'surplus')
    .where('state', 'in', ['found', 'moving'])
    .where('id', '>', after);
  if (except.length > 0) query = query.where('asset_id', 'not in', except);
  return query.orderBy('id').limit(limit).execute();
}

export async function countSurplus(db: ReadDb, scan: string, except: readonly number[]): Promise<number> {
  let query = db
    .selectFrom('duplicate_file')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('task_id', '=', scan)
    .where('role', '=', 'surplus')
    .where('state', 'in', ['found', 'moving']);
  if (except.length > 0) query = query.where('asset_id', 'not in', except);
  return (await query.executeTakeFirstOrThrow()).count;
}

export async function countFailed(db: ReadDb | WriteTx, scan: string): Promise<number> {
  const row = await db
    .selectFrom('duplicate_file')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('task_id', '=', scan)
    .where('state', '=', 'failed')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Literal, so that the partial index duplicate_keeper fits. */
const KEEPS = sql<SqlBool>`keep.role = 'keep'`;

/** Of these assets, which are still in the library, with what is to stay of each: the file of the report, the stored copy. */
export async function keepersOf(
  db: ReadDb,
  scan: string,
  assetIds: readonly number[],
): Promise<Map<number, { readonly file: string | null; readonly storedKey: string | null }>> {
  const rows = await db
    .selectFrom('asset')
    .leftJoin('duplicate_file as keep', (j) => j.onRef('keep.asset_id', '=', 'asset.id').on('keep.task_id', '=', scan).on(KEEPS))
    .leftJoin('location as stored', (j) => j.onRef('stored.asset_id', '=', 'asset.id').on('stored.kind', '=', 'stored'))
    .select(['asset.id', 'keep.path as file', 'stored.path as storedKey'])
    .where('asset.id', 'in', assetIds)
    .where('asset.state', '=', 'active')
    .execute();
  return new Map(rows.map(({ id, file, storedKey }) => [id, { file, storedKey }]));
}
