import type { Catalog } from '../../catalog/catalog.ts';
import { listSessions, type SessionRow, sessionById, sessionIdsLike } from '../../catalog/session-queries.ts';
import { AppError } from '../../core/errors.ts';

/** The session with this id, with an id that begins so, or the `latest`. AppError `session-not-found`, `invalid-input` when several begin so. */
export async function findSession(catalog: Catalog, asked: string): Promise<SessionRow> {
  if (asked === 'latest') {
    const [latest] = await listSessions(catalog, {}, undefined, 1);
    if (latest) return latest;
    throw new AppError('session-not-found', { detail: 'No ingest has been run yet' });
  }
  const prefix = asked.toLowerCase();
  const ids = /^[0-9a-f-]{4,36}$/.test(prefix) ? await sessionIdsLike(catalog, prefix) : [];
  if (ids.length > 1) throw new AppError('invalid-input', { detail: `Several sessions begin with ${asked}; give more of the id` });
  const row = ids[0] === undefined ? undefined : await sessionById(catalog, ids[0]);
  if (row) return row;
  throw new AppError('session-not-found', { detail: `No session has the id ${asked}. See: magpie sessions` });
}
