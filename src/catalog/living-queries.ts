import { basename, dirname } from 'node:path';
import { sql, type SqlBool } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import { ensureFolder } from './folder-queries.ts';

/** Written into the statement, not bound: only then do the planners see that the partial index fits. */
const REFERENCED = sql<SqlBool>`location.kind = 'referenced'`;
const CHUNK = 500;
const COLUMNS = ['id', 'asset_id', 'kind', 'path', 'bytes', 'mtime_ms', 'state', 'dev', 'ino'] as const;

/** A file outside of the store as the catalog knows it. */
export interface KnownLocation {
  readonly id: number;
  readonly asset_id: number;
  readonly kind: 'stored' | 'referenced' | 'origin';
  readonly path: string;
  readonly bytes: number;
  readonly mtime_ms: number;
  readonly state: 'present' | 'removed' | 'missing';
  readonly dev: string | null;
  readonly ino: string | null;
}

/** What is known at these paths, in no order. */
export async function locationsAt(db: ReadDb | WriteTx, paths: readonly string[]): Promise<KnownLocation[]> {
  const rows: KnownLocation[] = [];
  for (let at = 0; at < paths.length; at += CHUNK) {
    rows.push(
      ...(await db
        .selectFrom('location')
        .select(COLUMNS)
        .where('path', 'in', paths.slice(at, at + CHUNK))
        .execute()),
    );
  }
  return rows;
}

/** Referenced files that had one of these inodes when they were last seen. */
export async function locationsByInode(db: ReadDb, inodes: readonly string[]): Promise<KnownLocation[]> {
  if (inodes.length === 0) return [];
  return db.selectFrom('location').select(COLUMNS).where('ino', 'in', inodes).where(REFERENCED).execute();
}

export interface SameSize extends KnownLocation {
  readonly sha256: Buffer;
}

/** Referenced files of exactly this size: the missing ones first, at most `limit`. */
export async function locationsBySize(db: ReadDb, bytes: number, limit: number): Promise<SameSize[]> {
  return db
    .selectFrom('location')
    .innerJoin('asset', 'asset.id', 'location.asset_id')
    .select([
      'location.id',
      'location.asset_id',
      'location.kind',
      'location.path',
      'location.bytes',
      'location.mtime_ms',
      'location.state',
      'location.dev',
      'location.ino',
      'asset.sha256',
    ])
    .where('location.bytes', '=', bytes)
    .where(REFERENCED)
    .orderBy(sql`case when location.state = 'missing' then 0 else 1 end`)
    .orderBy('location.id')
    .limit(limit)
    .execute();
}

export async function sha256Of(db: ReadDb, assetId: number): Promise<Buffer | undefined> {
  return (await db.selectFrom('asset').select('sha256').where('id', '=', assetId).executeTakeFirst())?.sha256;
}

/** What can be seen of a file without reading it. `mtimeMs` in whole milliseconds. */
export interface FileFacts {
  readonly path: string;
  readonly mtimeMs: number;
  readonly dev: string;
  readonly ino: string;
}

/** The files of these locations lie at other paths now. Who stood at such a path, and is not among them, is missing. */
export async function moveLocations(tx: WriteTx, moves: ReadonlyArray<{ readonly id: number; readonly to: FileFacts }>, now: number): Promise<void> {
  const moving = new Set(moves.map(({ id }) => id));
  const inTheWay = await locationsAt(
    tx,
    moves.map(({ to }) => to.path),
  );
  for (const { id, path } of inTheWay) {
    const aside = `${path} (replaced, ${id})`;
    await tx
      .updateTable('location')
      .set({ path: aside, ...(moving.has(id) ? {} : { state: 'missing' as const }) })
      .where('id', '=', id)
      .execute();
  }
  const folders = new Map<string, number>();
  for (const { to } of moves) {
    const folder = dirname(to.path);
    if (!folders.has(folder)) folders.set(folder, await ensureFolder(tx, folder));
  }
  for (let at = 0; at < moves.length; at += CHUNK) {
    const rows = moves
      .slice(at, at + CHUNK)
      .map(
        ({ id, to }) =>
          sql`(cast(${id} as bigint), ${to.path}, ${basename(to.path)}, cast(${to.mtimeMs} as bigint), ${to.dev}, ${to.ino}, cast(${folders.get(dirname(to.path))!} as bigint))`,
      );
    await sql`
      update location set path = moved.column2, name = moved.column3, mtime_ms = moved.column4, dev = moved.column5, ino = moved.column6,
        folder_id = moved.column7, state = 'present'
      from (values ${sql.join(rows)}) as moved where location.id = moved.column1
    `.execute(tx);
  }
  const displaced = inTheWay.filter(({ id }) => !moving.has(id)).map(({ id }) => id);
  await tellChanged(tx, [...moving, ...displaced], now);
}

