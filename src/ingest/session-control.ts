import { setTimeout as sleep } from 'node:timers/promises';
import { recordDeed } from '../catalog/audit-queries.ts';
import { cancellingSessions } from '../catalog/cancel-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { countWithoutTool, reopenTroubled, setPaused } from '../catalog/session-control-queries.ts';
import { troubleByCode } from '../catalog/session-queries.ts';
import { lockSession } from '../catalog/session-state.ts';
import { AppError } from '../core/errors.ts';
import { CONTROL_BATCH, CONTROL_PAUSE_MS, finishCancel } from './cancel-session.ts';

/** Begins nothing more of the session until it is resumed, restarts included; what is under way is finished. */
export async function pauseSession(catalog: Catalog, sessionId: string, actor: string, now: number): Promise<void> {
  await pauseOrResume(catalog, sessionId, true, actor, now);
}

export async function resumeSession(catalog: Catalog, sessionId: string, actor: string, now: number): Promise<void> {
  await pauseOrResume(catalog, sessionId, false, actor, now);
}

async function pauseOrResume(catalog: Catalog, sessionId: string, paused: boolean, actor: string, now: number): Promise<void> {
  await catalog.write(async (tx) => {
    const state = await lockSession(tx, sessionId);
    if (state === undefined) throw new AppError('session-not-found');
    if (state === 'finished' || state === 'cancelled') throw new AppError('session-finished');
    // Asked twice is asked once: no second line in the history.
    if (await setPaused(tx, sessionId, paused, now))
      await recordDeed(tx, { actor, action: paused ? 'session-paused' : 'session-resumed', subject: sessionId, now });
  });
}

/** Tries the files again that failed, were quarantined or need a program that was missing, all or those of one error code; returns how many. */
export async function retryFailed(catalog: Catalog, sessionId: string, code: string | undefined, actor: string, now: number): Promise<number> {
  // What its cancel has not come to yet is not to be run again.
  if ((await cancellingSessions(catalog.read)).includes(sessionId)) await finishCancel(catalog, sessionId, now);
  const waiting = code === undefined || code === 'tool-missing';
  let files = 0;
  let kind: 'troubled' | 'without-tool' = 'troubled';
  for (let after: number | undefined = 0; after !== undefined; ) {
    const which = { kind, code, after, limit: CONTROL_BATCH };
    const first = kind === 'troubled' && after === 0;
    const reopened = await catalog.write(async (tx) => {
      if ((await lockSession(tx, sessionId)) === undefined) throw new AppError('session-not-found');
      // Counted before: afterwards they are no longer among those that failed.
      const troubled = first ? (await troubleByCode(tx, sessionId)).filter((row) => code === undefined || row.code === code) : [];
      const total = troubled.reduce((sum, row) => sum + row.files, first && waiting ? await countWithoutTool(tx, sessionId) : 0);
      const batch = await reopenTroubled(tx, sessionId, which, now);
      if (total > 0)
        await recordDeed(tx, { actor, action: 'session-retried', subject: sessionId, detail: { files: total, ...(code === undefined ? {} : { code }) }, now });
      return batch;
    });
    const again = reopened.failed + reopened.quarantined + reopened.skipped;
    files += again;
    // Only what was there when it was asked for: a file that fails again meanwhile keeps its id, which lies before.
    after = again < CONTROL_BATCH ? undefined : reopened.last;
    if (after === undefined && kind === 'troubled' && waiting) [kind, after] = ['without-tool', 0];
    if (after !== undefined) await sleep(CONTROL_PAUSE_MS);
  }
  return files;
}
