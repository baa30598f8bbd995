import { expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';

const Parts = z.tuple([z.number(), z.number().int()]);

test('a cursor comes back as it went out', () => {
  expect(decodeCursor(encodeCursor([-12.5, 7]), Parts)).toEqual([-12.5, 7]);
  expect(decodeCursor(undefined, Parts)).toBeUndefined();
  expect(decodeCursor('', Parts)).toBeUndefined();
});

test('anything else is refused as invalid input', () => {
  for (const cursor of ['x', '!!!', encodeCursor(['1', 2]), encodeCursor([1]), encodeCursor([1, 2.5]), Buffer.from('{"a":1}').toString('base64url')]) {
    expect(() => decodeCursor(cursor, Parts)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  }
});
