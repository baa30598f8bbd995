import { type Selectable, sql, type SqlBool } from 'kysely';
import type { Outcome } from '../domain/session.ts';
import type { Catalog } from './catalog.ts';
import type { JobTable, SessionTable } from './schema.ts';

export type SessionRow = Selectable<SessionTable>;

const FILE_COLUMNS = [
  'id',
  'name',
  'payload_json',
  'state',
  'outcome',
  'asset_id',
  'bytes',
  'attempt',
  'error_code',
  'error_detail',
  'timings_json',
  'finished_at',
] as const;
export type SessionFileRow = Pick<Selectable<JobTable>, (typeof FILE_COLUMNS)[number]>;

// Written into the statement, not bound: only then does the planner see that the partial index session_unfinished fits.
const UNFINISHED = sql<SqlBool>`state in ('discovering', 'running')`;

export async function sessionById(catalog: Catalog, id: string): Promise<SessionRow | undefined> {
  return catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Newest first (ids are UUIDv7, so they sort by time), after the id `before`. */
export async function listSessions(
  catalog: Catalog,
  state: 'active' | 'finished' | undefined,
  before: string | undefined,
  limit: number,
): Promise<SessionRow[]> {
  let query = catalog.read.selectFrom('ingest_session').selectAll();
  if (state === 'active') query = query.where(UNFINISHED);
  if (state === 'finished') query = query.where(sql<SqlBool>`state in ('finished', 'cancelled')`);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

/** What a live view has to look at: everything unfinished, the newest few, and those it showed as unfinished before. */
export async function sessionsToWatch(catalog: Catalog, known: readonly string[]): Promise<SessionRow[]> {
  const unfinished = await catalog.read.selectFrom('ingest_session').selectAll().where(UNFINISHED).execute();
  const newest = await catalog.read.selectFrom('ingest_session').selectAll().orderBy('id', 'desc').limit(20).execute();
  const rows = new Map([...unfinished, ...newest].map((row) => [row.id, row]));
  const ended = known.filter((id) => !rows.has(id));
  if (ended.length > 0) {
    for (const row of await catalog.read.selectFrom('ingest_session').selectAll().where('id', 'in', ended).execute()) rows.set(row.id, row);
  }
  return [...rows.values()];
}

/** Files of a session in the order they were found, after a job id; `outcomes` keeps only those that ended so. */
export async function sessionFiles(
  catalog: Catalog,
  sessionId: string,
  outcomes: readonly Outcome[] | undefined,
  after: number,
  limit: number,
): Promise<SessionFileRow[]> {
  let query = catalog.read.selectFrom('job').select(FILE_COLUMNS).where('session_id', '=', sessionId).where('lane', '=', 'ingest').where('id', '>', after);
  if (outcomes) query = query.where('outcome', 'in', outcomes);
  return query.orderBy('id').limit(limit).execute();
}
