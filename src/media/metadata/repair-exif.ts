/** Where the main block names its Exif and GPS blocks. */
const POINTERS = new Set([0x8769, 0x8825]);
const LAST_TYPE = 13;

/**
 * A copy of a TIFF structure without the entries of types that do not exist, for a reader that gives up on the first of them: Sony's
 * HX5V writes one into its main block. Undefined when there is nothing to mend.
 */
export function repairExif(block: Buffer): Buffer | undefined {
  const order = block.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return undefined;
  const little = order === 'II';
  const copy = Buffer.from(block);
  const u16 = (at: number): number => (little ? copy.readUInt16LE(at) : copy.readUInt16BE(at));
  const u32 = (at: number): number => (little ? copy.readUInt32LE(at) : copy.readUInt32BE(at));
  let mended = 0;
  const waiting = copy.length >= 8 ? [u32(4)] : [];
  // The main block and the two it names.
  for (let blocks = 0; waiting.length > 0 && blocks < 3; blocks += 1) {
    const start = waiting.pop()!;
    if (start < 8 || start + 2 > copy.length) continue;
    const entries = Math.min(u16(start), Math.floor((copy.length - start - 2) / 12));
    for (let n = 0; n < entries; n += 1) {
      const at = start + 2 + n * 12;
      const type = u16(at + 2);
      if (type >= 1 && type <= LAST_TYPE) {
        if (blocks === 0 && POINTERS.has(u16(at))) waiting.push(u32(at + 8));
        continue;
      }
      // One byte of a tag nobody asks for.
      copy.fill(0, at, at + 12);
      if (little) copy.writeUInt16LE(1, at + 2);
      else copy.writeUInt16BE(1, at + 2);
      copy[at + (little ? 4 : 7)] = 1;
      mended += 1;
    }
  }
  return mended === 0 ? undefined : copy;
}
