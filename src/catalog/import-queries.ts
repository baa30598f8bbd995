import { type Insertable, sql } from 'kysely';
import type { Lane, LeasedJob } from '../domain/job.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { JobTable } from './schema.ts';
import { countDone, insertJobs } from './session-writes.ts';

export interface NewFileJob {
  readonly lane: Lane;
  readonly payload: { readonly name: string };
  readonly offerKey: string;
  /** Refused before it became a file: the job is done with this outcome at once. */
  readonly refused?: { readonly outcome: 'skipped' | 'failed'; readonly code: string; readonly detail: string; readonly bytes: number };
}

/** One job per file, counted in its session as found. A key that was offered before is a bug and undoes the transaction. */
export async function insertFileJobs(tx: WriteTx, sessionId: string, files: readonly NewFileJob[], now: number): Promise<void> {
  const rows = files.map(
    (file): Insertable<JobTable> => ({
      lane: file.lane,
      session_id: sessionId,
      offer_key: file.offerKey,
      payload_json: JSON.stringify(file.payload),
      name: file.payload.name,
      state: file.refused ? 'done' : 'ready',
      outcome: file.refused?.outcome ?? null,
      error_code: file.refused?.code ?? null,
      error_detail: file.refused?.detail.slice(0, 1000) ?? null,
      bytes: file.refused?.bytes ?? null,
      finished_at: file.refused ? now : null,
      priority: 0,
      run_after: now,
      created_at: now,
      attempt: 0,
      deaths: 0,
      solo: 0,
      lease_token: 0,
    }),
  );
  if ((await insertJobs(tx, sessionId, rows, now)) !== rows.length) throw new Error('a file was offered twice');
  const count = (outcome: 'skipped' | 'failed') => files.filter((file) => file.refused?.outcome === outcome).length;
  const [skipped, failed] = [count('skipped'), count('failed')];
  if (skipped + failed > 0) {
    await tx
      .updateTable('ingest_session')
      .set({ skipped: sql`skipped + ${skipped}`, failed: sql`failed + ${failed}`, pending: sql`pending - ${skipped + failed}` })
      .where('id', '=', sessionId)
      .execute();
  }
}

/** The job goes on in another lane with another payload, as if freshly offered there. False when the lease was lost. */
export async function handOver(
  tx: WriteTx,
  job: LeasedJob,
  next: { readonly lane: Lane; readonly payload: { readonly name: string } },
  now: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('job')
    .set({
      lane: next.lane,
      payload_json: JSON.stringify(next.payload),
      name: next.payload.name,
      state: 'ready',
      lease_owner: null,
      lease_until: null,
      lease_token: sql`lease_token + 1`,
      run_after: now,
      attempt: 0,
      error_code: null,
      error_detail: null,
    })
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Remembers how far a job has come. False when the lease was lost. */
export async function saveProgress(tx: WriteTx, job: LeasedJob, payload: object): Promise<boolean> {
  const result = await tx
    .updateTable('job')
    .set({ payload_json: JSON.stringify(payload) })
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** An archive was replaced by its files: it is no file of the session any more. */
export async function countReplaced(tx: WriteTx, sessionId: string, now: number): Promise<void> {
  await tx.updateTable('ingest_session').set({ discovered: sql`discovered - 1` }).where('id', '=', sessionId).execute();
  await countDone(tx, sessionId, now);
}

export interface KnownContent {
  readonly sha256: Buffer;
  readonly id: number;
  readonly name: string;
  readonly state: 'active' | 'trashed';
}

/** Which of these contents the library has. */
export async function knownContents(db: ReadDb, digests: readonly Buffer[]): Promise<KnownContent[]> {
  if (digests.length === 0) return [];
  return db.selectFrom('asset').select(['sha256', 'id', 'name', 'state']).where('sha256', 'in', digests).execute();
}
