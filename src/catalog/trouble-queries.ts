import { type Selectable, sql } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { SessionTroubleTable } from './schema.ts';

export type TroubleRow = Selectable<SessionTroubleTable>;

/** Forgets what an earlier walk of the session could not read. */
export async function clearTroubles(tx: WriteTx, sessionId: string): Promise<void> {
  await tx.deleteFrom('session_trouble').where('session_id', '=', sessionId).execute();
  await tx.updateTable('ingest_session').set({ unread: 0 }).where('id', '=', sessionId).execute();
}

/** Keeps what a walk could not read. `total`: all of them so far, those that are not kept too. */
export async function addTroubles(tx: WriteTx, sessionId: string, troubles: readonly Omit<TroubleRow, 'session_id'>[], total: number): Promise<void> {
  if (troubles.length > 0)
    await tx
      .insertInto('session_trouble')
      .values(troubles.map((trouble) => ({ ...trouble, session_id: sessionId })))
      .onConflict((c) => c.doNothing())
      .execute();
  await tx.updateTable('ingest_session').set({ unread: total }).where('id', '=', sessionId).execute();
}

/** One more place that a session could not read. */
export async function addTrouble(tx: WriteTx, trouble: TroubleRow): Promise<void> {
  const result = await tx
    .insertInto('session_trouble')
    .values(trouble)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return;
  await tx.updateTable('ingest_session').set({ unread: sql`unread + 1`, updated_at: trouble.at }).where('id', '=', trouble.session_id).execute();
}

/** Whether a session of a watched folder says this of a path already. */
export async function isTroubleKnown(db: ReadDb, path: string, code: string): Promise<boolean> {
  const row = await db
    .selectFrom('session_trouble')
    .innerJoin('ingest_session', 'ingest_session.id', 'session_trouble.session_id')
    .select('path')
    .where('path', '=', path)
    .where('code', '=', code)
    .where('source', '=', 'watch')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What the walk of a session could not read, by path, after a path. */
export async function listTroubles(db: ReadDb, sessionId: string, after: string, limit: number): Promise<TroubleRow[]> {
  return db.selectFrom('session_trouble').selectAll().where('session_id', '=', sessionId).where('path', '>', after).orderBy('path').limit(limit).execute();
}
