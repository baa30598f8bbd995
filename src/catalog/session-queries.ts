import { type RawBuilder, type Selectable, sql, type SqlBool } from 'kysely';
import type { Outcome, SourceKind } from '../domain/session.ts';
import type { Catalog, ReadDb, WriteTx } from './catalog.ts';
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

const FILE_LANES = ['ingest', 'fetch', 'unpack'] as const;

// Written into the statements, not bound: only then does the planner see that partial indexes fit.
const UNFINISHED = sql<SqlBool>`state in ('discovering', 'running')`;
const TROUBLED = sql<SqlBool>`outcome in ('failed', 'quarantined')`;
const NOT_THE_RULE = sql<SqlBool>`outcome in ('duplicate', 'skipped', 'failed', 'quarantined')`;

export async function sessionById(catalog: Catalog, id: string): Promise<SessionRow | undefined> {
  return catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirst();
}

/** `active`: discovering or running, paused or not; `finished`: at rest, cancelled too; `troubled`: with files that failed. */
export const SESSION_STATES = ['active', 'paused', 'finished', 'cancelled', 'troubled'] as const;

export interface SessionFilter {
  readonly state?: (typeof SESSION_STATES)[number] | undefined;
  readonly source?: SourceKind | undefined;
  /** Words that must all occur in id, source or paths, in any letter case. */
  readonly search?: string | undefined;
  /** Opened in [from, to), milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Newest first (ids are UUIDv7, so they sort by time), after the id `before`. */
export async function listSessions(catalog: Catalog, filter: SessionFilter, before: string | undefined, limit: number): Promise<SessionRow[]> {
  const { state, source, search = '', from, to } = filter;
  let query = catalog.read.selectFrom('ingest_session').selectAll();
  if (state !== undefined) query = query.where(STATE[state]);
  if (source !== undefined) query = query.where('source', '=', source);
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS))
    query = query.where(sql<SqlBool>`search_text like ${`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\'`);
  if (from !== undefined) query = query.where('id', '>=', firstIdAt(from));
  if (to !== undefined) query = query.where('id', '<', firstIdAt(to));
  if (before !== undefined) query = query.where('id', '<', before);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

const MAX_WORDS = 8;

const STATE: Record<(typeof SESSION_STATES)[number], RawBuilder<SqlBool>> = {
  active: UNFINISHED,
  paused: sql`state in ('discovering', 'running') and paused = 1`,
  finished: sql`state in ('finished', 'cancelled')`,
  cancelled: sql`state = 'cancelled'`,
  troubled: sql`failed + quarantined > 0`,
};

/** The lowest id a session opened at this time can have: its first 48 bits are the time. */
function firstIdAt(ms: number): string {
  const time = Math.max(0, Math.min(2 ** 48 - 1, Math.ceil(ms)))
    .toString(16)
    .padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

/** Ids that begin so, at most two: one is a match, two are none. */
export async function sessionIdsLike(catalog: Catalog, prefix: string): Promise<string[]> {
  const rows = await catalog.read
    .selectFrom('ingest_session')
    .select('id')
    .where('id', '>=', prefix)
    .where('id', '<', `${prefix}g`)
    .orderBy('id')
    .limit(2)
    .execute();
  return rows.map((row) => row.id);
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

export interface RunningFile {
  readonly id: number;
  readonly session_id: string | null;
  readonly name: string;
  readonly payload_json: string;
}

/** Files of these sessions that are under way now, at most `limit`; from the small index of running jobs. */
export async function runningFiles(catalog: Catalog, sessionIds: readonly string[], limit: number): Promise<RunningFile[]> {
  if (sessionIds.length === 0) return [];
  return catalog.read
    .selectFrom('job')
    .select(['id', 'session_id', 'name', 'payload_json'])
    .where(sql<SqlBool>`state = 'running'`)
    .where('lane', 'in', FILE_LANES)
    .where('session_id', 'in', sessionIds)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export interface TroubleRow {
  readonly code: string | null;
  readonly outcome: Outcome | null;
  readonly files: number;
}

/** How many files failed or were quarantined, by reason; counted in the index job_troubled_by_code alone. */
export async function troubleByCode(db: ReadDb | WriteTx, sessionId: string): Promise<TroubleRow[]> {
  return db
    .selectFrom('job')
    .select(['error_code as code', 'outcome', (e) => e.fn.countAll<number>().as('files')])
    .where('session_id', '=', sessionId)
    .where(TROUBLED)
    .groupBy(['error_code', 'outcome'])
    .execute();
}

/** Some files that ended with this code, to show what it is about. */
export async function troubledFiles(catalog: Catalog, sessionId: string, code: string | null, limit: number): Promise<SessionFileRow[]> {
  return catalog.read
    .selectFrom('job')
    .select(FILE_COLUMNS)
    .where('session_id', '=', sessionId)
    .where(TROUBLED)
    .where('error_code', code === null ? 'is' : '=', code)
    .limit(limit)
    .execute();
}

/**
 * Files of a session in the order they were found, after a job id; `outcomes` keeps only those that ended so. What is
 * rare has an index of its own, so that a page of it is read at once from among a million files.
 */
export async function sessionFiles(
  catalog: Catalog,
  sessionId: string,
  outcomes: readonly Outcome[] | undefined,
  after: number,
  limit: number,
): Promise<SessionFileRow[]> {
  if (outcomes === undefined || outcomes.includes('ingested')) return filesPage(catalog, sessionId, outcomes, after, limit);
  const pages: SessionFileRow[] = [];
  for (const outcome of outcomes) pages.push(...(await filesPage(catalog, sessionId, [outcome], after, limit)));
  return pages.toSorted((a, b) => a.id - b.id).slice(0, limit);
}

async function filesPage(
  catalog: Catalog,
  sessionId: string,
  outcomes: readonly Outcome[] | undefined,
  after: number,
  limit: number,
): Promise<SessionFileRow[]> {
  let query = catalog.read
    .selectFrom('job')
    .select(FILE_COLUMNS)
    .where('session_id', '=', sessionId)
    .where('lane', 'in', FILE_LANES)
    .where('id', '>', after)
    // An archive that was unpacked is no file any more: its files are.
    .where((e) => e.or([e('lane', '<>', 'unpack'), e('state', '<>', 'done'), e('outcome', 'is not', null)]));
  const [only, ...more] = outcomes ?? [];
  if (only !== undefined && more.length === 0 && only !== 'ingested') query = query.where(NOT_THE_RULE).where('outcome', '=', only);
  else if (outcomes !== undefined) query = query.where('outcome', 'in', outcomes);
  return query.orderBy('id').limit(limit).execute();
}