/** The file is where it was, unchanged: only what is seen of it was renewed, or it was missing and is back. */
export async function refreshLocation(tx: WriteTx, id: number, facts: FileFacts, wasMissing: boolean, now: number): Promise<void> {
  const folderId = await ensureFolder(tx, dirname(facts.path));
  await tx
    .updateTable('location')
    .set({ mtime_ms: facts.mtimeMs, dev: facts.dev, ino: facts.ino, state: 'present', folder_id: folderId })
    .where('id', '=', id)
    .execute();
  if (wasMissing) await tellChanged(tx, [id], now);
}

/** The files are gone. A referenced one is missing, the place a copy came from is removed; the asset stays either way. */
export async function markGone(tx: WriteTx, ids: readonly number[], now: number): Promise<number> {
  let gone = 0;
  for (let at = 0; at < ids.length; at += CHUNK) {
    const chunk = ids.slice(at, at + CHUNK);
    const rows = await tx
      .updateTable('location')
      .set({ state: sql<'missing' | 'removed'>`case when kind = 'referenced' then 'missing' else 'removed' end` })
      .where('id', 'in', chunk)
      .where('state', '=', 'present')
      .returning('id')
      .execute();
    gone += rows.length;
    await tellChanged(
      tx,
      rows.map((row) => row.id),
      now,
    );
  }
  return gone;
}

/** Files said to be present in these folders. */
export async function presentIn(db: ReadDb, folderIds: readonly number[]): Promise<Array<{ id: number; path: string }>> {
  if (folderIds.length === 0) return [];
  return db.selectFrom('location').select(['id', 'path']).where('folder_id', 'in', folderIds).where('state', '=', 'present').execute();
}

/** A new asset took the place of another at a path: somebody changed the file. */
export async function recordSuperseded(tx: WriteTx, assetId: number, otherId: number, now: number): Promise<void> {
  await tx
    .insertInto('asset_relation')
    .values({ asset_id: assetId, kind: 'supersedes', other_id: otherId, created_at: now })
    .onConflict((c) => c.columns(['asset_id', 'kind', 'other_id']).doNothing())
    .execute();
}

/** What an asset supersedes, and what supersedes it: ids, latest first. */
export async function relationsOf(db: ReadDb, assetId: number): Promise<{ supersedes: number[]; supersededBy: number[] }> {
  const older = await db
    .selectFrom('asset_relation')
    .select('other_id as id')
    .where('asset_id', '=', assetId)
    .where('kind', '=', 'supersedes')
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute();
  const newer = await db
    .selectFrom('asset_relation')
    .select('asset_id as id')
    .where('other_id', '=', assetId)
    .where('kind', '=', 'supersedes')
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute();
  return { supersedes: older.map(({ id }) => id), supersededBy: newer.map(({ id }) => id) };
}

async function tellChanged(tx: WriteTx, locationIds: readonly number[], at: number): Promise<void> {
  for (let start = 0; start < locationIds.length; start += CHUNK) {
    const rows = await tx
      .selectFrom('location')
      .select('asset_id')
      .distinct()
      .where('id', 'in', locationIds.slice(start, start + CHUNK))
      .execute();
    if (rows.length === 0) continue;
    await tx
      .insertInto('change')
      .values(rows.map(({ asset_id }) => ({ kind: 'asset-updated' as const, asset_id, session_id: null, at })))
      .execute();
  }
}
