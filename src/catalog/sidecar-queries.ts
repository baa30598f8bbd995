import { dirname, extname } from 'node:path';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { MetadataFacts } from '../domain/metadata.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { Engine } from './engine.ts';
import { dropMetadata, putMetadata } from './metadata-queries.ts';
import type { SidecarTable } from './schema.ts';
import { onlyWanted } from '../domain/wanted-metadata.ts';
import { wantedOfAsset } from './wanted-metadata-queries.ts';

export type SidecarRow = Selectable<SidecarTable>;

/** A picture as sidecars name it: the place it lies in, its name, and its name without ending. */
export interface MediaName {
  readonly place: string;
  readonly name: string;
  readonly stem: string;
}

/**
 * Until the end of the transaction nobody else brings or looks for a picture or a sidecar of these names. On PostgreSQL a picture and
 * its sidecar that are committed at the same moment would not see each other; SQLite has one writer. Always in the same order, so
 * that two files of scores do not wait for each other.
 */
export async function holdNames(tx: WriteTx, engine: Engine, place: string, stems: readonly string[]): Promise<void> {
  if (engine === 'sqlite') return;
  const keys = [...new Set(stems.map((stem) => `sidecar:${place}/${stem.toLowerCase()}`))].toSorted();
  for (const key of keys) await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

export async function putSidecar(tx: WriteTx, sidecar: Insertable<SidecarTable>): Promise<void> {
  const { path: _, ...values } = sidecar;
  await tx
    .insertInto('sidecar')
    .values(sidecar)
    .onConflict((c) => c.column('path').doUpdateSet(values))
    .execute();
}

/** Rows of one sidecar file: itself, or the pictures it speaks of. */
export async function sidecarsAt(db: ReadDb | WriteTx, path: string): Promise<SidecarRow[]> {
  const inside = `${path}#`;
  return db
    .selectFrom('sidecar')
    .selectAll()
    .where('place', '=', dirname(path))
    .where((e) => e.or([e('path', '=', path), e(sql<string>`substr(path, 1, ${sql.lit([...inside].length)})`, '=', inside)]))
    .execute();
}

/** Sidecars that speak of a picture of this name. */
async function sidecarsOf(tx: WriteTx, { place, name, stem }: MediaName, now: number): Promise<SidecarRow[]> {
  const rows = await tx
    .selectFrom('sidecar')
    .selectAll()
    .where('place', '=', place)
    .where('media', 'in', [name.toLowerCase(), stem.toLowerCase()])
    .where((e) => e.or([e('until', 'is', null), e('until', '>', now)]))
    .execute();
  return rows.filter((row) => row.media === (row.stem === 1 ? stem : name).toLowerCase());
}

/** An asset takes over what sidecars that came before it say. Returns whether that was new; its columns follow by refreshFacts. */
export async function attachSidecars(tx: WriteTx, engine: Engine, assetId: number, media: MediaName, now: number): Promise<boolean> {
  await holdNames(tx, engine, media.place, [media.stem]);
  const rows = await sidecarsOf(tx, media, now);
  let news = false;
  for (const row of rows) news = (await attach(tx, assetId, row, now)) || news;
  return news;
}

/** A moved sidecar waits this long for further pictures of its name (RAW and JPEG) once the first has come. */
const PAIR_MS = 60 * 60_000;

/** Gives one asset what a sidecar says. False when it says so already. */
export async function attach(tx: WriteTx, assetId: number, row: SidecarRow, now: number): Promise<boolean> {
  const before = await tx
    .selectFrom('metadata')
    .select(['facts_json', 'raw_json'])
    .where('asset_id', '=', assetId)
    .where('origin', '=', 'sidecar')
    .where('path', '=', row.path)
    .executeTakeFirst();
  const said = { facts: JSON.parse(row.facts_json) as MetadataFacts, raw: JSON.parse(row.raw_json) as Record<string, unknown> };
  const found = onlyWanted(said, await wantedOfAsset(tx, assetId), 'sidecar');
  if (before?.facts_json === JSON.stringify(found.facts) && before.raw_json === JSON.stringify(found.raw)) return false;
  await putMetadata(tx, assetId, { origin: 'sidecar', path: row.path, now: row.read_at }, found);
  await dropFormer(tx, assetId, row.path);
  if (row.moved === 1 && row.until === null)
    await tx
      .updateTable('sidecar')
      .set({ until: now + PAIR_MS })
      .where('path', '=', row.path)
      .execute();
  return true;
}

/** A sidecar of the same kind that went with its picture, see roots/gone-sidecars.ts: it lies here now. */
async function dropFormer(tx: WriteTx, assetId: number, path: string): Promise<void> {
  const former = await tx
    .selectFrom('metadata')
    .innerJoin('sidecar', 'sidecar.path', 'metadata.path')
    .select('metadata.path')
    .where('metadata.asset_id', '=', assetId)
    .where('metadata.origin', '=', 'sidecar')
    .where('metadata.path', '<>', path)
    .where('sidecar.moved', '=', 0)
    .where('sidecar.until', 'is not', null)
    .execute();
  for (const gone of former) if (extname(gone.path).toLowerCase() === extname(path).toLowerCase()) await dropMetadata(tx, assetId, 'sidecar', gone.path);
}

/**
 * Assets whose file lies at one of these paths, or lay there and was taken in by the same session or within the last hour: a year
 * later another picture may come under the same name.
 */
export async function assetsAtPaths(tx: WriteTx, paths: readonly string[], sessionId: string, now: number): Promise<number[]> {
  if (paths.length === 0) return [];
  const rows = await tx
    .selectFrom('location')
    .innerJoin('asset', 'asset.id', 'location.asset_id')
    .select('asset.id')
    .where('location.path', 'in', paths)
    .where((e) => e.or([e('location.state', '=', 'present'), e('location.session_id', '=', sessionId), e('asset.created_at', '>', now - PAIR_MS)]))
    .execute();
  return [...new Set(rows.map((row) => row.id))];
}

/** Assets that came in with this session under one of these names: uploads have no folder. */
export async function assetsOfSession(tx: WriteTx, sessionId: string, matches: (name: string) => boolean): Promise<number[]> {
  const rows = await tx.selectFrom('job').select(['asset_id', 'name']).where('session_id', '=', sessionId).where('asset_id', 'is not', null).execute();
  return [...new Set(rows.filter(({ name }) => matches(name)).map((row) => row.asset_id!))];
}
