import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { BlobStore } from '../../blobs/blob-store.ts';
import type { LocationRow } from '../../catalog/asset-queries.ts';
import { AppError } from '../../core/errors.ts';
import type { ByteSource } from './send-bytes.ts';

/**
 * Where the bytes of an asset can be read now: its stored copy, else the first referenced file that still has the size
 * it had. AppError `original-missing` when there is none, `root-offline` when
 * its disk is only away.
 */
export async function originalSource(
  store: BlobStore,
  locations: readonly LocationRow[],
  bytes: number,
  isOffline: (path: string) => boolean,
): Promise<ByteSource> {
  for (const location of locations) {
    const source =
      location.kind === 'stored'
        ? await storedSource(store, location.path)
        : location.kind === 'referenced'
          ? await referencedSource(location.path, bytes)
          : undefined;
    if (source) return source;
  }
  const away = locations.find(({ kind, state, path }) => kind === 'referenced' && state === 'present' && isOffline(path));
  throw away === undefined ? new AppError('original-missing') : new AppError('root-offline', { detail: away.path });
}

async function storedSource(store: BlobStore, key: string): Promise<ByteSource | undefined> {
  const found = await store.stat(key);
  return found && { size: found.size, open: (range) => store.stream(key, range) };
}

async function referencedSource(path: string, bytes: number): Promise<ByteSource | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || found.size !== bytes) return undefined;
  return { size: bytes, open: (range) => createReadStream(path, { ...range, highWaterMark: 256 * 1024 }) };
}
