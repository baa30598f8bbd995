import { type Selectable, sql, type SqlBool } from 'kysely';
import type { Lane, LeasedJob, StageTimings } from '../domain/job.ts';
import type { Outcome } from '../domain/session.ts';
import { SET_BACK_MS } from './clock-set-back.ts';
import type { Engine } from './engine.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import { locksRows } from './row-locks.ts';
import type { JobTable } from './schema.ts';
import { lockSession } from './session-state.ts';

// Written into the statements, not bound: only then does the planner see that the partial indexes fit.
const READY = sql<SqlBool>`state = 'ready'`;
const RUNNING = sql<SqlBool>`state = 'running'`;
const CANCELLING = sql<SqlBool>`cancelling = 1`;
const UNFINISHED = sql<SqlBool>`state in ('discovering', 'running')`;

export interface ClaimRequest {
  readonly lane: Lane;
  readonly owner: string;
  readonly limit: number;
  /** True: jobs that must run alone. False: the others. */
  readonly solo: boolean;
  readonly now: number;
  readonly leaseUntil: number;
  /** Jobs of the lane under way at once, over all processes, besides the limit in the table; undefined = no further limit. */
  readonly maxRunning?: number | undefined;
}

/**
 * Takes up to `limit` ready jobs of a lane, the most urgent first, and leases them to `owner`. Respects the lane's pause
 * and its limit of jobs under way, and those of sessions. Each claim raises the fencing token, so an earlier owner's
 * commit finds no row.
 */
export async function claimJobs(tx: WriteTx, engine: Engine, request: ClaimRequest): Promise<LeasedJob[]> {
  const limit = await allowedByLane(tx, engine, request);
  if (limit <= 0) return [];
  const held = await heldSessions(tx);
  if (held.length === 0) return lease(tx, engine, request, limit);
  // The few lanes without sessions, and discovery with one job each: leaving the paused out costs nothing.
  if (request.lane !== 'ingest') return lease(tx, engine, request, limit, { not: held.filter((session) => session.paused === 1).map((session) => session.id) });
  const claimed: LeasedJob[] = [];
  for (const session of await openSessions(tx)) {
    const left = limit - claimed.length;
    if (left <= 0) break;
    const free = session.max_parallel === null ? left : Math.min(left, session.max_parallel - (await runningIn(tx, session.id)));
    if (free > 0) claimed.push(...(await lease(tx, engine, request, free, { only: session.id })));
  }
  return claimed;
}

type SessionChoice = { readonly only: string } | { readonly not: readonly string[] };

async function lease(tx: WriteTx, engine: Engine, request: ClaimRequest, limit: number, choice?: SessionChoice): Promise<LeasedJob[]> {
  let ready = tx
    .selectFrom('job')
    .select('id')
    .where('lane', '=', request.lane)
    .where(READY)
    .where('solo', '=', request.solo ? 1 : 0)
    .where((e) => e.or([e('run_after', '<=', request.now), e('run_after', '>', request.now + SET_BACK_MS)]));
  if (choice === undefined) ready = ready.orderBy('priority').orderBy('id');
  else if ('only' in choice) ready = ready.where('session_id', '=', choice.only).orderBy('id');
  else if (choice.not.length > 0) ready = ready.where((e) => e.or([e('session_id', 'is', null), e('session_id', 'not in', choice.not)])).orderBy('id');
  ready = ready.limit(limit);
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
  return rows.map(toLeased).toSorted((a, b) => a.id - b.id);
}

/** Sessions that are paused or limited, or cancelled with files left to skip: usually none, and then claims need not look at sessions at all. */
async function heldSessions(tx: WriteTx): Promise<Array<{ id: string; paused: number }>> {
  return tx
    .selectFrom('ingest_session')
    .select(['id', 'paused'])
    .where(UNFINISHED)
    .where((e) => e.or([e('paused', '=', 1), e('max_parallel', 'is not', null)]))
    .unionAll(
      tx
        .selectFrom('ingest_session')
        .select(['id', sql<number>`1`.as('paused')])
        .where(CANCELLING),
    )
    .execute();
}

/** Sessions whose files may be begun: what somebody waits for first, then the oldest. */
async function openSessions(tx: WriteTx): Promise<Array<{ id: string; max_parallel: number | null }>> {
  return tx
    .selectFrom('ingest_session')
    .select(['id', 'max_parallel'])
    .where((e) => e.or([UNFINISHED, e.and([e('state', '=', 'cancelled'), e('pending', '>', 0)])]))
    .where('paused', '=', 0)
    .where('cancelling', '=', 0)
    .orderBy(sql`case when source = 'scan' then 1 else 0 end`)
    .orderBy('id')
    .execute();
}

/** Files of a limited session under way, from the small index of running jobs. Claims of it take turns, or two would both see the last free place. */
async function runningIn(tx: WriteTx, sessionId: string): Promise<number> {
  await lockSession(tx, sessionId);
  const { running } = await tx
    .selectFrom('job')
    .select((e) => e.fn.countAll<number>().as('running'))
    .where('lane', '=', 'ingest')
    .where(RUNNING)
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow();
  return running;
}

async function allowedByLane(tx: WriteTx, engine: Engine, request: ClaimRequest): Promise<number> {
  let query = tx.selectFrom('lane').selectAll().where('name', '=', request.lane);
  let lane = await query.executeTakeFirst();
  if (!lane) return request.limit;
  if (lane.paused_until > request.now) return 0;
  if (lane.max_running === null && request.maxRunning === undefined) return request.limit;
  // Claims of a limited lane come one after another, or two workers would both see the last free place.
  if (engine === 'postgres') {
    query = query.forUpdate();
    lane = await query.executeTakeFirstOrThrow();
  }
  const { running } = await tx
    .selectFrom('job')
    .select((e) => e.fn.countAll<number>().as('running'))
    .where('lane', '=', request.lane)
    .where(RUNNING)
    .executeTakeFirstOrThrow();
  return Math.min(request.limit, Math.min(lane.max_running ?? Infinity, request.maxRunning ?? Infinity) - running);
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
  /** When there is nothing left to do: the job also ends, at this time. */
  readonly doneAt?: number;
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
      ...(facts.doneAt === undefined ? {} : doneColumns(facts.doneAt)),
    })
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'running')
    .where('outcome', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function doneColumns(now: number) {
  return { state: 'done' as const, lease_owner: null, lease_until: null, finished_at: now };
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
      ...doneColumns(facts.now),
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

/** True while `job` still belongs to whoever holds `token`; it stays so until commit. */
export async function holdsLease(tx: WriteTx, job: LeasedJob): Promise<boolean> {
  const row = await tx
    .selectFrom('job')
    .select('id')
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'running')
    .$if(locksRows(tx), (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a claim would find something: a read, so that idle workers do not queue for the write lock. */
export async function anyReady(db: ReadDb, lane: Lane, solo: boolean, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('job')
    .select('id')
    .where('lane', '=', lane)
    .where(READY)
    .where('solo', '=', solo ? 1 : 0)
    .where((e) => e.or([e('run_after', '<=', now), e('run_after', '>', now + SET_BACK_MS)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
