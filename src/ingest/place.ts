import { rm } from 'node:fs/promises';
import type { BlobStore } from '../blobs/blob-store.ts';
import { originalKey, previewKey, stripKey, thumbnailKey } from '../blobs/keys.ts';
import { crashPoint } from '../core/crash-point.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { Analysis } from '../domain/asset.ts';
import { type Healed, healStored, type WholeBytes } from './heal-stored.ts';
import type { IdentifiedFile } from './identify.ts';
import { fail, go, type Step } from './step.ts';

export interface PlacedOriginal {
  readonly key: string;
  /** Written and synced now; otherwise something of this size lay under the key, which nobody has read back. */
  readonly fresh: boolean;
  /** Something with other bytes lay under the key; it is in `trash/damaged` now. */
  readonly healed: boolean;
}

/** Makes the bytes that were hashed durable in the store. Content addressing makes this repeatable. */
export async function placeOriginal(store: BlobStore, file: IdentifiedFile): Promise<Step<PlacedOriginal>> {
  const key = originalKey(file.hash.sha256, file.format);
  try {
    const { content } = file;
    // Rare, since content that is known does not come here: a run that was killed, or a leftover that nobody vouches for.
    const there = (await store.stat(key)) !== undefined;
    if (there && (await healStored(store, key, file.hash.sha256, wholeBytes(file))) === 'replaced') return go({ key, fresh: true, healed: true });
    let placed: 'stored' | 'existed' = 'existed';
    if (Buffer.isBuffer(content)) placed = await store.put(key, content, 'durable');
    else if ('spooled' in content) placed = await store.adopt(key, content.spooled);
    crashPoint('place:original');
    return go({ key, fresh: placed === 'stored', healed: false });
  } catch (error) {
    return fail(storeError(error));
  }
}

/** A stored copy that is gone, or of another size than it should be, gets the bytes at hand; one of its size is not read back here. */
export async function healBySize(store: BlobStore, key: string, size: number | undefined, file: IdentifiedFile): Promise<Step<Healed>> {
  if (size === file.bytes) return go('sound');
  try {
    return go(await healStored(store, key, file.hash.sha256, wholeBytes(file)));
  } catch (error) {
    return fail(storeError(error));
  }
}

/** What was hashed, or where it lies; it is hashed again when it is used. */
function wholeBytes({ content }: IdentifiedFile): WholeBytes {
  if (Buffer.isBuffer(content)) return content;
  return { path: 'spooled' in content ? content.spooled : content.path };
}

/** Preview and thumbnail, and the strip of a video. Not fsynced: they can be made again, and verify --fix does. */
export async function placeDerivatives(store: BlobStore, file: IdentifiedFile, analysis: Analysis): Promise<Step<void>> {
  try {
    await store.put(previewKey(file.hash.sha256, analysis.preview.ext), analysis.preview.bytes, 'rederivable');
    crashPoint('place:preview');
    await store.put(thumbnailKey(file.hash.sha256), analysis.thumbnail, 'rederivable');
    if (analysis.motion?.strip !== undefined) await store.put(stripKey(file.hash.sha256), analysis.motion.strip, 'rederivable');
  } catch (error) {
    return fail(storeError(error));
  }
  crashPoint('place:derivatives');
  return go(undefined);
}

/** A store that refuses or is away says nothing about the file: it waits, as for a full disk, and does not fail. */
function storeError(thrown: unknown): AppError {
  const error = toAppError(thrown);
  if (error.code === 'permission-denied') return new AppError('read-only', { detail: `The library may not be written: ${error.message}`, cause: error });
  if (error.code === 'file-vanished') return new AppError('io-error', { detail: `A folder of the library went away: ${error.message}`, cause: error });
  return error;
}

/** Removes the spool file of a large original that was not adopted after all. */
export async function discardSpool(file: IdentifiedFile): Promise<void> {
  if (!Buffer.isBuffer(file.content) && 'spooled' in file.content) await rm(file.content.spooled, { force: true });
}
