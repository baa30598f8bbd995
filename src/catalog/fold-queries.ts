import type { ReadDb, WriteTx } from './catalog.ts';
import { lockSession } from './session-state.ts';

export interface SessionToFold {
  readonly id: string;
  readonly folded_to: number | null;
}

/** Sessions that came to rest before a time and still have the list of their files, the oldest first. */
export async function sessionsToFold(db: ReadDb, before: number, limit: number): Promise<SessionToFold[]> {
  return db
    .selectFrom('ingest_session')
    .select(['id', 'folded_to'])
    .where('folded_at', 'is', null) // the partial index session_unfolded
    .where('finished_at', '<', before)
    .where('state', 'in', ['finished', 'cancelled'])
    .where('pending', '=', 0)
    .where('cancelling', '=', 0)
    .orderBy('finished_at')
    .limit(limit)
    .execute();
}

/**
 * Takes the next `limit` jobs of a session away, in order, but for those that failed, and those whose offer says that a file
 * still lying in a watched folder need not be taken in again; for files left in place their location says that. Returns
 * how many were looked at and how many of them are gone.
 */
export async function foldSome(tx: WriteTx, session: SessionToFold, limit: number, now: number): Promise<{ seen: number; gone: number; to: number | null }> {
  await lockSession(tx, session.id);
  const jobs = await tx
    .selectFrom('job')
    .select('id')
    .where('session_id', '=', session.id)
    .where('id', '>', session.folded_to ?? 0)
    .orderBy('id')
    .limit(limit)
    .execute();
  const to = jobs.at(-1)?.id ?? session.folded_to;
  const gone = jobs.length === 0 ? 0 : await deleteDone(tx, session.id, session.folded_to ?? 0, to ?? 0);
  await tx
    .updateTable('ingest_session')
    .set({ folded_to: to, ...(jobs.length < limit ? { folded_at: now } : {}) })
    .where('id', '=', session.id)
    .execute();
  return { seen: jobs.length, gone, to };
}

async function deleteDone(tx: WriteTx, sessionId: string, after: number, to: number): Promise<number> {
  const result = await tx
    .deleteFrom('job')
    .where('session_id', '=', sessionId)
    .where('id', '>', after)
    .where('id', '<=', to)
    .where('state', '=', 'done')
    .where((e) => e.or([e('outcome', 'is', null), e('outcome', 'not in', ['failed', 'quarantined'])]))
    // Its source may be the only good copy and is kept by this row: see keptSources.
    // A file that waits for a program is offered again once that is there.
    .where((e) => e.or([e('error_code', 'is', null), e('error_code', 'not in', ['stored-bytes-differ', 'tool-missing'])]))
    .where((e) =>
      e.or([
        e('offer_key', 'is', null),
        // `watch`, since more formats are read with a number behind it.
        e('offer_key', 'not like', 'watch%'), // An error of a file that was taken in says that it could not be removed from where it lay.
        e.and([e('outcome', 'in', ['ingested', 'duplicate']), e('error_code', 'is', null)]),
      ]),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
