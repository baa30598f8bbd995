import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { reopenTroubled, setPaused } from '../catalog/session-control-queries.ts';
import { sessionStateOf } from '../catalog/session-state.ts';
import { AppError } from '../core/errors.ts';

/** Begins nothing more of the session until it is resumed, restarts included; what is under way is finished. */
export async function pauseSession(catalog: Catalog, sessionId: string, actor: string, now: number): Promise<void> {
  await pauseOrResume(catalog, sessionId, true, actor, now);
}

export async function resumeSession(catalog: Catalog, sessionId: string, actor: string, now: number): Promise<void> {
  await pauseOrResume(catalog, sessionId, false, actor, now);
}

async function pauseOrResume(catalog: Catalog, sessionId: string, paused: boolean, actor: string, now: number): Promise<void> {
  await catalog.write(async (tx) => {
    const state = await sessionStateOf(tx, sessionId);
    if (state === undefined) throw new AppError('session-not-found');
    if (state === 'finished' || state === 'cancelled') throw new AppError('session-finished');
    // Asked twice is asked once: no second line in the history.
    if (await setPaused(tx, sessionId, paused, now))
      await recordDeed(tx, { actor, action: paused ? 'session-paused' : 'session-resumed', subject: sessionId, now });
  });
}

/** Tries the files again that failed or were quarantined, all or those of one error code; returns how many. */
export async function retryFailed(catalog: Catalog, sessionId: string, code: string | undefined, actor: string, now: number): Promise<number> {
  return catalog.write(async (tx) => {
    if ((await sessionStateOf(tx, sessionId)) === undefined) throw new AppError('session-not-found');
    const reopened = await reopenTroubled(tx, sessionId, code, now);
    const files = reopened.failed + reopened.quarantined;
    if (files > 0)
      await recordDeed(tx, { actor, action: 'session-retried', subject: sessionId, detail: { files, ...(code === undefined ? {} : { code }) }, now });
    return files;
  });
}
