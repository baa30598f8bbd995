import type { Selectable } from 'kysely';
import type { ReadDb } from './catalog.ts';
import type { AssetTable, JobTable, LocationTable } from './schema.ts';

export type AssetRow = Selectable<AssetTable>;
export type LocationRow = Selectable<LocationTable>;
export type JobRow = Selectable<JobTable>;

/** Nobody reads more than this of one file's life. */
const LIMIT = 50;

export async function assetById(db: ReadDb, id: number): Promise<AssetRow | undefined> {
  return db.selectFrom('asset').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function assetBySha256(db: ReadDb, sha256: Buffer): Promise<AssetRow | undefined> {
  return db.selectFrom('asset').selectAll().where('sha256', '=', sha256).executeTakeFirst();
}

/** By where its bytes came from, lie, or are stored (a key such as `originals/ab/cd/….jpg`). */
export async function assetByPath(db: ReadDb, path: string): Promise<AssetRow | undefined> {
  return db.selectFrom('asset').innerJoin('location', 'location.asset_id', 'asset.id').selectAll('asset').where('location.path', '=', path).executeTakeFirst();
}

export async function locationsOf(db: ReadDb, assetId: number): Promise<LocationRow[]> {
  return db.selectFrom('location').selectAll().where('asset_id', '=', assetId).orderBy('id').limit(LIMIT).execute();
}

export async function jobsOfAsset(db: ReadDb, assetId: number): Promise<JobRow[]> {
  return db.selectFrom('job').selectAll().where('asset_id', '=', assetId).orderBy('id').limit(LIMIT).execute();
}

/** Jobs that were to read this path, oldest first. Looks through all jobs (a second per million): for people, not for code. */
export async function jobsOfPath(db: ReadDb, path: string, name: string): Promise<JobRow[]> {
  const rows = await db.selectFrom('job').selectAll().where('lane', '=', 'ingest').where('name', '=', name).orderBy('id', 'desc').limit(1000).execute();
  return rows
    .filter((row) => (JSON.parse(row.payload_json) as { path?: string }).path === path)
    .slice(0, LIMIT)
    .reverse();
}
