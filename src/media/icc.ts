/**
 * Whether an ICC profile is one of the usual sRGB ones, by its description tag. When in doubt false: then the profile is
 * applied, which is right and only slower. Never throws.
 */
export function isSrgbProfile(icc: Buffer): boolean {
  const name = describe(icc);
  // `c2` and `uRGB` are the tiny sRGB profiles large web sites put into the pictures they serve
  return name !== undefined && (name.startsWith('sRGB') || name === 'c2' || name === 'uRGB');
}

/** The text of the `desc` tag (ICC.1:2010 §9.2.41): ASCII in version 2, UTF-16BE records in version 4. */
function describe(icc: Buffer): string | undefined {
  if (icc.length < 132) return undefined;
  const count = Math.min(icc.readUInt32BE(128), 100);
  for (let i = 0; i < count; i++) {
    const entry = 132 + i * 12;
    if (entry + 12 > icc.length) return undefined;
    if (icc.toString('latin1', entry, entry + 4) !== 'desc') continue;
    const start = icc.readUInt32BE(entry + 4);
    const tag = icc.subarray(start, start + icc.readUInt32BE(entry + 8));
    if (tag.length < 28) return undefined;
    const type = tag.toString('latin1', 0, 4);
    if (type === 'desc') return trimmed(tag.toString('latin1', 12, 12 + Math.min(tag.readUInt32BE(8), 64)));
    if (type !== 'mluc') return undefined;
    const length = Math.min(tag.readUInt32BE(20), 128) & ~1;
    const text = Buffer.from(tag.subarray(tag.readUInt32BE(24), tag.readUInt32BE(24) + length));
    return text.length % 2 === 0 ? trimmed(text.swap16().toString('utf16le')) : undefined;
  }
  return undefined;
}

function trimmed(text: string): string {
  return text.split('\0', 1)[0]!.trim();
}
