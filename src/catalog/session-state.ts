import { type Selectable, sql, type SqlBool } from 'kysely';
import type { SessionOptions, SessionState, SourceKind, StorageMode } from '../domain/session.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import { locksRows } from './row-locks.ts';
import type { SessionTable } from './schema.ts';

export async function findUnfinished(tx: WriteTx | ReadDb, optionsKey: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('ingest_session')
    .select('id')
    .where('options_key', '=', optionsKey)
    .where(sql<SqlBool>`state in ('discovering', 'running')`)
    .executeTakeFirst();
  return row?.id;
}

/** False when an unfinished session of the same ingest was there first. */
export async function insertSession(
  tx: WriteTx,
  session: { id: string; source: SourceKind; mode: StorageMode; options: SessionOptions; optionsKey: string; now: number },
): Promise<boolean> {
  const result = await tx
    .insertInto('ingest_session')
    .values({
      id: session.id,
      source: session.source,
      state: 'discovering',
      mode: session.mode,
      options_json: JSON.stringify(session.options),
      max_parallel: session.options.parallel ?? null,
      dry_run: session.options.dryRun === true ? 1 : 0,
      webhook_url: session.options.webhookUrl ?? null,
      options_key: session.optionsKey,
      search_text: [session.id, session.source, ...session.options.paths].join('\n').toLowerCase(),
      discovered: 0,
      ingested: 0,
      duplicate: 0,
      skipped: 0,
      failed: 0,
      quarantined: 0,
      unchanged: 0,
      pending: 0,
      bytes_done: 0,
      created_at: session.now,
      updated_at: session.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function sessionStateOf(tx: WriteTx | ReadDb, id: string): Promise<SessionState | undefined> {
  const row = await tx.selectFrom('ingest_session').select('state').where('id', '=', id).executeTakeFirst();
  return row?.state;
}

/** The same for a write that acts on it: until its commit nobody changes the session, so two at once take turns. */
export async function lockSession(tx: WriteTx, id: string): Promise<SessionState | undefined> {
  const row = await tx
    .selectFrom('ingest_session')
    .select('state')
    .where('id', '=', id)
    .$if(locksRows(tx), (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
  return row?.state;
}

export async function touch(tx: WriteTx, id: string, now: number): Promise<void> {
  await tx.updateTable('ingest_session').set({ updated_at: now }).where('id', '=', id).execute();
}

export interface OpenUpload {
  readonly id: string;
  /** Raised every few seconds by whoever receives. */
  readonly updated_at: number;
}

/** Upload sessions that still take files. */
export async function openUploads(db: ReadDb): Promise<OpenUpload[]> {
  return db
    .selectFrom('ingest_session')
    .select(['id', 'updated_at'])
    .where(sql<SqlBool>`state in ('discovering', 'running')`) // written so for the index session_unfinished
    .where('state', '=', 'discovering')
    .where('source', '=', 'upload')
    .execute();
}

export type SessionRowOfWork = Pick<Selectable<SessionTable>, 'options_json' | 'state' | 'paused' | 'discovered' | 'pending' | 'updated_at'>;

export async function sessionOptions(db: ReadDb, id: string): Promise<SessionRowOfWork | undefined> {
  return db
    .selectFrom('ingest_session')
    .select(['options_json', 'state', 'paused', 'discovered', 'pending', 'updated_at'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Keeps what a dry run found. */
export async function savePreview(tx: WriteTx, id: string, previewJson: string): Promise<void> {
  await tx.updateTable('ingest_session').set({ preview_json: previewJson }).where('id', '=', id).execute();
}
