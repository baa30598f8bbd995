import type { Readable } from 'node:stream';

/** `durable`: file and folder are fsynced before the call returns. `rederivable`: neither; it can be made again. */
export type Durability = 'durable' | 'rederivable';

/**
 * Bytes under keys (see keys.ts): `originals/…` never change once stored, `derived/…` can be made again from them.
 * Every method throws AppError: errno classes (disk-full, read-only, permission-denied, …), `file-vanished` when a
 * read finds nothing under the key, `invalid-input` for a key that is not one.
 */
export interface BlobStore {
  /**
   * Stores bytes under key unless something is there already. Atomic: a reader sees all bytes or no file. An original
   * of another size under the same key is `stored-bytes-differ`; a derivative of another size is taken for a torn
   * write and replaced.
   */
  put(key: string, bytes: Buffer, durability: Durability): Promise<'stored' | 'existed'>;
  /** Replaces a derivative atomically. Refuses keys under `originals/`. */
  replace(key: string, bytes: Buffer): Promise<void>;
  /** A fresh local path on the file system of the originals, for streaming a large file into before adopt(). */
  tempPath(): Promise<string>;
  /** Makes a finished temp file durable and moves it to key; never overwrites. The temp is gone afterwards. */
  adopt(key: string, tempPath: string): Promise<'stored' | 'existed'>;
  /**
   * Makes a finished temp file durable and puts it in the place of an original that is damaged, which is kept under this name among
   * the damaged ones (`trash/damaged`). The temp is gone afterwards. `file-vanished` when there is nothing under the key.
   */
  replaceDamaged(key: string, tempPath: string, keepAs: string): Promise<void>;
  /** Size in bytes and milliseconds since 1970, or undefined when there is nothing. */
  stat(key: string): Promise<{ size: number; mtimeMs: number } | undefined>;
  read(key: string): Promise<Buffer>;
  /** `end` is inclusive, as in an HTTP Range. Errors arrive as an AppError on the stream. */
  stream(key: string, range?: { start: number; end: number }): Readable;
  /** SHA-256 of what is stored, 32 bytes, streamed. */
  hash(key: string): Promise<Buffer>;
  /** Missing is fine. */
  remove(key: string): Promise<void>;
  /** Everything below a tree in batches of at most 1,000, flat memory; temps are not part of it. */
  list(prefix: 'originals' | 'derived'): AsyncIterable<{ key: string; size: number }[]>;
  /** Removes temp files of processes that are gone, when older than ageMs. Returns how many. */
  sweepTemps(ageMs: number): Promise<number>;
  /** Where the bytes lie on this machine; undefined for a store that is elsewhere. */
  localPath(key: string): string | undefined;
}
