const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Text that should be Latin-1 by its standard, but is UTF-8 as often as not. */
export function utf8OrLatin1(bytes: Buffer): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/** UTF-16 in the order its mark or, without one, its bytes suggest: of mostly Latin text the zeros tell. */
export function utf16(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return bigEndian(bytes.subarray(2));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < bytes.length && i < 2000; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  // without any zero (Japanese, say) the standard's own order of most writers: big-endian
  return odd > even ? bytes.toString('utf16le') : bigEndian(bytes);
}

function bigEndian(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}
