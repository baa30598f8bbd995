import { sql, type SqlBool } from 'kysely';
import type { Lane } from '../domain/job.ts';
import type { WriteTx } from './catalog.ts';
import { SET_BACK_MS } from './clock-set-back.ts';
import { locksRows } from './row-locks.ts';

// Written into the statements, not bound: only then does the planner see that the partial index fits.
const RUNNING = sql<SqlBool>`state = 'running'`;

export async function extendLeases(tx: WriteTx, owners: readonly string[], until: number): Promise<void> {
  if (owners.length === 0) return;
  await tx.updateTable('job').set({ lease_until: until }).where(RUNNING).where('lease_owner', 'in', owners).execute();
}

export interface InFlight {
  readonly id: number;
  readonly session_id: string | null;
  readonly name: string;
  readonly lane: string;
  readonly attempt: number;
  readonly deaths: number;
  readonly solo: number;
  readonly outcome: string | null;
}

/**
 * Jobs under way that belong to `owner`, or whose lease ran out before `expiredBefore`; nobody else changes them until the
 * commit. What its owner is ending this very moment, or somebody else frees, is left out once that is done.
 */
export async function inFlight(tx: WriteTx, which: { readonly owner: string } | { readonly expiredBefore: number }): Promise<InFlight[]> {
  const query = running(tx);
  if ('owner' in which) return query.where('lease_owner', '=', which.owner).execute();
  const { expiredBefore } = which;
  return query.where((e) => e.or([e('lease_until', '<', expiredBefore), e('lease_until', '>', expiredBefore + SET_BACK_MS)])).execute();
}

/** In order of id: two that free the same jobs wait for each other instead of locking each other out. */
function running(tx: WriteTx) {
  return tx
    .selectFrom('job')
    .select(['id', 'session_id', 'name', 'lane', 'attempt', 'deaths', 'solo', 'outcome'])
    .where(RUNNING)
    .orderBy('id')
    .$if(locksRows(tx), (query) => query.forNoKeyUpdate());
}

/** Back to ready. The token is raised, so the former owner, should it still live, can commit nothing. */
export async function reopen(tx: WriteTx, id: number, facts: { readonly deaths: number; readonly solo: boolean }): Promise<void> {
  await tx
    .updateTable('job')
    .set({ state: 'ready', lease_owner: null, lease_until: null, lease_token: sql`lease_token + 1`, deaths: facts.deaths, solo: facts.solo ? 1 : 0 })
    .where('id', '=', id)
    .execute();
}

/** Jobs under way of `owner` and `lane` that are none of `inHand`. */
export async function notInHand(tx: WriteTx, owner: string, lane: Lane, inHand: ReadonlySet<number>): Promise<InFlight[]> {
  const jobs = running(tx).where('lease_owner', '=', owner).where('lane', '=', lane);
  return (inHand.size === 0 ? jobs : jobs.where('id', 'not in', [...inHand])).execute();
}

/** When a reopened job may be claimed again. `uncounted`: the attempt was none. */
export async function postpone(tx: WriteTx, id: number, facts: { readonly runAfter: number; readonly uncounted: boolean }): Promise<void> {
  await tx
    .updateTable('job')
    .set({ run_after: facts.runAfter, ...(facts.uncounted ? { attempt: sql`attempt - 1` } : {}) })
    .where('id', '=', id)
    .where('state', '=', 'ready')
    .execute();
}

/** Ends a job that keeps killing its workers. */
export async function quarantine(
  tx: WriteTx,
  id: number,
  facts: { readonly code: string; readonly detail: string; readonly deaths: number; readonly now: number },
): Promise<void> {
  await tx
    .updateTable('job')
    .set({
      state: 'done',
      outcome: 'quarantined',
      error_code: facts.code,
      error_detail: facts.detail,
      deaths: facts.deaths,
      finished_at: facts.now,
      lease_owner: null,
      lease_until: null,
      lease_token: sql`lease_token + 1`,
    })
    .where('id', '=', id)
    .execute();
}
