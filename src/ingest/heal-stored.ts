import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BlobStore } from '../blobs/blob-store.ts';
import { newId } from '../core/ids.ts';
import { crashPoint } from '../core/crash-point.ts';
import { AppError, toAppError } from '../core/errors.ts';

/** `sound`: nothing was wrong. `restored`: it was missing. `replaced`: what was damaged lies in `trash/damaged` now. */
export type Healed = 'sound' | 'restored' | 'replaced';

/** The whole bytes, in memory or where they lie. */
export type WholeBytes = Buffer | { readonly path: string };

/**
 * Reads a stored original back, and puts whole bytes in its place when it has other ones, cannot be read, or is gone. What was there is
 * kept, never deleted. The whole bytes are hashed while they are copied: others than those of `sha256` change nothing. Killed at any
 * point and done again it ends the same. Throws AppError, `stored-bytes-differ` when the bytes at hand are not whole either.
 */
export async function healStored(store: BlobStore, key: string, sha256: Buffer, whole: WholeBytes): Promise<Healed> {
  const there = await stateOf(store, key);
  if (there !== 'missing' && there !== 'unreadable' && there.equals(sha256)) return 'sound';
  const temp = await store.tempPath();
  try {
    await copyWhole(whole, temp, sha256);
    crashPoint('heal:copied');
    if (there === 'missing') {
      await store.adopt(key, temp);
      return 'restored';
    }
    // The same damage has the same name, so that an attempt that was killed leaves no second one.
    const mark = there === 'unreadable' ? `unreadable-${newId()}` : there.toString('hex', 0, 6);
    await store.replaceDamaged(key, temp, `${key.slice(key.lastIndexOf('/') + 1)}.damaged-${mark}`);
    return 'replaced';
  } catch (error) {
    throw toAppError(error);
  } finally {
    await rm(temp, { force: true });
  }
}

async function stateOf(store: BlobStore, key: string): Promise<Buffer | 'missing' | 'unreadable'> {
  try {
    return await store.hash(key);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'file-vanished') return 'missing';
    // A part of the disk that cannot be read any more; anything else says nothing about the bytes.
    if (error.code === 'io-error') return 'unreadable';
    throw error;
  }
}

async function copyWhole(whole: WholeBytes, temp: string, sha256: Buffer): Promise<void> {
  const hash = createHash('sha256');
  const source = Buffer.isBuffer(whole) ? Readable.from([whole]) : createReadStream(whole.path, { highWaterMark: CHUNK_BYTES });
  const hashed = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(hashed, createWriteStream(temp, { flags: 'wx' }));
  if (!hash.digest().equals(sha256))
    throw new AppError('stored-bytes-differ', { detail: 'what was to take the place of the stored copy has other bytes as well' });
}

const CHUNK_BYTES = 1024 * 1024;
