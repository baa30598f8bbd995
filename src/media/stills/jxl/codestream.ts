/** Boxes looked at; a file has about ten, one with the picture in many parts some thousand. */
const MAX_BOXES = 10_000;

/** The codestream of a JPEG XL file: the file itself, or what lies in its box `jxlc` or its boxes `jxlp`. */
export function codestreamOf(bytes: Buffer): Buffer | undefined {
  if (bytes.length >= 2 && bytes.readUInt16BE(0) === 0xff0a) return bytes;
  const parts: Buffer[] = [];
  for (let at = 0, seen = 0; at + 8 <= bytes.length && seen < MAX_BOXES; seen++) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const said = bytes.readUInt32BE(at);
    const large = said === 1 && at + 16 <= bytes.length;
    const head = large ? 16 : 8;
    // 0 reaches to the end of the file
    const size = large ? Number(bytes.readBigUInt64BE(at + 8)) : said === 0 ? bytes.length - at : said;
    const body = bytes.subarray(at + head, at + size);
    if (type === 'jxlc') return body;
    // four bytes of part number come first
    if (type === 'jxlp') parts.push(body.subarray(4));
    if (size < head) break;
    at += size;
  }
  const whole = Buffer.concat(parts);
  return whole.length >= 2 && whole.readUInt16BE(0) === 0xff0a ? whole : undefined;
}
