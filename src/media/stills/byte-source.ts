import { open } from 'node:fs/promises';
import type { MediaInput } from '../media-input.ts';

/** Bytes read piece by piece: of a large file only the parts that matter are held. */
export interface ByteSource {
  readonly size: number;
  /** Exactly these bytes, or what there is of them. */
  read(at: number, length: number): Promise<Buffer>;
}

export async function withByteSource<T>(input: MediaInput, work: (source: ByteSource) => Promise<T>): Promise<T> {
  if (Buffer.isBuffer(input)) return work({ size: input.length, read: async (at, length) => input.subarray(at, at + length) });
  const handle = await open(input.path, 'r');
  try {
    const { size } = await handle.stat();
    const read = async (at: number, length: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, Math.min(length, size - at))), 0, undefined, at);
      return buffer.subarray(0, bytesRead);
    };
    return await work({ size, read });
  } finally {
    await handle.close();
  }
}
