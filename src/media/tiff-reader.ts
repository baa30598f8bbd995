/** One entry of an image file directory; `values` reads at most `limit` numbers of it, wherever they lie. */
export interface TiffEntry {
  readonly tag: number;
  readonly count: number;
  /** The numbers, or nothing when they lie outside the bytes or are no integers. */
  readonly values: (limit: number) => number[] | undefined;
  /** The value as it is, at most `limit` bytes of it, or nothing when it lies outside the bytes. */
  readonly bytes: (limit: number) => Buffer | undefined;
  /** End of the value area when it lies outside the entry, else 0. */
  readonly valuesEnd: number;
}

export interface TiffDirectory {
  readonly entries: readonly TiffEntry[];
  /** Offset of the next directory, 0 after the last. */
  readonly next: number;
}

/** Just enough of TIFF 6.0 and BigTIFF to walk the directories of bytes that may be cut off or hostile. */
export class TiffReader {
  readonly firstDirectory: number | undefined;
  readonly #bytes: Buffer;
  readonly #little: boolean;
  readonly #big: boolean;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#little = bytes[0] === 0x49;
    this.#big = bytes[this.#little ? 2 : 3] === 43;
    this.firstDirectory = this.#big ? this.#number(8, 8) : this.#number(4, 4);
  }

  /** The directory at `offset`, or nothing when it does not lie wholly inside the bytes. */
  directory(offset: number): TiffDirectory | undefined {
    const [countSize, entrySize, pointer] = this.#big ? [8, 20, 8] : [2, 12, 4];
    const count = this.#number(offset, countSize);
    if (count === undefined || count > 65_535) return undefined;
    const start = offset + countSize;
    const next = this.#number(start + count * entrySize, pointer);
    if (next === undefined) return undefined;
    return { entries: Array.from({ length: count }, (_, i) => this.#entry(start + i * entrySize, pointer)), next };
  }

  #entry(at: number, pointer: number): TiffEntry {
    const type = this.#number(at + 2, 2) ?? 0;
    const count = this.#number(at + 4, pointer) ?? 0;
    const size = TYPE_SIZES[type] ?? 0;
    const inside = size * count <= pointer;
    const start = inside ? at + 4 + pointer : (this.#number(at + 4 + pointer, pointer) ?? Infinity);
    return {
      tag: this.#number(at, 2) ?? 0,
      count,
      valuesEnd: inside ? 0 : start + size * count,
      values: (limit) => this.#integers(type, start, Math.min(count, limit)),
      bytes: (limit) => (start + size * count > this.#bytes.length ? undefined : this.#bytes.subarray(start, start + Math.min(size * count, limit))),
    };
  }

  #integers(type: number, start: number, count: number): number[] | undefined {
    const size = INTEGER_TYPES.has(type) ? TYPE_SIZES[type]! : 0;
    if (size === 0 || start + size * count > this.#bytes.length) return undefined;
    return Array.from({ length: count }, (_, i) => this.#number(start + i * size, size) ?? 0);
  }

  #number(at: number, size: number): number | undefined {
    const bytes = this.#bytes;
    if (at < 0 || at + size > bytes.length) return undefined;
    if (size === 1) return bytes[at];
    if (size === 2) return this.#little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
    if (size === 4) return this.#little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    return Number(this.#little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  }
}

/** Bytes of one value by its type number. */
const TYPE_SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
/** BYTE, SHORT, LONG, IFD, LONG8, IFD8. */
const INTEGER_TYPES = new Set([1, 3, 4, 13, 16, 18]);
