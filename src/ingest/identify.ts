import { type BigIntStats, constants, fstatSync } from 'node:fs';
import { type FileHandle, lstat, open, rm } from 'node:fs/promises';
import type { BlobStore } from '../blobs/blob-store.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { ContentHash } from '../domain/asset.ts';
import type { MediaFormat } from '../domain/format.ts';
import type { IngestPayload } from '../domain/job.ts';
import { isComplete } from '../media/completeness.ts';
import { otherKind } from '../media/other-kind.ts';
import { hashBuffer, hashStream } from '../media/hashing.ts';
import { borrowBytes, giveBack } from '../media/pixel-pool.ts';
import { SNIFF_BYTES } from '../media/sniff.ts';
import { sniffFile } from '../media/sniff-file.ts';
import { keptAs } from './keep-file.ts';
import { fail, go, skip, type Step } from './step.ts';

/** What a file looked like when it was read; equal before and after means nobody wrote to it. */
export interface FileStamp {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

export interface IdentifiedFile {
  readonly format: MediaFormat;
  readonly hash: ContentHash;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly stamp: FileStamp;
  /** The bytes that were hashed: in memory, or, when large, spooled to `spooled` or left at `path` (referenced). */
  readonly content: Buffer | { readonly spooled: string } | { readonly path: string };
}

export interface IdentifyLimits {
  readonly maxFileBytes: number;
  /** Endings and groups of plain files that are kept; none unless set. */
  readonly keepOtherFiles?: readonly string[];
}

/** Above this the bytes pass by in a stream; below, one buffer is read, hashed, decoded and stored. */
export const BUFFER_BYTES = 128 * 1024 * 1024;
/** A file that looks cut off is taken for one still being written while its last change is this young. */
const BEING_WRITTEN_MS = 60_000;
const CHUNK_BYTES = 1024 * 1024;
/** Up to this a file is read in one piece. */
const WHOLE_BYTES = 256 * 1024;

/** Type by magic bytes, MD5 and SHA-256, all from one read of a file that does not change meanwhile. */
export async function identify(payload: IngestPayload, store: BlobStore, limits: IdentifyLimits, now: number): Promise<Step<IdentifiedFile>> {
  let handle: FileHandle;
  try {
    // A link is not followed: it may point out of the folder that was allowed.
    handle = await open(payload.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return cannotRead(error, payload);
  }
  try {
    return await identifyOpen(handle, payload, store, limits, now);
  } catch (error) {
    return cannotRead(error, payload);
  } finally {
    await handle.close();
  }
}

function cannotRead(thrown: unknown, payload: IngestPayload): Step<never> {
  if ((thrown as NodeJS.ErrnoException).code === 'ELOOP') return skip(new AppError('not-a-file', { detail: `${payload.name} is a link` }));
  const error = toAppError(thrown);
  if (error.code === 'file-vanished') return skip(error);
  if (error.code === 'internal') throw thrown;
  return fail(error);
}

async function identifyOpen(handle: FileHandle, payload: IngestPayload, store: BlobStore, limits: IdentifyLimits, now: number): Promise<Step<IdentifiedFile>> {
  // Of an open file the kernel answers at once; a thread for each question costs more than all the answers.
  const before = fstatSync(handle.fd, { bigint: true });
  if (!before.isFile()) return skip(new AppError('not-a-file', { detail: `${payload.name} is not a regular file` }));
  // What was uploaded or fetched was whole when it was offered.
  const mayGrow = now - Number(before.mtimeMs) < BEING_WRITTEN_MS && payload.source !== 'upload' && payload.source !== 'url';
  const bytes = Number(before.size);
  if (bytes === 0) return fail(new AppError(mayGrow ? 'file-incomplete' : 'empty-file', { detail: `${payload.name} has 0 bytes` }));
  if (bytes > limits.maxFileBytes)
    return fail(new AppError('file-too-large', { detail: `${payload.name} has ${bytes} bytes, the limit is ${limits.maxFileBytes}` }));

  const wanted = bytes <= BUFFER_BYTES ? bytes : SNIFF_BYTES;
  const buffer = borrowBytes(wanted).subarray(0, wanted);
  // A small file comes in one piece; of a large one nothing more is read when it is not ours.
  const head = buffer.subarray(0, bytes <= WHOLE_BYTES ? bytes : SNIFF_BYTES);
  if (!(await readFully(handle, head, 0))) return fail(changed(payload));
  const first = head.subarray(0, SNIFF_BYTES);
  const format = (await sniffFile(first, (at, length) => readSome(handle, at, length))) ?? keptAs(payload.name, first, limits.keepOtherFiles);
  if (format === undefined) return notOurs(payload, buffer);
  if (wanted < bytes) giveBack(buffer);

  const read = bytes <= BUFFER_BYTES ? await readIntoMemory(handle, buffer, head.length) : await readStreamed(handle, payload, store, bytes);
  if (read === undefined) return fail(changed(payload));
  const discard = async (): Promise<void> => {
    if ('spooled' in read.content) await rm(read.content.spooled, { force: true });
  };
  const after = fstatSync(handle.fd, { bigint: true });
  const there = await lstat(payload.path, { bigint: true }).catch(() => undefined);
  if (!sameFile(before, after) || there === undefined || !sameFile(before, there)) {
    await discard();
    return fail(changed(payload));
  }
  // A writer that opens the file anew for each piece leaves no other trace than a file without its end.
  if (Buffer.isBuffer(read.content) && mayGrow && !isComplete(format, read.content)) {
    return fail(new AppError('file-incomplete', { detail: `${payload.name} has no end yet` }));
  }
  const stamp = { dev: before.dev, ino: before.ino, size: before.size, mtimeNs: before.mtimeNs };
  return go({ format, hash: read.hash, bytes, mtimeMs: Math.trunc(Number(before.mtimeMs)), stamp, content: read.content });
}

/** True when both are the same unchanged file. */
export function sameFile(a: FileStamp, b: FileStamp | BigIntStats): boolean {
  return a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

function notOurs(payload: IngestPayload, buffer: Buffer): Step<never> {
  const error = unsupported(buffer.subarray(0, SNIFF_BYTES));
  giveBack(buffer);
  return skip(error);
}

/** Says what the file is when it can be told. */
export function unsupported(head: Buffer): AppError {
  const what = otherKind(head)?.words;
  return new AppError('unsupported-type', {
    detail: what === undefined ? 'its first bytes are those of no format Magpie knows' : `by its first bytes it is ${what}`,
  });
}

const changed = (payload: IngestPayload): AppError => new AppError('file-changed', { detail: `${payload.name} was written to while it was read` });

type ReadResult = { readonly hash: ContentHash; readonly content: IdentifiedFile['content'] };

async function readIntoMemory(handle: FileHandle, buffer: Buffer, from: number): Promise<ReadResult | undefined> {
  if (!(await readFully(handle, buffer.subarray(from), from))) return undefined;
  return { hash: hashBuffer(buffer), content: buffer };
}

async function readStreamed(handle: FileHandle, payload: IngestPayload, store: BlobStore, bytes: number): Promise<ReadResult | undefined> {
  const spooled = payload.mode === 'reference' ? undefined : await store.tempPath();
  const spool = spooled === undefined ? undefined : await open(spooled, 'wx');
  let seen = 0;
  try {
    const hash = await hashStream(handle.createReadStream({ start: 0, highWaterMark: CHUNK_BYTES, autoClose: false }), async (chunk) => {
      seen += chunk.length;
      if (spool) await spool.writeFile(chunk);
    });
    await spool?.close();
    if (seen === bytes) return { hash, content: spooled === undefined ? { path: payload.path } : { spooled } };
  } catch (error) {
    await spool?.close().catch(() => {});
    if (spooled !== undefined) await rm(spooled, { force: true });
    throw error;
  }
  if (spooled !== undefined) await rm(spooled, { force: true });
  return undefined;
}

/** As many of these bytes as the file has. */
async function readSome(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

async function readFully(handle: FileHandle, target: Buffer, position: number): Promise<boolean> {
  for (let at = 0; at < target.length; ) {
    const { bytesRead } = await handle.read(target, at, target.length - at, position + at);
    if (bytesRead === 0) return false;
    at += bytesRead;
  }
  return true;
}
