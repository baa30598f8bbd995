import { sql, type SqlBool } from 'kysely';
import { type Lane, LANES } from '../domain/job.ts';
import type { Catalog, ReadDb, WriteTx } from './catalog.ts';

const READY = sql<SqlBool>`state = 'ready'`;
const RUNNING = sql<SqlBool>`state = 'running'`;

/** Every lane has a row: claims of a limited lane lock it. */
export async function ensureLanes(catalog: Catalog): Promise<void> {
  const rows = LANES.map((name) => ({ name, paused_until: 0 }));
  await catalog.write((tx) =>
    tx
      .insertInto('lane')
      .values(rows)
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute(),
  );
}

/** Nothing of the lane is begun until `until` (milliseconds since 1970; 0 = go on). What is under way is finished. */
export async function setLanePause(tx: WriteTx, lane: Lane, until: number): Promise<void> {
  await tx
    .insertInto('lane')
    .values({ name: lane, paused_until: until })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ paused_until: until }))
    .execute();
}

/** At most so many jobs of the lane under way at once, over all processes; null = no limit. */
export async function setLaneLimit(tx: WriteTx, lane: Lane, maxRunning: number | null): Promise<void> {
  await tx
    .insertInto('lane')
    .values({ name: lane, paused_until: 0, max_running: maxRunning })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ max_running: maxRunning }))
    .execute();
}

export interface LaneLoad {
  /** Jobs that could be begun now, counted up to the given number. */
  readonly ready: number;
  /** Jobs under way in the given processes. */
  readonly running: number;
}

/** How much there is to do in a lane; reads no more than `upTo` waiting rows, however many there are. */
export async function laneLoad(db: ReadDb, lane: Lane, owners: readonly string[], upTo: number, now: number): Promise<LaneLoad> {
  const waiting = await db
    .selectFrom('job')
    .select('id')
    .where('lane', '=', lane)
    .where(READY)
    .where('solo', '=', 0)
    .where('run_after', '<=', now)
    .limit(upTo)
    .execute();
  if (owners.length === 0) return { ready: waiting.length, running: 0 };
  const { running } = await db
    .selectFrom('job')
    .select((e) => e.fn.countAll<number>().as('running'))
    .where('lane', '=', lane)
    .where(RUNNING)
    .where('lease_owner', 'in', [...owners])
    .executeTakeFirstOrThrow();
  return { ready: waiting.length, running };
}

/** The lane among these that is paused the longest; undefined when none is. */
export async function longestPause(db: ReadDb, lanes: readonly Lane[], now: number): Promise<{ readonly name: Lane; readonly until: number } | undefined> {
  const row = await db
    .selectFrom('lane')
    .select(['name', 'paused_until'])
    .where('name', 'in', [...lanes])
    .where('paused_until', '>', now)
    .orderBy('paused_until', 'desc')
    .executeTakeFirst();
  return row === undefined ? undefined : { name: row.name, until: row.paused_until };
}

export interface Delay {
  readonly sessionId: string;
  readonly code: string;
  /** Of one of the jobs. */
  readonly detail: string | null;
}

/** For which of these reasons jobs of these sessions wait to be tried again; from the index of waiting jobs. */
export async function delayedSessions(db: ReadDb, sessionIds: readonly string[], codes: readonly string[], now: number): Promise<Delay[]> {
  const rows = await db
    .selectFrom('job')
    .select(['session_id', 'error_code', (e) => e.fn.max<string | null>('error_detail').as('detail')])
    .where('session_id', 'in', [...sessionIds])
    .where(READY)
    .where(sql<SqlBool>`error_code is not null`)
    .where('error_code', 'in', [...codes])
    .where('run_after', '>', now)
    .groupBy(['session_id', 'error_code'])
    .execute();
  return rows.map((row) => ({ sessionId: row.session_id!, code: row.error_code!, detail: row.detail }));
}
