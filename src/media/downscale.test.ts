import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxes } from './boxes.ts';
import { downscale, downscaleTile } from './downscale.ts';

test('the weights of a box add up to one and the boxes cover the line', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 64 }), (from, to) => {
      const { first, last, head, tail, inner } = boxes(from, to);
      for (let i = 0; i < to; i++) {
        const between = Math.max(0, last[i]! - first[i]! - 1);
        expect(head[i]! + tail[i]! + between * inner).toBeCloseTo(1, 9);
        expect(first[i]).toBeLessThanOrEqual(i === 0 ? 0 : last[i - 1]! + 1);
      }
      expect(last[to - 1]).toBe(from - 1);
    }),
  );
});

test('a plain colour stays what it is, at any size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), (width, height) => {
      const data = Buffer.from(Array.from({ length: width * height }, () => [10, 200, 77]).flat());
      const tile = downscaleTile(downscale({ data, width, height, channels: 3 }, 16, 16), 5, 3);
      expect(tile.data.length).toBe(60);
      tile.data.forEach((value, i) => expect(value).toBeCloseTo([10, 200, 77, 255][i % 4]!, 6));
    }),
    { numRuns: 30 },
  );
});

test('what cannot be seen has no weight', () => {
  const data = Buffer.from([255, 0, 0, 255, 0, 255, 0, 0]);
  expect([...downscale({ data, width: 2, height: 1, channels: 4 }, 1, 1).data]).toEqual([127.5, 0, 0, 127.5]);
});
