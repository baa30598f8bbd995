import { type Selectable, sql, type SqlBool } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { DeletedContentTable } from './schema.ts';

export type DeletedRow = Selectable<DeletedContentTable>;

/** What is remembered of a content that was purged. */
export async function deletedContent(db: ReadDb | WriteTx, sha256: Buffer): Promise<DeletedRow | undefined> {
  return db.selectFrom('deleted_content').selectAll().where('sha256', '=', sha256).executeTakeFirst();
}

/** Forgets purged contents, so that they may come in again by themselves; those whose files are going just now stay. Returns how many. */
export async function forgetDeleted(tx: WriteTx, digests: readonly Buffer[]): Promise<number> {
  if (digests.length === 0) return 0;
  const result = await tx.deleteFrom('deleted_content').where('sha256', 'in', digests).where('purging', '=', 0).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Their files are gone: the same content may be stored again. */
export async function endPurging(tx: WriteTx, digests: readonly Buffer[]): Promise<void> {
  if (digests.length === 0) return;
  await tx.updateTable('deleted_content').set({ purging: 0 }).where('sha256', 'in', digests).execute();
}

/** Which of these contents may be deleted from the store: said to be purged, and no asset has them. */
export async function stillPurging(db: ReadDb, digests: readonly Buffer[]): Promise<Set<string>> {
  if (digests.length === 0) return new Set();
  const rows = await db
    .selectFrom('deleted_content')
    .select('sha256')
    .where('sha256', 'in', digests)
    .where('purging', '=', 1)
    .where((e) => e.not(e.exists(e.selectFrom('asset').select('asset.id').whereRef('asset.sha256', '=', 'deleted_content.sha256'))))
    .execute();
  return new Set(rows.map(({ sha256 }) => sha256.toString('hex')));
}

export interface DeletedPosition {
  readonly deletedAt: number;
  readonly sha256: Buffer;
}

/** Latest first. */
export async function listDeleted(db: ReadDb, after: DeletedPosition | undefined, limit: number): Promise<DeletedRow[]> {
  let query = db.selectFrom('deleted_content').selectAll();
  if (after) query = query.where(sql<SqlBool>`(deleted_at, sha256) < (${after.deletedAt}, ${after.sha256})`);
  return query.orderBy('deleted_at', 'desc').orderBy('sha256', 'desc').limit(limit).execute();
}
