import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBits, placesOf } from './bits.ts';
import { shuffled } from './order.ts';
import { likeExpression } from './question.ts';
import { boundsOf, scanRange } from './scan.ts';
import { sortPlaces } from './sort-places.ts';

const number = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }), fc.constantFrom(0, -0, Number.NaN, Number.MAX_SAFE_INTEGER));

test('places are sorted by their numbers, equal ones as they lie, unknown ones last', () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 200 }), (values) => {
      const rank = (value: number): number => (Number.isNaN(value) ? 1 : 0);
      const expected = values
        .map((_, place) => place)
        .sort((a, b) => rank(values[a]!) - rank(values[b]!) || (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0) || a - b);
      expect([...sortPlaces(Float64Array.from(values))]).toEqual(expected);
    }),
  );
});

test('a range, open or closed at its ends, is what the comparisons say; nothing is true of what is not known', () => {
  const bound = fc.option(number, { nil: undefined });
  fc.assert(
    fc.property(fc.array(number, { maxLength: 100 }), bound, bound, fc.boolean(), fc.boolean(), (values, min, max, minOpen, maxOpen) => {
      fc.pre(!Number.isNaN(min) && !Number.isNaN(max));
      const range = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), minOpen, maxOpen };
      const bits = scanRange(Float64Array.from(values), values.length, boundsOf(range));
      const expected = values.flatMap((value, place) =>
        !Number.isNaN(value) && (min === undefined || (minOpen ? value > min : value >= min)) && (max === undefined || (maxOpen ? value < max : value <= max))
          ? [place]
          : [],
      );
      expect([...placesOf(bits, countBits(bits))]).toEqual(expected);
    }),
  );
});

test('the shuffled order is the one of the catalog’s arithmetic in 64 bits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4_000_000 }), fc.integer({ min: 0, max: 999_999_999 }), (id, seed) => {
      const [x, prime] = [BigInt(id + seed), 2_147_483_647n];
      expect(shuffled(id, seed)).toBe(Number((((x * 48271n) % prime) * ((x % 1021n) + 69621n)) % prime));
    }),
  );
});

test.each([
  ['jpg', 'JPG', true],
  ['jp*', 'jpg', true],
  ['*', '', true],
  ['j\\*', 'j*', true],
  ['j\\*', 'jp', false],
  ['j.g', 'jpg', false],
  ['(a|b)', 'a', false],
])('pattern %s and %s: %s', (pattern, text, fits) => {
  expect(likeExpression(pattern).test(text)).toBe(fits);
});
