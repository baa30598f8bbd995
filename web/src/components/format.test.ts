import { expect, test } from 'vitest';
import { formatBytes, formatClock, formatDuration, formatExposure, formatTaken } from './format.ts';

test('bytes, durations and exposures read as people write them', () => {
  expect([0, 999, 1000, 2_453_000, 320e9].map(formatBytes)).toEqual(['0 B', '999 B', '1 kB', '2.5 MB', '320 GB']);
  expect([0.2, 42, 125, 7260].map(formatDuration)).toEqual(['under 1 s', '42 s', '2 min 5 s', '2 h 1 min']);
  expect([1 / 320, 1 / 3, 0.5, 30].map(formatExposure)).toEqual(['1/320 s', '1/3 s', '0.5 s', '30 s']);
});

test('a date keeps the clock of the camera, whatever zone the reader is in', () => {
  expect(formatTaken('2024-06-01T23:58:05+02:00')).toMatchObject({ time: '23:58:05', zone: 'UTC+02:00' });
  expect(formatTaken('2024-06-01T23:58:05')).toMatchObject({ time: '23:58:05', zone: null });
  for (const zone of ['.000Z', '+00:00', 'Z']) expect(formatTaken(`2024-06-01T23:58:05${zone}`).zone).toBe('UTC');
});

test('the length of a video as players show it', () => {
  expect([400, 7_000, 750_000, 3_723_000].map(formatClock)).toEqual(['0:01', '0:07', '12:30', '1:02:03']);
});
