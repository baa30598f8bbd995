import { setTimeout as sleep } from 'node:timers/promises';
import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { beginCancel, cancellingSessions, cancelReady, countCancelled, lockDiscovery } from '../catalog/cancel-queries.ts';
import { lockSession } from '../catalog/session-state.ts';
import { AppError } from '../core/errors.ts';

/** Files of one transaction, about 0.1 s: a session of a million is cancelled without holding the others up. */
export const CONTROL_BATCH = 2_000;
/** Between two of them: other writers ask for the lock every 20 ms or so. */
export const CONTROL_PAUSE_MS = 30;

/** Files not begun get the outcome skipped; those under way are finished. Resolves when every file has been told. */
export async function cancelSession(catalog: Catalog, sessionId: string, now: number, actor = 'system'): Promise<void> {
  await cancelAtOnce(catalog, sessionId, now, actor);
  await finishCancel(catalog, sessionId, now);
}

/**
 * The session is cancelled when this resolves, whatever happens then: nothing more of it is begun. The first files that
 * wait are skipped with it, the others by finishCancel, and should nobody get to the end of that, by the housekeeping of the monitor.
 */
export async function cancelAtOnce(catalog: Catalog, sessionId: string, now: number, actor = 'system'): Promise<void> {
  await catalog.write(async (tx) => {
    // Before the session, as a walk locks them that offers files just now.
    await lockDiscovery(tx, sessionId);
    const state = await lockSession(tx, sessionId);
    if (state === undefined) throw new AppError('session-not-found');
    if (state === 'finished' || state === 'cancelled') throw new AppError('session-finished');
    await beginCancel(tx, sessionId, now);
    await skipSome(tx, sessionId, now);
    await recordDeed(tx, { actor, action: 'session-cancelled', subject: sessionId, now });
  });
}

/** Skips the files that wait, a batch per transaction. Several may do so at once, and after any kill. */
export async function finishCancel(catalog: Catalog, sessionId: string, now: number, until = Infinity): Promise<void> {
  for (let last = false; !last && performance.now() < until; ) {
    last = await catalog.write((tx) => skipSome(tx, sessionId, now));
    if (!last) await sleep(CONTROL_PAUSE_MS);
  }
}

/** True when these were the last. */
async function skipSome(tx: WriteTx, sessionId: string, now: number): Promise<boolean> {
  await lockSession(tx, sessionId);
  const { files, more } = await cancelReady(tx, sessionId, CONTROL_BATCH, now);
  await countCancelled(tx, sessionId, { files, last: !more }, now);
  return !more;
}

/** Goes on with cancels whose process is gone, for at most `budgetMs`: whoever keeps house has more to do. */
export async function continueCancels(catalog: Catalog, now: number, budgetMs: number): Promise<void> {
  const until = performance.now() + budgetMs;
  for (const id of await cancellingSessions(catalog.read)) await finishCancel(catalog, id, now, until);
}
