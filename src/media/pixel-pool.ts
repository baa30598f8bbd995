/**
 * Buffers for files, decoded pixels and encoders, used again and again: with a megabyte of fresh memory per picture V8
 * collected all its garbage every eleven pictures, 20 % of the CPU of an ingest of small ones.
 */
const free: Buffer[] = [];
const lent = new WeakSet<ArrayBufferLike>();
/** Three for each picture a worker has under way. */
const MAX_FREE = 12;
/** Larger ones are rare and not kept: the pixels of a preview are 6 MB. */
const MAX_BYTES = 8 * 1024 * 1024;

/** At least `size` bytes of unknown content. */
export function borrowBytes(size: number): Buffer {
  if (size > MAX_BYTES) return Buffer.allocUnsafeSlow(size);
  // The smallest come first, so the first that fits wastes least.
  const at = free.findIndex((bytes) => bytes.length >= size);
  const bytes = at === -1 ? Buffer.allocUnsafeSlow(Math.max(size, 1024 * 1024)) : free.splice(at, 1)[0]!;
  lent.add(bytes.buffer);
  return bytes;
}

/** Takes back what was borrowed, once nobody reads it any more; other buffers are left alone. */
export function giveBack(part: Buffer): void {
  if (!lent.delete(part.buffer)) return;
  const after = free.findIndex((bytes) => bytes.length > part.buffer.byteLength);
  free.splice(after === -1 ? free.length : after, 0, Buffer.from(part.buffer));
  // The smallest goes: the next picture may be as large as this one.
  if (free.length > MAX_FREE) free.shift();
}
