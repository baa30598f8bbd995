import { lstat, unlink } from 'node:fs/promises';
import type { BlobStore } from '../blobs/blob-store.ts';
import { crashPoint } from '../core/crash-point.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { IngestPayload } from '../domain/job.ts';
import { hashFile } from '../media/hashing.ts';
import { type FileStamp, sameFile } from './identify.ts';

/** `removed`: the source is gone as it should. `kept`: something else lies there now. `stuck`: it could not be removed. */
export type Settled = { readonly how: 'removed' | 'kept' } | { readonly how: 'stuck'; readonly error: AppError };

export interface SettleProof {
  readonly sha256: Buffer;
  readonly bytes: number;
  readonly storedKey: string | null;
  /** What was read by this very process; absent after a restart, when the source is hashed once more instead. */
  readonly stamp?: FileStamp;
  /** The stored copy was written and fsynced by this attempt; otherwise it is read back before the source goes. */
  readonly freshlyStored: boolean;
}

/** Removes the source of a moved file, only if a verified copy is stored and the source is still the file that was read. */
export async function settle(payload: IngestPayload, store: BlobStore, proof: SettleProof): Promise<Settled> {
  crashPoint('settle:before');
  try {
    if (!(await sourceUnchanged(payload.path, proof))) return { how: 'kept' };
    await assertStored(store, proof);
    crashPoint('settle:verified');
    await unlink(payload.path);
    crashPoint('settle:removed');
    return { how: 'removed' };
  } catch (thrown) {
    const error = toAppError(thrown);
    return error.code === 'file-vanished' ? { how: 'removed' } : { how: 'stuck', error };
  }
}

async function sourceUnchanged(path: string, proof: SettleProof): Promise<boolean> {
  const now = await lstat(path, { bigint: true });
  if (proof.stamp) return sameFile(proof.stamp, now);
  if (!now.isFile() || Number(now.size) !== proof.bytes) return false;
  return (await hashFile(path)).sha256.equals(proof.sha256);
}

async function assertStored(store: BlobStore, proof: SettleProof): Promise<void> {
  const { storedKey } = proof;
  const stat = storedKey === null ? undefined : await store.stat(storedKey);
  const right = storedKey !== null && stat?.size === proof.bytes && (proof.freshlyStored || (await store.hash(storedKey)).equals(proof.sha256));
  if (!right) throw new AppError('stored-bytes-differ', { detail: `The source was kept: ${storedKey ?? 'nothing'} in the store does not hold its bytes` });
}
