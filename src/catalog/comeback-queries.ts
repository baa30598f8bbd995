import { sql, type SqlBool } from 'kysely';
import type { IngestPayload } from '../domain/job.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import { locksRows } from './row-locks.ts';
import { reopenedColumns } from './session-control-queries.ts';

/** Literal, so that the partial index job_kept_away fits. */
const KEPT_AWAY = sql<SqlBool>`outcome = 'skipped' and error_code in ('in-trash', 'deleted-before')`;

/** Files of a session that were left alone because their content was deleted, by the reason. */
export async function countKeptAway(db: ReadDb, sessionId: string): Promise<{ inTrash: number; deletedBefore: number }> {
  const rows = await db
    .selectFrom('job')
    .select((e) => ['error_code', e.fn.countAll<number>().as('count')])
    .where('session_id', '=', sessionId)
    .where(KEPT_AWAY)
    .groupBy('error_code')
    .execute();
  const of = (code: string): number => rows.find(({ error_code }) => error_code === code)?.count ?? 0;
  return { inTrash: of('in-trash'), deletedBefore: of('deleted-before') };
}

/** Gives such files, at most `limit`, another run in which they may bring their content back. Returns how many. The session must be locked. */
export async function reopenKeptAway(tx: WriteTx, sessionId: string, limit: number, now: number): Promise<number> {
  const jobs = await tx
    .selectFrom('job')
    .select(['id', 'payload_json', 'bytes'])
    .where('session_id', '=', sessionId)
    .where(KEPT_AWAY)
    .where('state', '=', 'done')
    .orderBy('id')
    .limit(limit)
    .$if(locksRows(tx), (query) => query.forNoKeyUpdate())
    .execute();
  if (jobs.length === 0) return 0;
  const again = { state: 'ready' as const, outcome: null, error_code: null, error_detail: null, attempt: 0, deaths: 0, run_after: now };
  for (const { id, payload_json } of jobs) {
    const payload: IngestPayload = { ...(JSON.parse(payload_json) as IngestPayload), takeBack: true };
    await tx
      .updateTable('job')
      .set({ ...again, payload_json: JSON.stringify(payload), finished_at: null, timings_json: null })
      .where('id', '=', id)
      .execute();
  }
  await tx
    .updateTable('ingest_session')
    .set({
      skipped: sql`skipped - ${jobs.length}`,
      ...reopenedColumns(jobs, now),
    })
    .where('id', '=', sessionId)
    .execute();
  return jobs.length;
}
