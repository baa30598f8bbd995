/**
 * Whether a JPEG has its end mark after its first scan. Anything may follow: padding, a second picture (MPF), the video of
 * a motion photo. The end mark of the thumbnail in the EXIF block does not count, hence the walk over the segments.
 */
export function isJpegComplete(bytes: Buffer): boolean {
  // nearly every JPEG ends in its end mark: no walk then
  if (bytes.length >= 4 && bytes.at(-2) === 0xff && bytes.at(-1) === END) return firstScan(bytes) !== undefined;
  const scan = firstScan(bytes);
  return scan !== undefined && bytes.lastIndexOf(END_MARK) > scan;
}

const END = 0xd9;
const END_MARK = Buffer.from([0xff, END]);
const START_OF_SCAN = 0xda;

/** Offset of the first start-of-scan, 0 when the segments make no sense (then the end mark alone decides). */
function firstScan(bytes: Buffer): number | undefined {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return 0;
    const marker = bytes[at + 1]!;
    if (marker === START_OF_SCAN) return at;
    // fill bytes and marks without a length
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= END)) at += 2;
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
