import { sql } from 'kysely';
import type { MediaFormat } from '../domain/format.ts';
import type { Catalog, ReadDb } from './catalog.ts';

export interface AssetToVerify {
  readonly id: number;
  readonly name: string;
  readonly sha256: Buffer;
  readonly bytes: number;
  readonly format: MediaFormat;
  readonly preview_ext: string;
  /** 1: there is a strip of frames. */
  readonly strip: number | null;
  readonly places: ReadonlyArray<{ readonly kind: 'stored' | 'referenced'; readonly path: string }>;
}

/** Assets after an id, in order, with every place that is said to hold their bytes. */
export async function assetsToVerify(db: ReadDb, afterId: number, limit: number): Promise<AssetToVerify[]> {
  const assets = await db
    .selectFrom('asset')
    .select(['id', 'name', 'sha256', 'bytes', 'format', 'preview_ext', 'strip'])
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
  if (assets.length === 0) return [];
  const locations = await db
    .selectFrom('location')
    .select(['asset_id', 'kind', 'path'])
    .where(
      'asset_id',
      'in',
      assets.map(({ id }) => id),
    )
    .where('kind', 'in', ['stored', 'referenced'])
    .where('state', '=', 'present')
    .execute();
  return assets.map((asset) => ({
    ...asset,
    places: locations
      .filter(({ asset_id }) => asset_id === asset.id)
      .map(({ kind, path }) => ({ kind: kind === 'stored' ? ('stored' as const) : ('referenced' as const), path })),
  }));
}

/** Files that an asset was copied from and that were left where they are: their bytes may help when the stored ones are damaged. */
export async function originsOf(db: ReadDb, assetId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('location')
    .select('path')
    .where('asset_id', '=', assetId)
    .where('kind', '=', 'origin')
    .where('state', '=', 'present')
    .orderBy('id')
    .limit(1_000)
    .execute();
  return rows.map(({ path }) => path);
}

export async function countAssets(db: ReadDb): Promise<number> {
  const { count } = await db
    .selectFrom('asset')
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Which of these digests are assets: hex, lower case. */
export async function knownDigests(db: ReadDb, digests: readonly Buffer[]): Promise<Set<string>> {
  if (digests.length === 0) return new Set();
  const rows = await db.selectFrom('asset').select('sha256').where('sha256', 'in', digests).execute();
  return new Set(rows.map(({ sha256 }) => sha256.toString('hex')));
}

/** Which of these storage keys are a location of an asset. */
export async function knownKeys(db: ReadDb, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.selectFrom('location').select('path').where('path', 'in', keys).where('kind', '=', 'stored').execute();
  return new Set(rows.map(({ path }) => path));
}

/** Sessions at rest whose totals do not add up, or that still wait for a job. */
export async function unbalancedSessions(db: ReadDb): Promise<string[]> {
  const rows = await db
    .selectFrom('ingest_session')
    .select('id')
    .where('state', '=', 'finished')
    .where((e) => e.or([e('pending', '<>', 0), e('discovered', '<>', sql<number>`ingested + duplicate + skipped + failed + quarantined`)]))
    .execute();
  return rows.map(({ id }) => id);
}

/** Sessions of uploads and downloads that still have files to take in: their temporary files are needed. */
export async function openUploadSessions(db: ReadDb): Promise<Set<string>> {
  const rows = await db
    .selectFrom('ingest_session')
    .select('id')
    .where('source', 'in', ['upload', 'url'])
    .where((e) => e.or([e('state', 'in', ['discovering', 'running']), e('pending', '<>', 0)]))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Paths that the jobs of a session read from. */
export async function pathsOfSession(db: ReadDb, sessionId: string): Promise<Set<string>> {
  const rows = await db.selectFrom('job').select('payload_json').where('session_id', '=', sessionId).execute();
  return new Set(rows.map(({ payload_json }) => (JSON.parse(payload_json) as { path?: string }).path ?? ''));
}

/** Such as `SQLite 3.50.4` or `PostgreSQL 18.0`. */
export async function engineVersion(catalog: Catalog): Promise<string> {
  if (catalog.engine === 'sqlite') {
    const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(catalog.read);
    return `SQLite ${rows[0]?.version ?? 'unknown'}`;
  }
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(catalog.read);
  return `PostgreSQL ${rows[0]?.server_version ?? 'unknown'}`;
}
