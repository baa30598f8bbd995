/** How one of four ways of a number is written: so many bits, added to an offset; no bits are a constant. */
export type Choice = readonly [bits: number, offset: number];

/** Reads a JPEG XL codestream bit by bit, the least first (ISO/IEC 18181-1 §B). Behind the end everything is 0. */
export class Bits {
  readonly #bytes: Buffer;
  #at: number;

  /** `start`: the byte to begin with. */
  constructor(bytes: Buffer, start: number) {
    this.#bytes = bytes;
    this.#at = start * 8;
  }

  /** True when more was asked for than there is. */
  get overrun(): boolean {
    return this.#at > this.#bytes.length * 8;
  }

  /** The next whole byte, once what is left of the current one is left out. */
  get nextByte(): number {
    return Math.ceil(this.#at / 8);
  }

  /** Goes on at a whole byte. */
  align(): void {
    this.#at = this.nextByte * 8;
  }

  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) value += (((this.#bytes[Math.floor(this.#at / 8)] ?? 0) >> (this.#at & 7)) & 1) * 2 ** i;
    return value;
  }

  bool(): boolean {
    return this.take(1) === 1;
  }

  /** Two bits choose how the number is written. */
  u32(choices: readonly [Choice, Choice, Choice, Choice]): number {
    const [bits, offset] = choices[this.take(2)]!;
    return offset + this.take(bits);
  }

  /** A number of up to 64 bits; what lies beyond 2⁵³ is not exact. */
  u64(): number {
    const selector = this.take(2);
    if (selector < 3) return [0, 1 + this.take(selector === 1 ? 4 : 0), 17 + this.take(selector === 2 ? 8 : 0)][selector]!;
    let value = this.take(12);
    for (let shift = 12; this.bool() && shift <= 60; shift += 8) value += this.take(shift === 60 ? 4 : 8) * 2 ** shift;
    return value;
  }

  enumeration(): number {
    return this.u32([
      [0, 0],
      [0, 1],
      [4, 2],
      [6, 18],
    ]);
  }

  /** Numbers of 16 bits with a fraction, whose value does not matter here. */
  skipHalfs(count: number): void {
    this.#at += count * 16;
  }

  skipName(): void {
    const length = this.u32([
      [0, 0],
      [4, 0],
      [5, 16],
      [10, 48],
    ]);
    this.#at += length * 8;
  }

  /** What later versions may add to a bundle of fields. */
  skipExtensions(): void {
    let bits = 0;
    for (let left = this.u64(); left > 0; left = Math.floor(left / 2)) if (left % 2 === 1) bits += this.u64();
    this.#at += bits;
  }
}
