import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { reopenKeptAway } from '../catalog/comeback-queries.ts';
import { lockSession } from '../catalog/session-state.ts';
import { AppError } from '../core/errors.ts';

/** Files of one transaction: about 50 ms. */
const BATCH = 500;

/**
 * The answer yes to "this was deleted before": files of a session that were left alone for that reason are run again and
 * bring their content back. Returns how many. AppError `session-not-found`.
 */
export async function takeBack(catalog: Catalog, sessionId: string, now: number, actor = 'system'): Promise<number> {
  let files = 0;
  for (;;) {
    const reopened = await catalog.write(async (tx) => {
      if ((await lockSession(tx, sessionId)) === undefined) throw new AppError('session-not-found');
      const count = await reopenKeptAway(tx, sessionId, BATCH, now);
      if (count > 0) await recordDeed(tx, { actor, action: 'deleted-content-taken-back', subject: sessionId, detail: { files: count }, now });
      return count;
    });
    files += reopened;
    if (reopened < BATCH) return files;
  }
}
