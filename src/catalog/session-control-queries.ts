import { sql } from 'kysely';
import type { WriteTx } from './catalog.ts';

/** Sets the pause; false when it was so already or the session has ended. */
export async function setPaused(tx: WriteTx, sessionId: string, paused: boolean, now: number): Promise<boolean> {
  const result = await tx
    .updateTable('ingest_session')
    .set({ paused: paused ? 1 : 0, updated_at: now })
    .where('id', '=', sessionId)
    .where('paused', '=', paused ? 0 : 1)
    .where('state', 'in', ['discovering', 'running'])
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface Reopened {
  readonly failed: number;
  readonly quarantined: number;
}

/**
 * Gives files that failed or were quarantined another try and the session its state back; `code` takes only those that
 * ended with this error. Their counts go with them, so that the session stays balanced.
 */
export async function reopenTroubled(tx: WriteTx, sessionId: string, code: string | undefined, now: number): Promise<Reopened> {
  let troubled = tx
    .selectFrom('job')
    .select(['id', 'outcome', 'bytes'])
    .where('session_id', '=', sessionId)
    .where(sql<boolean>`outcome in ('failed', 'quarantined')`)
    .where('state', '=', 'done');
  if (code !== undefined) troubled = troubled.where('error_code', '=', code);
  const jobs = await troubled.execute();
  for (let at = 0; at < jobs.length; at += 1000) {
    const ids = jobs.slice(at, at + 1000).map((job) => job.id);
    await tx
      .updateTable('job')
      .set({
        state: 'ready',
        outcome: null,
        error_code: null,
        error_detail: null,
        attempt: 0,
        deaths: 0,
        run_after: now,
        finished_at: null,
        timings_json: null,
      })
      .where('id', 'in', ids)
      .execute();
  }
  const failed = jobs.filter((job) => job.outcome === 'failed').length;
  const quarantined = jobs.length - failed;
  if (jobs.length > 0) {
    const bytes = jobs.reduce((sum, job) => sum + (job.bytes ?? 0), 0);
    await tx
      .updateTable('ingest_session')
      .set({
        failed: sql`failed - ${failed}`,
        quarantined: sql`quarantined - ${quarantined}`,
        pending: sql`pending + ${jobs.length}`,
        bytes_done: sql`bytes_done - ${bytes}`,
        state: sql`case when state = 'discovering' then state else 'running' end`,
        // A newer run of the same ingest may be under way: this one is a retry, not that.
        options_key: sql`case when state = 'discovering' then options_key else 'retry:' || id end`,
        paused: 0,
        finished_at: null,
        updated_at: now,
      })
      .where('id', '=', sessionId)
      .execute();
  }
  return { failed, quarantined };
}
