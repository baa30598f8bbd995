import type { Insertable, Selectable } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { UploadTable } from './schema.ts';

export type UploadRow = Selectable<UploadTable>;

export async function insertUpload(tx: WriteTx, upload: Insertable<UploadTable>): Promise<void> {
  await tx.insertInto('upload').values(upload).execute();
}

export async function uploadById(db: ReadDb | WriteTx, id: string): Promise<UploadRow | undefined> {
  return db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Takes the upload for `owner` until `until`, or keeps it so; undefined while another request has it, or when it is gone. */
export async function lockUpload(tx: WriteTx, id: string, owner: string, until: number, now: number): Promise<UploadRow | undefined> {
  return tx
    .updateTable('upload')
    .set({ lock_owner: owner, lock_until: until })
    .where('id', '=', id)
    .where((e) => e.or([e('lock_owner', 'is', null), e('lock_owner', '=', owner), e('lock_until', '<', now)]))
    .returningAll()
    .executeTakeFirst();
}

export async function unlockUpload(tx: WriteTx, id: string, owner: string): Promise<void> {
  await tx.updateTable('upload').set({ lock_owner: null, lock_until: 0 }).where('id', '=', id).where('lock_owner', '=', owner).execute();
}

/** So many bytes are safe on disk. False: somebody else has the upload by now, nothing was written. */
export async function saveReceived(tx: WriteTx, id: string, owner: string, received: number, expiresAt: number): Promise<boolean> {
  const result = await tx
    .updateTable('upload')
    .set({ received, expires_at: expiresAt })
    .where('id', '=', id)
    .where('lock_owner', '=', owner)
    .where('done', '=', 0)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The file was offered in this session; false when it was so before. */
export async function finishUpload(tx: WriteTx, id: string, sessionId: string): Promise<boolean> {
  const result = await tx.updateTable('upload').set({ done: 1, session_id: sessionId }).where('id', '=', id).where('done', '=', 0).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteUpload(tx: WriteTx, id: string): Promise<void> {
  await tx.deleteFrom('upload').where('id', '=', id).execute();
}

/** Uploads whose time is over, the oldest first; those whose file still waits for ingest are left out. */
export async function expiredUploads(db: ReadDb, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('upload')
    .select('upload.id')
    .where('upload.expires_at', '<', now)
    .where('upload.lock_until', '<', now)
    .where((e) =>
      e.or([
        e('upload.done', '=', 0),
        e.not(e.exists(e.selectFrom('job').select('job.id').whereRef('job.session_id', '=', 'upload.session_id').where('job.state', '<>', 'done'))),
      ]),
    )
    .orderBy('upload.expires_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Which of these ids are uploads. */
export async function knownUploads(db: ReadDb, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.selectFrom('upload').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map((row) => row.id));
}

/** Which of these sessions came to rest before a time, with nothing left to do. */
export async function sessionsAtRest(db: ReadDb, ids: readonly string[], before: number): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('ingest_session')
    .select('id')
    .where('id', 'in', ids)
    .where('state', 'in', ['finished', 'cancelled'])
    .where('pending', '=', 0)
    .where('finished_at', '<', before)
    .execute();
  return rows.map((row) => row.id);
}

/** Files of a session that stayed because the store did not hold their bytes (each may be the one good copy), or that wait for a program. */
export async function keptSources(db: ReadDb, sessionId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('job')
    .select('payload_json')
    .where('session_id', '=', sessionId)
    .where('error_code', 'in', ['stored-bytes-differ', 'tool-missing'])
    .execute();
  return rows.map((row) => (JSON.parse(row.payload_json) as { path: string }).path);
}
