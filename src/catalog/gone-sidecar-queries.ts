import type { ReadDb, WriteTx } from './catalog.ts';
import type { Engine } from './engine.ts';
import { dropMetadata, refreshFacts } from './metadata-queries.ts';
import { holdNames } from './sidecar-queries.ts';

/** A sidecar that was left where it lies, as far as is needed to find out whether it still does. */
export interface LyingSidecar {
  readonly path: string;
  readonly place: string;
  readonly media: string;
  readonly stem: number;
  readonly read_at: number;
}

const COLUMNS = ['path', 'place', 'media', 'stem', 'read_at'] as const;
const PAGE = 2_000;

/** Those in these folders, in pages; those that are known to be gone are left out. */
export async function* sidecarsIn(db: ReadDb, places: readonly string[]): AsyncGenerator<LyingSidecar[]> {
  for (let after: string | undefined; ; ) {
    let query = db.selectFrom('sidecar').select(COLUMNS).where('place', 'in', places).where('moved', '=', 0).where('until', 'is', null);
    if (after !== undefined) query = query.where('path', '>', after);
    const page = await query.orderBy('path').limit(PAGE).execute();
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)!.path;
  }
}

/** The paths of folders of the catalog. */
export async function folderPaths(db: ReadDb, ids: readonly number[]): Promise<string[]> {
  return (await db.selectFrom('folder').select('path').where('id', 'in', ids).execute()).map(({ path }) => path);
}

export interface SaidBySidecar {
  readonly path: string;
  readonly asset_id: number;
}

/** Which assets have facts of these sidecars. Goes through all that origins say: for a batch, not for each. */
export async function saidBy(db: ReadDb | WriteTx, paths: readonly string[]): Promise<SaidBySidecar[]> {
  return db.selectFrom('metadata').select(['path', 'asset_id']).where('path', 'in', paths).where('origin', '=', 'sidecar').orderBy('asset_id').execute();
}

/** Files of these assets outside of the store, as the catalog knows them. */
export async function filesOf(
  db: ReadDb,
  assetIds: readonly number[],
): Promise<Array<{ readonly asset_id: number; readonly path: string; readonly state: 'present' | 'removed' | 'missing' }>> {
  if (assetIds.length === 0) return [];
  return db.selectFrom('location').select(['asset_id', 'path', 'state']).where('asset_id', 'in', assetIds).where('kind', '<>', 'stored').execute();
}

/** The sidecars that speak of an asset. */
export async function sidecarPathsOf(db: ReadDb | WriteTx, assetId: number): Promise<Set<string>> {
  const rows = await db.selectFrom('metadata').select('path').where('asset_id', '=', assetId).where('origin', '=', 'sidecar').execute();
  return new Set(rows.map(({ path }) => path));
}

/**
 * Forgets these sidecars and what they say; who is trusted next shows again. One that was read anew meanwhile stays. Returns how many
 * were forgotten.
 */
export async function forgetSidecars(
  tx: WriteTx,
  engine: Engine,
  rows: ReadonlyArray<LyingSidecar & { readonly stemName: string }>,
  now: number,
): Promise<number> {
  for (const [place, inPlace] of [...Map.groupBy(rows, (row) => row.place)].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    await holdNames(
      tx,
      engine,
      place,
      inPlace.map(({ stemName }) => stemName),
    );
  const gone: string[] = [];
  for (const { path, read_at } of rows) {
    const { numDeletedRows } = await tx.deleteFrom('sidecar').where('path', '=', path).where('read_at', '=', read_at).executeTakeFirst();
    if (numDeletedRows > 0n) gone.push(path);
  }
  if (gone.length === 0) return 0;
  const said = await saidBy(tx, gone);
  for (const { asset_id, path } of said) await dropMetadata(tx, asset_id, 'sidecar', path);
  for (const asset of new Set(said.map((one) => one.asset_id))) await refreshFacts(tx, asset, now, true);
  return gone.length;
}

/** They went with their pictures: what they said stays, but they speak of no other picture. */
export async function retireSidecars(tx: WriteTx, rows: readonly LyingSidecar[], now: number): Promise<void> {
  for (const { path, read_at } of rows) await tx.updateTable('sidecar').set({ until: now }).where('path', '=', path).where('read_at', '=', read_at).execute();
}

/** Sidecars of the folders of a root that lies at another path now, at most `limit`. Returns how many; 0 at the end. */
export async function carrySidecars(tx: WriteTx, places: readonly string[], carried: (path: string) => string, limit: number): Promise<number> {
  const rows = await tx.selectFrom('sidecar').select(['path', 'place']).where('place', 'in', places).orderBy('path').limit(limit).execute();
  if (rows.length === 0) return 0;
  const said = await saidBy(
    tx,
    rows.map(({ path }) => path),
  );
  for (const { path, place } of rows) {
    const to = carried(path);
    const { numDeletedRows } = await tx
      .deleteFrom('sidecar')
      .where('path', '=', path)
      .where((e) => e.exists(e.selectFrom('sidecar as there').select('there.path').where('there.path', '=', to)))
      .executeTakeFirst();
    if (numDeletedRows === 0n)
      await tx
        .updateTable('sidecar')
        .set({ path: to, place: carried(place) })
        .where('path', '=', path)
        .execute();
  }
  for (const { asset_id, path } of said) {
    const to = carried(path);
    const known = (await sidecarPathsOf(tx, asset_id)).has(to);
    if (known) await dropMetadata(tx, asset_id, 'sidecar', path);
    else await tx.updateTable('metadata').set({ path: to }).where('asset_id', '=', asset_id).where('origin', '=', 'sidecar').where('path', '=', path).execute();
  }
  return rows.length;
}

/** Which of these folders hold sidecars at all. */
export async function placesWithSidecars(tx: WriteTx, places: readonly string[]): Promise<ReadonlySet<string>> {
  if (places.length === 0) return new Set();
  const rows = await tx.selectFrom('sidecar').select('place').distinct().where('place', 'in', places).execute();
  return new Set(rows.map(({ place }) => place));
}
