import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { syncFolder } from '../../blobs/durable-folders.ts';
import { toAppError } from '../../core/errors.ts';

/** Ends the name of a file whose bytes are still coming. */
export const PARTIAL = '.part';

/**
 * Writes a stream to a fresh file in `folder`. The file has its final name only when all of it is on disk: write, fsync,
 * rename, fsync of the folder. `complete` is asked at the end whether the sender was done; undefined when it was not.
 * Nothing is left behind on failure.
 */
export async function receiveFile(
  folder: string,
  stream: Readable,
  signal: AbortSignal,
  complete: () => boolean,
): Promise<{ path: string; bytes: number } | undefined> {
  const path = join(folder, randomBytes(12).toString('hex'));
  const partial = path + PARTIAL;
  try {
    const bytes = await writeDurably(partial, stream, signal);
    if (!complete()) {
      await rm(partial, { force: true });
      return undefined;
    }
    await rename(partial, path);
    await syncFolder(folder);
    return { path, bytes };
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {}); // the sweep takes what cannot be removed now
    throw toAppError(error);
  }
}

async function writeDurably(path: string, stream: Readable, signal: AbortSignal): Promise<number> {
  const handle = await open(path, 'wx');
  // Without this the loop below would wait for ever for a client that is gone.
  const stop = () => stream.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    let bytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      await handle.writeFile(chunk);
      bytes += chunk.length;
    }
    await handle.sync();
    return bytes;
  } finally {
    signal.removeEventListener('abort', stop);
    await handle.close();
  }
}
