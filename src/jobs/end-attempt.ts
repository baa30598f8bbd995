import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { giveBack, markDone, type OutcomeFacts, recordOutcome } from '../catalog/job-queries.ts';
import { lockSession } from '../catalog/session-state.ts';
import { countDone, countEnded, countOutcome } from '../catalog/session-writes.ts';
import { AppError } from '../core/errors.ts';
import type { LeasedJob, StageTimings } from '../domain/job.ts';
import type { Outcome } from '../domain/session.ts';
import { decideRetry } from './retry-policy.ts';

export interface AttemptFacts {
  readonly name: string;
  readonly bytes: number;
  readonly timings: StageTimings;
  readonly now: number;
}

export interface End {
  readonly outcome: Outcome;
  readonly assetId?: number;
  readonly error?: AppError;
}

/** Gives the job its outcome and counts it; throws `lease-lost` (so the whole transaction is undone) when it is not ours. */
export async function recordEnd(tx: WriteTx, job: LeasedJob, end: End, facts: AttemptFacts): Promise<void> {
  if (!(await recordOutcome(tx, job, outcomeFacts(end, facts)))) throw new AppError('lease-lost');
  if (job.sessionId !== null) await countOutcome(tx, job.sessionId, end.outcome, facts);
}

/** The same for a job with nothing left to do after its outcome: it ends at once, its offer kept. */
export async function recordAndFinish(tx: WriteTx, job: LeasedJob, end: End, facts: AttemptFacts): Promise<void> {
  if (!(await recordOutcome(tx, job, { ...outcomeFacts(end, facts), doneAt: facts.now }))) throw new AppError('lease-lost');
  if (job.sessionId !== null) await countEnded(tx, job.sessionId, end.outcome, facts);
}

function outcomeFacts(end: End, facts: AttemptFacts): OutcomeFacts {
  return {
    outcome: end.outcome,
    assetId: end.assetId ?? null,
    code: end.error?.code ?? null,
    detail: end.error?.detail ?? null,
    bytes: facts.bytes,
    timings: facts.timings,
  };
}

/** Ends a job that has its outcome. `releaseOffer`: the same path may be offered again. */
export async function finish(
  tx: WriteTx,
  job: LeasedJob,
  facts: { readonly releaseOffer: boolean; readonly now: number; readonly timings?: StageTimings; readonly note?: { code: string; detail: string } },
): Promise<void> {
  if (!(await markDone(tx, job, facts))) throw new AppError('lease-lost');
  if (job.sessionId !== null) await countDone(tx, job.sessionId, facts.now);
}

/** How an attempt that found `error` goes on: tried again later, failed, or quarantined. Returns what it became. */
export async function endFailedAttempt(
  catalog: Catalog,
  job: LeasedJob,
  error: AppError,
  facts: AttemptFacts,
  maxAttempts: number,
): Promise<'retry' | Outcome> {
  const decision = decideRetry(error, job.attempt, maxAttempts);
  return catalog.write(async (tx) => {
    if (decision.kind === 'retry' && (await isCancelled(tx, job))) {
      await recordEnd(tx, job, { outcome: 'skipped', error: new AppError('session-cancelled', { detail: error.message }) }, facts);
      await finish(tx, job, { releaseOffer: true, now: facts.now });
      return 'skipped';
    }
    if (decision.kind === 'retry') {
      const held = await giveBack(tx, job, { runAfter: facts.now + decision.delayMs, code: error.code, detail: error.message, uncounted: decision.uncounted });
      if (!held) throw new AppError('lease-lost');
      return 'retry';
    }
    const outcome = decision.kind === 'fail' ? 'failed' : 'quarantined';
    await recordAndFinish(tx, job, { outcome, error }, facts);
    return outcome;
  });
}

/** A file of a cancelled session is not begun again: a full disk would keep the session from coming to rest. */
async function isCancelled(tx: WriteTx, job: LeasedJob): Promise<boolean> {
  if (job.sessionId === null || job.outcome !== null || job.lane === 'discover' || job.lane === 'webhook') return false;
  return (await lockSession(tx, job.sessionId)) === 'cancelled';
}
