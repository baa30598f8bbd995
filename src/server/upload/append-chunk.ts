import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { AppError, toAppError } from '../../core/errors.ts';
import type { Checksum } from './tus-headers.ts';

export interface ChunkOrder {
  readonly path: string;
  /** Where the chunk begins: so many bytes of the file are safe. */
  readonly from: number;
  /** Bytes of the whole file; a chunk that goes beyond is refused. */
  readonly length: number;
  readonly checksum: Checksum | undefined;
  readonly signal: AbortSignal;
  /** Told once everything below this offset is fsynced. */
  readonly onDurable: (offset: number) => Promise<void>;
}

/** A cut connection costs at most nothing, a killed process at most so much. */
const SYNC_EVERY = 16 * 1024 * 1024;
/** A client from which nothing came for so long is gone; it may come back on another connection. */
const STALL_MS = 20_000;

/**
 * Writes a stream behind the bytes that are safe. What came before the connection broke is kept, unless a checksum speaks for
 * the whole chunk. Ends with the error that ended the stream, or with `upload-checksum`, `payload-too-large`, an error of
 * the disk.
 */
export async function appendChunk(order: ChunkOrder, body: Readable): Promise<void> {
  const handle = await open(order.path, 'r+').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new AppError('upload-not-found', { detail: 'Its bytes are gone; start it again' }) : toAppError(error);
  });
  try {
    if ((await handle.stat()).size < order.from) throw new AppError('upload-not-found', { detail: 'Some of its bytes are gone; start it again' });
    // Bytes beyond were never acknowledged, and after a power cut need not be what was sent.
    await handle.truncate(order.from);
    await new Chunk(order, handle).receive(body);
  } finally {
    await handle.close();
  }
}

class Chunk {
  readonly #order: ChunkOrder;
  readonly #handle: FileHandle;
  #at: number;
  #safe: number;

  constructor(order: ChunkOrder, handle: FileHandle) {
    this.#order = order;
    this.#handle = handle;
    this.#at = order.from;
    this.#safe = order.from;
  }

  async receive(body: Readable): Promise<void> {
    try {
      await this.#receive(body);
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error;
      await this.#handle.truncate(this.#safe).catch(() => {}); // the next chunk does it again
      throw error.cause;
    }
  }

  async #receive(body: Readable): Promise<void> {
    const { checksum, from } = this.#order;
    const hash = checksum && createHash(checksum.algorithm);
    const broken = await this.#write(body, (bytes) => hash?.update(bytes));
    if (hash && (broken !== undefined || !hash.digest().equals(checksum.digest))) {
      await this.#handle.truncate(from);
      throw broken ?? new AppError('upload-checksum');
    }
    await this.#makeSafe();
    if (broken !== undefined) throw broken;
  }

  /** Returns what ended the stream too early; throws when the bytes cannot be taken. */
  async #write(body: Readable, onBytes: (bytes: Buffer) => void): Promise<unknown> {
    const { length, checksum, signal } = this.#order;
    const stop = (): void => void body.destroy(signal.reason as Error);
    const stalled = setTimeout(() => body.destroy(new Error(`nothing came for ${STALL_MS / 1000} s`)), STALL_MS);
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      for await (const bytes of body as AsyncIterable<Buffer>) {
        stalled.refresh();
        if (this.#at + bytes.length > length)
          throw new TakenBack(new AppError('payload-too-large', { detail: `More came than the ${length} bytes that were announced` }));
        onBytes(bytes);
        await this.#put(bytes);
        if (checksum === undefined && this.#at - this.#safe >= SYNC_EVERY && this.#at < length) await this.#makeSafe();
      }
      return undefined;
    } catch (error) {
      if (error instanceof TakenBack) throw error;
      return error;
    } finally {
      clearTimeout(stalled);
      signal.removeEventListener('abort', stop);
    }
  }

  async #put(bytes: Buffer): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) done += (await this.#handle.write(bytes, done, bytes.length - done, this.#at + done)).bytesWritten;
    } catch (error) {
      throw new TakenBack(toAppError(error));
    }
    this.#at += bytes.length;
  }

  async #makeSafe(): Promise<void> {
    try {
      await this.#handle.sync();
    } catch (error) {
      throw new TakenBack(toAppError(error));
    }
    await this.#order.onDurable(this.#at);
    this.#safe = this.#at;
  }
}

/** Not the sender's doing: what is not safe yet is taken back. */
class TakenBack extends Error {
  constructor(cause: AppError) {
    super(cause.message, { cause });
  }
}
