import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { BlobStore } from '../blobs/blob-store.ts';
import { previewKey, thumbnailKey } from '../blobs/keys.ts';
import type { Catalog, ReadDb } from '../catalog/catalog.ts';
import {
  type AssetRow,
  assetById,
  assetByPath,
  assetBySha256,
  type JobRow,
  jobsOfAsset,
  jobsOfPath,
  type LocationRow,
  locationsOf,
} from '../catalog/explain-queries.ts';
import { toAppError } from '../core/errors.ts';
import { isPlainFile } from '../domain/format.ts';
import { hashFile } from '../media/hashing.ts';

/** Everything the library knows of one file. */
export interface FileLife {
  /** How the question was understood. */
  readonly askedBy: 'id' | 'sha256' | 'path';
  readonly asset: AssetRow | undefined;
  readonly locations: ReadonlyArray<LocationRow & { readonly found: boolean | undefined }>;
  readonly derivatives: ReadonlyArray<{ readonly key: string; readonly bytes: number | undefined }>;
  readonly jobs: readonly JobRow[];
  /** Only for a path: what lies there now. `sameContentAs` is the asset with these bytes when the path itself is unknown. */
  readonly onDisk:
    | { readonly path: string; readonly state: 'file' | 'missing' | 'unreadable'; readonly bytes?: number; readonly sameContentAs?: number }
    | undefined;
}

/** Tells the life of one file, asked for by asset id, SHA-256 (64 hex digits) or path. */
export async function explainFile(catalog: Catalog, store: BlobStore, subject: string): Promise<FileLife> {
  const db = catalog.read;
  if (/^\d{1,15}$/.test(subject)) return lifeOf(store, db, 'id', await assetById(db, Number(subject)));
  if (/^[0-9a-f]{64}$/i.test(subject)) return lifeOf(store, db, 'sha256', await assetBySha256(db, Buffer.from(subject, 'hex')));

  const path = resolve(subject);
  let asset = (await assetByPath(db, path)) ?? (await assetByPath(db, subject)) ?? (await assetOfBlobPath(db, path));
  const jobs = await jobsOfPath(db, path, basename(path));
  const onDisk = await lookAt(path);
  let sameContentAs: number | undefined;
  if (asset === undefined && jobs.length === 0 && onDisk.state === 'file') {
    asset = await assetBySha256(db, (await hashFile(path)).sha256);
    sameContentAs = asset?.id;
  }
  const life = await lifeOf(store, db, 'path', asset);
  const known = new Set(life.jobs.map((job) => job.id));
  return {
    ...life,
    jobs: [...life.jobs, ...jobs.filter((job) => !known.has(job.id))].sort((a, b) => a.id - b.id),
    onDisk: { ...onDisk, ...(sameContentAs === undefined ? {} : { sameContentAs }) },
  };
}

async function lifeOf(store: BlobStore, db: ReadDb, askedBy: FileLife['askedBy'], asset: AssetRow | undefined): Promise<FileLife> {
  if (asset === undefined) return { askedBy, asset, locations: [], derivatives: [], jobs: [], onDisk: undefined };
  const locations = await Promise.all((await locationsOf(db, asset.id)).map(async (location) => ({ ...location, found: await isThere(store, location) })));
  const keys = isPlainFile(asset.format) ? [] : [previewKey(asset.sha256, asset.preview_ext), thumbnailKey(asset.sha256)];
  const derivatives = await Promise.all(keys.map(async (key) => ({ key, bytes: (await store.stat(key))?.size })));
  return { askedBy, asset, locations, derivatives, jobs: await jobsOfAsset(db, asset.id), onDisk: undefined };
}

/** Undefined where nothing can lie: an upload has no path of its own, and an address is not asked. */
async function isThere(store: BlobStore, location: LocationRow): Promise<boolean | undefined> {
  if (location.kind === 'stored') return (await store.stat(location.path)) !== undefined;
  if (/^(?:upload|https?):/.test(location.path)) return undefined;
  return (await lookAt(location.path)).state === 'file';
}

/** A stored original or a derivative, given by its path in the data folder: its name starts with the hash. */
async function assetOfBlobPath(db: ReadDb, path: string): Promise<AssetRow | undefined> {
  const hash = /(?:originals|derived)\/[0-9a-f]{2}\/[0-9a-f]{2}\/([0-9a-f]{64})\./.exec(path)?.[1];
  return hash === undefined ? undefined : assetBySha256(db, Buffer.from(hash, 'hex'));
}

async function lookAt(path: string): Promise<{ path: string; state: 'file' | 'missing' | 'unreadable'; bytes?: number }> {
  try {
    const found = await stat(path);
    return found.isFile() ? { path, state: 'file', bytes: found.size } : { path, state: 'unreadable' };
  } catch (error) {
    return { path, state: toAppError(error).code === 'file-vanished' ? 'missing' : 'unreadable' };
  }
}
