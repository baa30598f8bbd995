import { sql, type SqlBool } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import { locksRows } from './row-locks.ts';
import { announceRest } from './webhook-queries.ts';

// Written into the statements, not bound: only then does the planner see that the partial indexes fit.
const READY = sql<SqlBool>`state = 'ready'`;
const CANCELLING = sql<SqlBool>`cancelling = 1`;

/** Waits for a walk that is writing what it found. */
export async function lockDiscovery(tx: WriteTx, sessionId: string): Promise<void> {
  if (!locksRows(tx)) return;
  await tx
    .selectFrom('job')
    .select('id')
    .where('session_id', '=', sessionId)
    .where('lane', '=', 'discover')
    .where('state', '<>', 'done')
    .forNoKeyUpdate()
    .execute();
}

/** Ends the session and its discovery. Its files that wait stay where they are; claims pass them by. */
export async function beginCancel(tx: WriteTx, sessionId: string, now: number): Promise<void> {
  await tx
    .updateTable('job')
    .set({ ...skipped(now), lease_token: sql`lease_token + 1`, lease_owner: null })
    .where('session_id', '=', sessionId)
    .where('lane', '=', 'discover')
    .where('state', '<>', 'done')
    .execute();
  const rest = await tx
    .updateTable('ingest_session')
    .set({ state: 'cancelled', cancelling: 1, paused: 0, finished_at: now, updated_at: now })
    .where('id', '=', sessionId)
    .returning(['state', 'pending', 'webhook_url'])
    .executeTakeFirst();
  await announceRest(tx, sessionId, rest, now);
}

/** Ends up to `limit` files that nobody has begun; says how many that were and whether there are more. */
export async function cancelReady(tx: WriteTx, sessionId: string, limit: number, now: number): Promise<{ files: number; more: boolean }> {
  const ready = (some: number) =>
    tx
      .selectFrom('job')
      .select('id')
      .where('session_id', '=', sessionId)
      .where('lane', 'in', ['ingest', 'fetch', 'unpack'])
      .where(READY)
      .where('outcome', 'is', null)
      .limit(some);
  // A file somebody is just claiming is his; asked of the row too, because PostgreSQL looks at that again before it writes.
  const free = ready(limit).$if(locksRows(tx), (query) => query.forNoKeyUpdate().skipLocked());
  const result = await tx.updateTable('job').set(skipped(now)).where('id', 'in', free).where(READY).executeTakeFirst();
  return { files: Number(result.numUpdatedRows), more: (await ready(1).executeTakeFirst()) !== undefined };
}

function skipped(now: number) {
  return { state: 'done' as const, outcome: 'skipped' as const, error_code: 'session-cancelled', finished_at: now, offer_key: null };
}

/** Counts files that a cancel skipped. The call to whoever waits for the result comes with the last of them, or the last file under way. */
export async function countCancelled(
  tx: WriteTx,
  sessionId: string,
  cancelled: { readonly files: number; readonly last: boolean },
  now: number,
): Promise<void> {
  const { files, last } = cancelled;
  const rest = await tx
    .updateTable('ingest_session')
    .set({
      skipped: sql`skipped + ${files}`,
      pending: sql`pending - ${files}`,
      updated_at: now,
      // Written each time: a file of it may have been brought back meanwhile.
      state: 'cancelled',
      cancelling: last ? 0 : 1,
    })
    .where('id', '=', sessionId)
    .where(CANCELLING)
    .returning(['state', 'pending', 'webhook_url'])
    .executeTakeFirst();
  if (files > 0) await announceRest(tx, sessionId, rest, now);
}

/** Sessions that are cancelled and have files left that must be skipped. */
export async function cancellingSessions(db: ReadDb): Promise<string[]> {
  const rows = await db.selectFrom('ingest_session').select('id').where(CANCELLING).orderBy('id').execute();
  return rows.map((row) => row.id);
}
