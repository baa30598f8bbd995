import { sql, type SqlBool } from 'kysely';
import type { SessionState } from '../domain/session.ts';
import type { WriteTx } from './catalog.ts';
import { locksRows } from './row-locks.ts';

/** Sets the pause; false when it was so already or the session has ended. */
export async function setPaused(tx: WriteTx, sessionId: string, paused: boolean, now: number): Promise<boolean> {
  const result = await tx
    .updateTable('ingest_session')
    .set({
      paused: paused ? 1 : 0,
      idle_ms: paused ? sql`idle_ms` : sql`idle_ms + ${now} - coalesce(idle_since, ${now})`,
      idle_since: paused ? now : null,
      // The rate begins anew: the pause says nothing about it.
      last_done_at: null,
      updated_at: now,
    })
    .where('id', '=', sessionId)
    .where('paused', '=', paused ? 0 : 1)
    .where('state', 'in', ['discovering', 'running'])
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface Reopened {
  readonly failed: number;
  readonly quarantined: number;
  /** Skipped because a program was missing. */
  readonly skipped: number;
  /** Goes on after this job; undefined when there were no more. */
  readonly last: number | undefined;
}

/** Which files to try again: all of a kind, or those that ended with `code`; at most `limit` of them, after a job id. */
export interface Troubled {
  readonly kind: keyof typeof RETRIED;
  readonly code: string | undefined;
  readonly after: number;
  readonly limit: number;
}

/** Files that wait for a program are no trouble and yet get another try. Literal, so that partial indexes fit: one for each. */
export const RETRIED = {
  troubled: sql<SqlBool>`outcome in ('failed', 'quarantined')`,
  'without-tool': sql<SqlBool>`outcome in ('duplicate', 'skipped', 'failed', 'quarantined') and outcome = 'skipped' and error_code = 'tool-missing'`,
};

/** How many files of a session were skipped because a program was missing. */
export async function countWithoutTool(tx: WriteTx, sessionId: string): Promise<number> {
  const row = await tx
    .selectFrom('job')
    .select((e) => e.fn.countAll<number>().as('files'))
    .where('session_id', '=', sessionId)
    .where(RETRIED['without-tool'])
    .executeTakeFirst();
  return row?.files ?? 0;
}

/**
 * Gives files that failed or were quarantined, or waited for a program, another try and the session its state back. Their counts
 * go with them, so that the session stays balanced. The session must be locked.
 */
export async function reopenTroubled(tx: WriteTx, sessionId: string, which: Troubled, now: number): Promise<Reopened> {
  let troubled = tx
    .selectFrom('job')
    .select(['id', 'outcome', 'bytes'])
    .where('session_id', '=', sessionId)
    .where(RETRIED[which.kind])
    .where('state', '=', 'done')
    .where('id', '>', which.after)
    .orderBy('id')
    .limit(which.limit)
    .$if(locksRows(tx), (query) => query.forNoKeyUpdate());
  if (which.code !== undefined) troubled = troubled.where('error_code', '=', which.code);
  const jobs = await troubled.execute();
  if (jobs.length === 0) return { failed: 0, quarantined: 0, skipped: 0, last: undefined };
  const ids = jobs.map((job) => job.id);
  await tx.updateTable('job').set(againColumns(now)).where('id', 'in', ids).execute();
  const failed = jobs.filter((job) => job.outcome === 'failed').length;
  const skipped = jobs.filter((job) => job.outcome === 'skipped').length;
  const quarantined = jobs.length - failed - skipped;
  await tx
    .updateTable('ingest_session')
    .set({
      failed: sql`failed - ${failed}`,
      quarantined: sql`quarantined - ${quarantined}`,
      skipped: sql`skipped - ${skipped}`,
      ...reopenedColumns(jobs, now),
    })
    .where('id', '=', sessionId)
    .execute();
  return { failed, quarantined, skipped, last: ids.at(-1) };
}

/** What every job takes on that is to be done once more. */
export function againColumns(now: number) {
  const again = { state: 'ready' as const, outcome: null, error_code: null, error_detail: null, attempt: 0, deaths: 0, run_after: now };
  return { ...again, finished_at: null, timings_json: null };
}

/** What every session takes on whose ended files `jobs` are to be done once more: it runs again, and was idle meanwhile. */
export function reopenedColumns(jobs: ReadonlyArray<{ readonly bytes: number | null }>, now: number) {
  const bytes = jobs.reduce((sum, job) => sum + (job.bytes ?? 0), 0);
  return {
    pending: sql<number>`pending + ${jobs.length}`,
    bytes_done: sql<number>`bytes_done - ${bytes}`,
    state: sql<SessionState>`case when state = 'discovering' then state else 'running' end`,
    // A newer run of the same ingest may be under way: this one is a second look, not that.
    options_key: sql<string>`case when state = 'discovering' then options_key else 'retry:' || id end`,
    paused: 0,
    idle_ms: sql<number>`idle_ms + ${now} - coalesce(idle_since, finished_at, ${now})`,
    idle_since: null,
    last_done_at: null,
    finished_at: null,
    updated_at: now,
  };
}
