import type { BlobStore } from '../blobs/blob-store.ts';
import { previewKey, stripKey, thumbnailKey } from '../blobs/keys.ts';
import type { AssetToVerify } from '../catalog/verify-queries.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { isPlainFile, type MediaFormat } from '../domain/format.ts';
import { analyse } from '../media/analyse.ts';
import { isComplete } from '../media/completeness.ts';
import { hashFile } from '../media/hashing.ts';
import type { MediaLimits } from '../media/limits.ts';
import type { MediaInput } from '../media/media-input.ts';
import { BUFFER_BYTES } from './identify.ts';
import type { OfflineRoot, OfflineRoots } from '../roots/offline-roots.ts';

export interface AssetVerdict {
  readonly bytes: 'ok' | 'offline' | 'missing' | 'corrupt';
  /** The roots that are away and hold a copy; nothing is concluded about what lies there. */
  readonly away: readonly OfflineRoot[];
  /** Which places are wrong and how. */
  readonly details: readonly string[];
  /** Keys of stored originals that are missing or have other bytes. */
  readonly damaged: readonly string[];
  /** A place that has the right bytes. */
  readonly whole: AssetToVerify['places'][number] | undefined;
  /** Keys of derivatives that are absent or cut off. */
  readonly derivatives: readonly string[];
}

/** Reads every place of the asset back and compares its hash, and looks at the derivatives. */
export async function verifyAsset(store: BlobStore, asset: AssetToVerify, roots: OfflineRoots): Promise<AssetVerdict> {
  const away: OfflineRoot[] = [];
  const details: string[] = [];
  const damaged: string[] = [];
  let whole: AssetVerdict['whole'];
  let corrupt = false;
  for (const place of asset.places) {
    const found = await readBack(store, place, asset, roots);
    if (found === 'ok') whole ??= place;
    else if (typeof found === 'object') away.push(found);
    else {
      details.push(`${place.path} ${found}`);
      if (place.kind === 'stored') damaged.push(place.path);
    }
    corrupt ||= found === 'has other bytes';
  }
  if (asset.places.length === 0) details.push('no place holds its bytes');
  const bytes = corrupt ? 'corrupt' : details.length > 0 ? 'missing' : whole !== undefined ? 'ok' : 'offline';
  const derivatives: string[] = [];
  for (const [key, format] of derivativesOf(asset)) if (!(await isSound(store, key, format))) derivatives.push(key);
  return { bytes, away, details, damaged, whole, derivatives };
}

/** Makes the preview, the thumbnail and the strip again from any place that has the right bytes. Throws AppError. */
export async function remakeDerivatives(
  store: BlobStore,
  asset: AssetToVerify,
  keys: readonly string[],
  limits: MediaLimits,
  roots: OfflineRoots,
): Promise<void> {
  let away: OfflineRoot | undefined;
  for (const place of asset.places) {
    const found = await readBack(store, place, asset, roots);
    if (typeof found === 'object') away = found;
    if (found !== 'ok') continue;
    const { preview, thumbnail, motion } = await analyse(await inputOf(store, place, asset), asset.format, limits);
    for (const key of keys) {
      if (key === thumbnailKey(asset.sha256)) await store.replace(key, thumbnail);
      else if (key !== stripKey(asset.sha256)) await store.replace(key, preview.bytes);
      else if (motion?.strip !== undefined) await store.replace(key, motion.strip);
    }
    return;
  }
  if (away) throw new AppError('root-offline', { detail: `${asset.name} lies in ${away.path}` });
  throw new AppError('stored-bytes-differ', { detail: `${asset.name}: no place has the right bytes` });
}

/** A film is not read into memory where it lies on this machine. */
async function inputOf(store: BlobStore, place: AssetToVerify['places'][number], asset: AssetToVerify): Promise<MediaInput> {
  if (place.kind === 'referenced') return { path: place.path };
  const path = asset.bytes > BUFFER_BYTES ? store.localPath(place.path) : undefined;
  return path === undefined ? store.read(place.path) : { path };
}

function derivativesOf(asset: AssetToVerify): [string, MediaFormat][] {
  if (isPlainFile(asset.format)) return [];
  return [
    [previewKey(asset.sha256, asset.preview_ext), asset.preview_ext as MediaFormat],
    [thumbnailKey(asset.sha256), 'webp'],
    ...(asset.strip === 1 ? [[stripKey(asset.sha256), 'jpg'] satisfies [string, MediaFormat]] : []),
  ];
}

async function readBack(
  store: BlobStore,
  place: AssetToVerify['places'][number],
  asset: AssetToVerify,
  roots: OfflineRoots,
): Promise<'ok' | 'is missing' | 'has other bytes' | 'cannot be read' | OfflineRoot> {
  // Before a byte is asked for: a dead network mount hangs who reads from it.
  const away = place.kind === 'stored' ? undefined : await roots.above(place.path);
  if (away) return away;
  try {
    const sha256 = place.kind === 'stored' ? await store.hash(place.path) : (await hashFile(place.path)).sha256;
    return sha256.equals(asset.sha256) ? 'ok' : 'has other bytes';
  } catch (error) {
    const goneMeanwhile = place.kind === 'stored' ? undefined : await roots.above(place.path, true);
    return goneMeanwhile ?? (toAppError(error).code === 'file-vanished' ? 'is missing' : 'cannot be read');
  }
}

/** Derivatives are not fsynced: after a power cut one may be there with its end missing. */
async function isSound(store: BlobStore, key: string, format: MediaFormat): Promise<boolean> {
  try {
    const bytes = await store.read(key);
    return bytes.length > 0 && isComplete(format, bytes);
  } catch {
    return false;
  }
}
