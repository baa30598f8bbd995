import { type Selectable, sql } from 'kysely';
import type { Lane, LeasedJob, StageTimings } from '../domain/job.ts';
import type { Outcome } from '../domain/session.ts';
import type { Engine } from './engine.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { JobTable } from './schema.ts';

export interface ClaimRequest {
  readonly lane: Lane;
  readonly owner: string;
  readonly limit: number;
  /** True: jobs that must run alone. False: the others. */
  readonly solo: boolean;
  readonly now: number;
  readonly leaseUntil: number;
}

/**
 * Takes up to `limit` ready jobs of a lane, the most urgent first, and leases them to `owner`. Respects the lane's pause
 * and its limit of jobs under way. Each claim raises the fencing token, so an earlier owner's commit finds no row.
 */
export async function claimJobs(tx: WriteTx, engine: Engine, request: ClaimRequest): Promise<LeasedJob[]> {
  const limit = await allowedByLane(tx, engine, request);
  if (limit <= 0) return [];
  let ready = tx
    .selectFrom('job')
    .select('id')
    .where('lane', '=', request.lane)
    .where('state', '=', 'ready')
    .where('solo', '=', request.solo ? 1 : 0)
    .where('run_after', '<=', request.now)
    .orderBy('priority')
    .orderBy('id')
    .limit(limit);
  if (engine === 'postgres') ready = ready.forUpdate().skipLocked();
  const rows = await tx
    .updateTable('job')
    .set({
      state: 'running',
      lease_owner: request.owner,
      lease_until: request.leaseUntil,
      lease_token: sql`lease_token + 1`,
      attempt: sql`attempt + 1`,
    })
    .where('id', 'in', ready)
    .returningAll()
    .execute();
  return rows.map(toLeased).sort((a, b) => a.id - b.id);
}

async function allowedByLane(tx: WriteTx, engine: Engine, request: ClaimRequest): Promise<number> {
  let query = tx.selectFrom('lane').selectAll().where('name', '=', request.lane);
  let lane = await query.executeTakeFirst();
  if (!lane) return request.limit;
  if (lane.paused_until > request.now) return 0;
  if (lane.max_running === null) return request.limit;
  // Claims of a limited lane come one after another, or two workers would both see the last free place.
  if (engine === 'postgres') {
    query = query.forUpdate();
    lane = await query.executeTakeFirstOrThrow();
  }
  const { running } = await tx
    .selectFrom('job')
    .select((e) => e.fn.countAll<number>().as('running'))
    .where('lane', '=', request.lane)
    .where('state', '=', 'running')
    .executeTakeFirstOrThrow();
  return Math.min(request.limit, (lane.max_running ?? Infinity) - running);
}

function toLeased(row: Selectable<JobTable>): LeasedJob {
  return {
    id: row.id,
    lane: row.lane,
    sessionId: row.session_id,
    payload: JSON.parse(row.payload_json),
    attempt: row.attempt,
    solo: row.solo === 1,
    token: row.lease_token,
    outcome: row.outcome,
    assetId: row.asset_id,
    createdAt: row.created_at,
  };
}

export interface OutcomeFacts {
  readonly outcome: Outcome;
  readonly assetId: number | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly bytes: number | null;
  readonly timings: StageTimings;
}

/** Writes the outcome while the lease holds. False: another worker owns the job by now, nothing was written. */
export async function recordOutcome(tx: WriteTx, job: LeasedJob, facts: OutcomeFacts): Promise<boolean> {
  const result = await tx
    .updateTable('job')
    .set({
      outcome: facts.outcome,
      asset_id: facts.assetId,
      error_code: facts.code,
      error_detail: facts.detail?.slice(0, 1000) ?? null,
      bytes: facts.bytes,
      timings_json: JSON.stringify(facts.timings),
    })
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'running')
    .where('outcome', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface FinishFacts {
  /** The same path may be offered again, because this file is not there any more. */
  readonly releaseOffer: boolean;
  readonly now: number;
  readonly timings?: StageTimings;
  readonly note?: { readonly code: string; readonly detail: string };
}

/** Ends a job that has its outcome. False when the lease was lost. */
export async function markDone(tx: WriteTx, job: LeasedJob, facts: FinishFacts): Promise<boolean> {
  const result = await tx
    .updateTable('job')
    .set({
      state: 'done',
      lease_owner: null,
      lease_until: null,
      finished_at: facts.now,
      ...(facts.releaseOffer ? { offer_key: null } : {}),
      ...(facts.timings ? { timings_json: JSON.stringify(facts.timings) } : {}),
      ...(facts.note ? { error_code: facts.note.code, error_detail: facts.note.detail.slice(0, 1000) } : {}),
    })
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Gives a job back to be tried again at `runAfter`. False when the lease was lost. */
export async function giveBack(
  tx: WriteTx,
  job: LeasedJob,
  facts: { readonly runAfter: number; readonly code: string | null; readonly detail: string | null; readonly uncounted?: boolean },
): Promise<boolean> {
  const result = await tx
    .updateTable('job')
    .set({
      state: 'ready',
      lease_owner: null,
      lease_until: null,
      run_after: facts.runAfter,
      error_code: facts.code,
      error_detail: facts.detail?.slice(0, 1000) ?? null,
      ...(facts.uncounted ? { attempt: sql`attempt - 1` } : {}),
    })
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** True while `job` still belongs to whoever holds `token`. Reads inside the write lock, so it stays true until commit. */
export async function holdsLease(tx: WriteTx, job: LeasedJob): Promise<boolean> {
  const row = await tx
    .selectFrom('job')
    .select('id')
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a claim would find something: a read, so that idle workers do not queue for the write lock. */
export async function anyReady(db: ReadDb, lane: Lane, solo: boolean, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('job')
    .select('id')
    .where('lane', '=', lane)
    .where('state', '=', 'ready')
    .where('solo', '=', solo ? 1 : 0)
    .where('run_after', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
