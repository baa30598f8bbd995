/**
 * Buffers for decoded pixels, used again and again: half a megabyte of fresh memory per picture made V8 collect all its
 * garbage every fifty pictures, 15 % of the CPU of an ingest of small ones.
 */
const free: Buffer[] = [];
const lent = new WeakSet<ArrayBufferLike>();
/** As many as a worker has pictures under way, at most 6 MB each. */
const MAX_FREE = 8;

/** At least `size` bytes of unknown content. */
export function borrowBytes(size: number): Buffer {
  const at = free.findIndex((bytes) => bytes.length >= size);
  const bytes = at === -1 ? Buffer.allocUnsafeSlow(Math.max(size, 1024 * 1024)) : free.splice(at, 1)[0]!;
  lent.add(bytes.buffer);
  return bytes;
}

/** Takes back what was borrowed, once nobody reads it any more; other buffers are left alone. */
export function giveBack(part: Buffer): void {
  if (!lent.delete(part.buffer) || free.length >= MAX_FREE) return;
  free.push(Buffer.from(part.buffer));
}
