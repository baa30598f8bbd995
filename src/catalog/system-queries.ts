import { sql, type SqlBool } from 'kysely';
import type { Lane } from '../domain/job.ts';
import type { Catalog } from './catalog.ts';

/** Throws when the database cannot be read or does not hold Magpie's tables. */
export async function checkReadable(catalog: Catalog): Promise<void> {
  await catalog.read.selectFrom('change').select('seq').limit(1).execute();
  await catalog.read.selectFrom('lane').select('name').limit(1).execute();
}

export interface LaneState {
  readonly name: Lane;
  readonly ready: number;
  readonly running: number;
  /** Milliseconds since 1970; 0 = not paused. */
  readonly pausedUntil: number;
  /** Jobs under way at once over all processes; null = no limit. */
  readonly maxRunning: number | null;
}

/** Queue lengths per lane, counted in the partial indexes job_ready and job_running. */
export async function laneStates(catalog: Catalog, lanes: readonly Lane[]): Promise<LaneState[]> {
  const count = (state: 'ready' | 'running') =>
    catalog.read
      .selectFrom('job')
      .select((eb) => ['lane', eb.fn.countAll<number>().as('count')])
      .where(sql<SqlBool>`state = ${sql.lit(state)}`)
      .groupBy('lane')
      .execute();
  const [ready, running, rows] = [await count('ready'), await count('running'), await catalog.read.selectFrom('lane').selectAll().execute()];
  const of = (counts: { lane: Lane; count: number }[], lane: Lane) => counts.find((one) => one.lane === lane)?.count ?? 0;
  return lanes.map((name) => ({
    name,
    ready: of(ready, name),
    running: of(running, name),
    pausedUntil: rows.find((row) => row.name === name)?.paused_until ?? 0,
    maxRunning: rows.find((row) => row.name === name)?.max_running ?? null,
  }));
}

/** Bytes of stored originals whose location id lies in (`after`, `upTo`]. */
export async function storedBytesBetween(catalog: Catalog, after: number, upTo: number): Promise<number> {
  const row = await catalog.read
    .selectFrom('location')
    .select((eb) => eb.fn.sum<number | null>('bytes').as('bytes'))
    .where('kind', '=', 'stored')
    .where('id', '>', after)
    .where('id', '<=', upTo)
    .executeTakeFirstOrThrow();
  return row.bytes ?? 0;
}

export async function latestLocationId(catalog: Catalog): Promise<number> {
  const row = await catalog.read.selectFrom('location').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.id ?? 0;
}
