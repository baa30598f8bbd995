/** Reads a JPEG XL codestream bit by bit, the least first (ISO/IEC 18181-1 §B). */
class Bits {
  #at: number;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer, start: number) {
    this.#bytes = bytes;
    this.#at = start * 8;
  }

  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) value += (((this.#bytes[this.#at >> 3] ?? 0) >> (this.#at & 7)) & 1) * 2 ** i;
    return value;
  }
}

/** Width and height a JPEG XL file claims, before anything is decoded; undefined when there is no codestream. */
export function jxlSize(bytes: Buffer): { readonly width: number; readonly height: number } | undefined {
  const start = codestream(bytes);
  if (start === undefined || bytes.readUInt16BE(start) !== 0xff0a) return undefined;
  const bits = new Bits(bytes, start + 2);
  const small = bits.take(1) === 1;
  const side = (): number => (small ? (bits.take(5) + 1) * 8 : bits.take([9, 13, 18, 30][bits.take(2)]!) + 1);
  const height = side();
  const ratio = RATIOS[bits.take(3)];
  return { width: ratio === undefined ? side() : Math.floor((height * ratio[0]) / ratio[1]), height };
}

const RATIOS: ReadonlyArray<readonly [number, number] | undefined> = [undefined, [1, 1], [12, 10], [4, 3], [3, 2], [16, 9], [5, 4], [2, 1]];

/** Where the codestream begins: at once, or in the box `jxlc` or the first `jxlp`. */
function codestream(bytes: Buffer): number | undefined {
  if (bytes.length >= 2 && bytes.readUInt16BE(0) === 0xff0a) return 0;
  for (let at = 0, seen = 0; at + 18 <= bytes.length && seen < 1000; seen++) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const large = bytes.readUInt32BE(at) === 1;
    const head = large ? 16 : 8;
    if (type === 'jxlc') return at + head;
    // four bytes of part number come first
    if (type === 'jxlp') return at + head + 4;
    const size = large ? Number(bytes.readBigUInt64BE(at + 8)) : bytes.readUInt32BE(at);
    if (size < 8) return undefined;
    at += size;
  }
  return undefined;
}
