import { sql } from 'kysely';
import type { SessionState } from '../domain/session.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import { locksRows } from './row-locks.ts';
import { againColumns, reopenedColumns, RETRIED } from './session-control-queries.ts';

export interface WaitingFiles {
  /** Why they were skipped, as missingTool says it: it begins with the name of the program. */
  readonly detail: string;
  readonly files: number;
}

/** How many files were skipped because a program was missing, by what was said of it. Those of cancelled sessions wait for nothing. */
export async function filesWithoutProgram(db: ReadDb): Promise<WaitingFiles[]> {
  const rows = await db
    .selectFrom(waiting(db).select('job.error_detail').as('waits'))
    .select(['error_detail', (e) => e.fn.countAll<number>().as('files')])
    .groupBy('error_detail')
    .orderBy('error_detail')
    .execute();
  return rows.map(({ error_detail, files }) => ({ detail: error_detail ?? '', files }));
}

/** Reads the index job_by_outcome of the sessions that skipped something: what they merely counted as unchanged has no jobs. */
function waiting(db: ReadDb | WriteTx) {
  return db
    .selectFrom('ingest_session')
    .innerJoin('job', 'job.session_id', 'ingest_session.id')
    .where('ingest_session.state', '<>', 'cancelled')
    .whereRef('ingest_session.skipped', '>', 'ingest_session.unchanged')
    .where(RETRIED['without-tool'])
    .where('job.state', '=', 'done');
}

export interface Offered {
  readonly files: number;
  /** Goes on after this job; undefined when there were no more. */
  readonly last: number | undefined;
}

/**
 * Gives up to `limit` files that waited for a program (any, or those whose reason begins with `said`) another try, after a job id, and takes
 * them back out of the counts of their sessions. A session at rest runs again; a paused one stays paused.
 */
export async function offerWithoutProgram(tx: WriteTx, said: string | undefined, after: number, limit: number, now: number): Promise<Offered> {
  let found = waiting(tx).select(['job.id', 'job.session_id']).where('job.id', '>', after).orderBy('job.id').limit(limit);
  if (said !== undefined) found = found.where('job.error_detail', 'like', `${said}%`);
  const candidates = await found.execute();
  if (candidates.length === 0) return { files: 0, last: undefined };
  // Sessions first, as a retry does; whoever cancels one meanwhile has done so, or waits.
  const sessions = await tx
    .selectFrom('ingest_session')
    .select(['id', 'state'])
    .where('id', 'in', [...new Set(candidates.map(({ session_id }) => session_id ?? ''))])
    .where('state', '<>', 'cancelled')
    .orderBy('id')
    .$if(locksRows(tx), (query) => query.forNoKeyUpdate())
    .execute();
  const last = candidates.at(-1)?.id;
  if (sessions.length === 0) return { files: 0, last };
  const offered = await tx
    .updateTable('job')
    .set(againColumns(now))
    .where(
      'id',
      'in',
      candidates.map(({ id }) => id),
    )
    .where(
      'session_id',
      'in',
      sessions.map(({ id }) => id),
    )
    .where('outcome', '=', 'skipped')
    .where('error_code', '=', 'tool-missing')
    .where('state', '=', 'done')
    .returning(['session_id', 'bytes'])
    .execute();
  const bySession = Map.groupBy(offered, ({ session_id }) => session_id);
  for (const { id, state } of sessions) {
    const jobs = bySession.get(id) ?? [];
    if (jobs.length > 0) await reopen(tx, id, state, jobs, now);
  }
  return { files: offered.length, last };
}

async function reopen(tx: WriteTx, id: string, state: SessionState, jobs: ReadonlyArray<{ readonly bytes: number | null }>, now: number): Promise<void> {
  const { pending, bytes_done, ...again } = reopenedColumns(jobs, now);
  await tx
    .updateTable('ingest_session')
    .set({ skipped: sql`skipped - ${jobs.length}`, pending, bytes_done, updated_at: now, ...(state === 'finished' ? again : {}) })
    .where('id', '=', id)
    .execute();
}
