import { expect, test } from 'vitest';
import { cameraTime, isoTime } from './iso-time.ts';

test('times beyond a date are clamped, not thrown', () => {
  expect(isoTime(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(isoTime(1e18)).toBe('+275760-09-13T00:00:00.000Z');
});

test('the camera time shows its zone when it is known', () => {
  const at = Date.UTC(2024, 0, 31, 22, 30);
  expect(cameraTime(at, null)).toBe('2024-01-31T22:30:00');
  expect(cameraTime(at, 0)).toBe('2024-01-31T22:30:00+00:00');
  expect(cameraTime(at, 120)).toBe('2024-02-01T00:30:00+02:00');
  expect(cameraTime(at, -570)).toBe('2024-01-31T13:00:00-09:30');
});
