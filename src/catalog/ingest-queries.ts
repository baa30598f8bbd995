import type { Insertable } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { AssetTable, LocationTable } from './schema.ts';

export interface KnownAsset {
  readonly id: number;
  readonly name: string;
  readonly format: string;
  /** Key of the stored original; null when the library only refers to the bytes elsewhere. */
  readonly storedKey: string | null;
  readonly state: 'active' | 'trashed';
}

/** The asset of one content, also one in the trash. */
export async function findBySha256(db: ReadDb | WriteTx, sha256: Buffer): Promise<KnownAsset | undefined> {
  return db
    .selectFrom('asset')
    .leftJoin('location', (join) => join.onRef('location.asset_id', '=', 'asset.id').on('location.kind', '=', 'stored'))
    .select(['asset.id', 'asset.name', 'asset.format', 'asset.state', 'location.path as storedKey'])
    .where('asset.sha256', '=', sha256)
    .executeTakeFirst();
}

/** Digest, size and stored place of one asset: what settle needs to prove that a source may go. */
export async function storedOriginal(db: ReadDb, assetId: number): Promise<{ sha256: Buffer; bytes: number; storedKey: string | null } | undefined> {
  return db
    .selectFrom('asset')
    .leftJoin('location', (join) => join.onRef('location.asset_id', '=', 'asset.id').on('location.kind', '=', 'stored'))
    .select(['asset.sha256', 'asset.bytes', 'location.path as storedKey'])
    .where('asset.id', '=', assetId)
    .executeTakeFirst();
}

export type NewAsset = Insertable<AssetTable>;

/** Inserts the asset, or nothing when its content is known already: the unique SHA-256 decides every race. */
export async function insertAsset(tx: WriteTx, asset: NewAsset): Promise<number | undefined> {
  const row = await tx
    .insertInto('asset')
    .values(asset)
    .onConflict((c) => c.column('sha256').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Records where bytes lie; a path that was known before now speaks of this asset. */
export async function putLocation(tx: WriteTx, location: Insertable<LocationTable>): Promise<void> {
  await tx
    .insertInto('location')
    .values(location)
    .onConflict((c) =>
      c.column('path').doUpdateSet({
        asset_id: location.asset_id,
        kind: location.kind,
        name: location.name,
        bytes: location.bytes,
        mtime_ms: location.mtime_ms,
        state: location.state,
        session_id: location.session_id,
        folder_id: location.folder_id ?? null,
        dev: location.dev ?? null,
        ino: location.ino ?? null,
      }),
    )
    .execute();
}

export async function markLocationRemoved(tx: WriteTx, path: string): Promise<void> {
  await tx.updateTable('location').set({ state: 'removed' }).where('path', '=', path).where('kind', '=', 'origin').execute();
}

export async function recordAssetChange(tx: WriteTx, kind: 'asset-added' | 'asset-updated', assetId: number, at: number): Promise<void> {
  await tx.insertInto('change').values({ kind, asset_id: assetId, session_id: null, at }).execute();
}

export interface KnownPath {
  readonly path: string;
  readonly kind: 'stored' | 'referenced' | 'origin';
  readonly bytes: number;
  readonly mtime_ms: number;
}

/** What the catalog knows of these paths, as long as the bytes are said to be there. */
export async function knownPaths(db: ReadDb, paths: readonly string[]): Promise<KnownPath[]> {
  if (paths.length === 0) return [];
  return db.selectFrom('location').select(['path', 'kind', 'bytes', 'mtime_ms']).where('path', 'in', paths).where('state', '=', 'present').execute();
}

/** Which of these were offered before. */
export async function offeredKeys(db: ReadDb, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.selectFrom('job').select('offer_key').where('offer_key', 'in', keys).execute();
  return new Set(rows.map((row) => row.offer_key ?? ''));
}
