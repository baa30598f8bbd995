import { type BigIntStats, lstatSync, unlinkSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import type { BlobStore } from '../blobs/blob-store.ts';
import { crashPoint } from '../core/crash-point.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { IngestPayload } from '../domain/job.ts';
import { hashFile } from '../media/hashing.ts';
import { healStored } from './heal-stored.ts';
import { type FileStamp, sameFile } from './identify.ts';

/**
 * `removed`: the source is gone as it should. `kept`: something else lies there now. `stuck`: it could not be removed. `healed`: the
 * stored copy was damaged, and has the bytes of the source now.
 */
export type Settled = ({ readonly how: 'removed' | 'kept' } | { readonly how: 'stuck'; readonly error: AppError }) & { readonly healed?: true };

export interface SettleProof {
  readonly sha256: Buffer;
  readonly bytes: number;
  readonly storedKey: string | null;
  /** What was read by this very process; absent after a restart, when the source is hashed once more instead. */
  readonly stamp?: FileStamp;
  /** The stored copy was written and fsynced by this attempt; otherwise it is read back before the source goes. */
  readonly freshlyStored: boolean;
}

/**
 * Removes the source of a moved file, only if a verified copy is stored and the source is still the file that was read. A stored copy that
 * turns out to be damaged gets the bytes of the source first.
 */
export async function settle(payload: IngestPayload, store: BlobStore, proof: SettleProof): Promise<Settled> {
  crashPoint('settle:before');
  let healed: { readonly healed?: true } = {};
  try {
    const source = await sourceAsRead(payload.path, proof);
    if (source === undefined || isStoredCopy(source, store, proof.storedKey)) return { how: 'kept' };
    if (await assertStored(store, proof, payload.path)) healed = { healed: true };
    crashPoint('settle:verified');
    // Reading a large copy back takes minutes, in which a camera or a sync program may have put the next picture of this name
    // there. Synchronous: nothing of this process comes between the look and the deed.
    if (!isSame(source, lstatSync(payload.path, { bigint: true }))) return { how: 'kept', ...healed };
    unlinkSync(payload.path);
    crashPoint('settle:removed');
    return { how: 'removed', ...healed };
  } catch (thrown) {
    const error = toAppError(thrown);
    // Of the source, that is: a stored copy that vanished is no reason to be content.
    const gone = error.code === 'file-vanished' && lstatSync(payload.path, { throwIfNoEntry: false }) === undefined;
    return gone ? { how: 'removed', ...healed } : { how: 'stuck', error, ...healed };
  }
}

/** What the source looks like while it is the file that was read; undefined when something else lies there. */
async function sourceAsRead(path: string, proof: SettleProof): Promise<BigIntStats | undefined> {
  const now = await lstat(path, { bigint: true });
  if (proof.stamp) return sameFile(proof.stamp, now) ? now : undefined;
  if (!now.isFile() || Number(now.size) !== proof.bytes) return undefined;
  return (await hashFile(path)).sha256.equals(proof.sha256) ? now : undefined;
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return sameFile(a, b) && a.dev === b.dev && a.ctimeNs === b.ctimeNs;
}

/** A link or a second mount leads into the store: what looks like a source is the one copy there is. */
function isStoredCopy(source: BigIntStats, store: BlobStore, key: string | null): boolean {
  const path = key === null ? undefined : store.localPath(key);
  if (path === undefined) return false;
  const stored = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stored !== undefined && stored.ino === source.ino && stored.dev === source.dev;
}

/** Whether the stored copy had to be healed. One that is missing altogether was stored or purged by somebody else: the source stays. */
async function assertStored(store: BlobStore, proof: SettleProof, source: string): Promise<boolean> {
  const { storedKey } = proof;
  const stat = storedKey === null ? undefined : await store.stat(storedKey);
  if (storedKey !== null && stat !== undefined) {
    if (proof.freshlyStored && stat.size === proof.bytes) return false;
    return (await healStored(store, storedKey, proof.sha256, { path: source })) === 'replaced';
  }
  throw new AppError('stored-bytes-differ', { detail: `The source was kept: ${storedKey ?? 'nothing'} in the store does not hold its bytes` });
}
