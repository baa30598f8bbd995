import { expect, test } from 'vitest';
import { SAMPLES, sampleTimes } from './sample-times.ts';

test('places rise, lie within the video, and none comes after the last frame has begun', () => {
  for (const frames of [1, 2, 7, 8, 9, 11, 250, 100_000]) {
    const duration = frames / 25;
    const times = sampleTimes(duration, frames);
    expect(times).toHaveLength(Math.min(frames, SAMPLES));
    expect(times.every((time, i) => time >= 0 && (i === 0 || time > times[i - 1]!))).toBe(true);
    expect(times.at(-1)).toBeLessThanOrEqual(duration - 1 / 25 + 1e-9);
  }
});

test('without a duration only the beginning is looked at', () => {
  expect(sampleTimes(0, 500)).toEqual([0]);
  expect(sampleTimes(Number.NaN, 500)).toEqual([0]);
});
