import { expect, test } from 'vitest';
import { frameAt, stepTime } from './step-time.ts';

test('every step is one frame, there and back, and stays inside', () => {
  for (const fps of [10, 23.976, 30, 60]) {
    let now = 0;
    for (let frame = 1; frame < 200; frame++) {
      now = stepTime(now, 1, fps, 100);
      expect(frameAt(now, fps)).toBe(frame);
    }
    expect(frameAt(stepTime(now, -1, fps, 100), fps)).toBe(198);
  }
  expect(stepTime(0, -1, 30, 4)).toBe(0);
  expect(stepTime(4, 1, 30, 4)).toBeLessThan(4);
});
