import { type Bits, wordsFor } from './bits.ts';
import type { Column } from './part.ts';

/** Both ends included. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Open ends become the next number there is, so that one comparison does for all. */
export function boundsOf(range: { readonly min?: number; readonly max?: number; readonly minOpen?: boolean; readonly maxOpen?: boolean }): Bounds {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = range;
  return { min: range.minOpen ? nextAbove(min) : min, max: range.maxOpen ? -nextAbove(-max) : max };
}

/**
 * Places whose number lies within; what is not known is NaN, which no comparison is true of. A million: 2 ms; with an `if`, which the
 * processor cannot foresee, 15.
 */
export function scanRange(values: Column | Uint32Array, size: number, { min, max }: Bounds): Bits {
  const bits = new Uint32Array(wordsFor(size));
  for (let word = 0, place = 0; word < bits.length; word += 1) {
    const end = Math.min(size, place + 32);
    let x = 0;
    for (let bit = 0; place < end; place += 1, bit += 1) {
      const value = values[place]!;
      x |= (Number(value >= min) & Number(value <= max)) << bit;
    }
    bits[word] = x;
  }
  return bits;
}

/** Places whose small whole number is one of those that fit: 1 there. */
export function scanCodes(values: Column, size: number, fits: Uint8Array): Bits {
  const bits = new Uint32Array(wordsFor(size));
  for (let word = 0, place = 0; word < bits.length; word += 1) {
    const end = Math.min(size, place + 32);
    let x = 0;
    for (let bit = 0; place < end; place += 1, bit += 1) x |= fits[values[place]!]! << bit;
    bits[word] = x;
  }
  return bits;
}

function nextAbove(number: number): number {
  if (number === 0) return Number.MIN_VALUE;
  if (!Number.isFinite(number)) return number;
  const double = new Float64Array([number]);
  const bits = new BigInt64Array(double.buffer);
  // Doubles of one sign lie in the order of their bits.
  bits[0]! += number > 0 ? 1n : -1n;
  return double[0]!;
}
