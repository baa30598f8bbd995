/** Sets of places as one bit each. The operations that write do so into their first operand. */
export type Bits = Uint32Array<ArrayBuffer>;

export function wordsFor(size: number): number {
  return (size + 31) >>> 5;
}

export function hasBit(bits: Uint32Array, place: number): boolean {
  return ((bits[place >>> 5]! >>> (place & 31)) & 1) === 1;
}

export function setBit(bits: Uint32Array, place: number): void {
  bits[place >>> 5]! |= 1 << (place & 31);
}

export function clearBit(bits: Uint32Array, place: number): void {
  bits[place >>> 5]! &= ~(1 << (place & 31));
}

export function keepBoth(into: Uint32Array, other: Uint32Array): void {
  for (let word = 0; word < into.length; word += 1) into[word]! &= other[word]!;
}

export function addAll(into: Uint32Array, other: Uint32Array): void {
  for (let word = 0; word < into.length; word += 1) into[word]! |= other[word]!;
}

export function takeAway(into: Uint32Array, other: Uint32Array): void {
  for (let word = 0; word < into.length; word += 1) into[word]! &= ~other[word]!;
}

/** A million bits: 45 µs. */
export function countBits(bits: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < bits.length; word += 1) count += countOnes(bits[word]!);
  return count;
}

/** In a word of 32. */
export function countOnes(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The places, ascending. */
export function placesOf(bits: Uint32Array, count: number): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(count);
  let next = 0;
  for (let word = 0; word < bits.length; word += 1) {
    let x = bits[word]!;
    while (x !== 0) {
      const low = x & -x;
      places[next++] = (word << 5) + 31 - Math.clz32(low);
      x ^= low;
    }
  }
  return places;
}

/** The place of `wanted` in an ascending list, or −1. */
export function findIn(list: ArrayLike<number>, wanted: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = list[middle]!;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
