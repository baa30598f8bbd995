import { expect, test } from 'vitest';
import { paceOf } from './pace.ts';

const facts = { done: 120, pending: 300, paceAt: 10_000, paceDone: 20, lastDoneAt: 19_900 };

test('the rate is that of the window, not since the start', () => {
  expect(paceOf(facts, 20_000)).toEqual({ filesPerSecond: 10, secondsLeft: 30 });
});

test('a stall makes it slower, and then unknown', () => {
  expect(paceOf(facts, 30_000)!.secondsLeft).toBeCloseTo(60);
  expect(paceOf(facts, 35_000)).toBeUndefined();
});

test('few files, a short time or none at all give no rate', () => {
  expect(paceOf({ ...facts, paceDone: 113 }, 20_000)).toBeUndefined();
  expect(paceOf(facts, 12_900)).toBeUndefined();
  expect(paceOf({ ...facts, lastDoneAt: null }, 20_000)).toBeUndefined();
  expect(paceOf({ ...facts, paceAt: null, paceDone: null }, 20_000)).toBeUndefined();
});

test('slow files are given the time they take', () => {
  const slow = { done: 10, pending: 10, paceAt: 0, paceDone: 0, lastDoneAt: 600_000 };
  expect(paceOf(slow, 650_000)!.secondsLeft).toBeCloseTo(650);
});
