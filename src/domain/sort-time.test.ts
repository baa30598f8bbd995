import { expect, test } from 'vitest';
import { sortTime } from './sort-time.ts';

const HOUR = 3_600_000;
const cameIn = Date.UTC(2026, 5, 1);
const fileTime = Date.UTC(2020, 0, 1);

test('when it was taken comes first, then the time of the file', () => {
  expect(sortTime({ takenAt: 5, fileTime, cameIn })).toBe(5);
  expect(sortTime({ takenAt: undefined, fileTime, cameIn })).toBe(fileTime);
});

test('a time in the future is not used; the one it came in is', () => {
  expect(sortTime({ takenAt: null, fileTime: Date.UTC(2107, 0, 1), cameIn })).toBe(cameIn);
  expect(sortTime({ takenAt: Date.UTC(2099, 0, 1), fileTime, cameIn })).toBe(fileTime);
  expect(sortTime({ takenAt: Date.UTC(2099, 0, 1), fileTime: Date.UTC(2098, 0, 1), cameIn })).toBe(cameIn);
});

test('a local time without a zone may be some hours ahead', () => {
  expect(sortTime({ takenAt: cameIn + 13 * HOUR, fileTime, cameIn })).toBe(cameIn + 13 * HOUR);
});
