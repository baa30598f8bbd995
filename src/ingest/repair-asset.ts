import { lstat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { ReadDb } from '../catalog/catalog.ts';
import { type AssetToVerify, originsOf } from '../catalog/verify-queries.ts';
import { hashFile } from '../media/hashing.ts';
import type { OfflineRoots } from '../roots/offline-roots.ts';
import { healStored } from './heal-stored.ts';
import type { AssetVerdict } from './verify-asset.ts';

/**
 * Where the bytes of a damaged stored original are whole: another place of the asset, or a file it was copied from. Undefined when
 * none is known, or its disk is away. Reads the file.
 */
export async function wholeBytesOf(
  db: ReadDb,
  store: BlobStore,
  asset: AssetToVerify,
  { whole }: AssetVerdict,
  roots: OfflineRoots,
): Promise<string | undefined> {
  if (whole !== undefined) return whole.kind === 'stored' ? store.localPath(whole.path) : whole.path;
  for (const path of await originsOf(db, asset.id)) {
    if (!isAbsolute(path) || (await roots.above(path)) !== undefined) continue;
    const stat = await lstat(path).catch(() => undefined);
    if (stat?.isFile() !== true || stat.size !== asset.bytes) continue;
    const hash = await hashFile(path).catch(() => undefined);
    if (hash?.sha256.equals(asset.sha256) === true) return path;
  }
  return undefined;
}

/** Puts the whole bytes in the place of each damaged stored original; what was there is kept. Throws AppError. */
export async function repairAsset(store: BlobStore, asset: AssetToVerify, damaged: readonly string[], from: string): Promise<void> {
  for (const key of damaged) await healStored(store, key, asset.sha256, { path: from });
}
