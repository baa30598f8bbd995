import { expect, test } from 'vitest';
import { RestartBudget } from './restart-budget.ts';

test('five deaths a minute are mended at once, the sixth waits and counts as degraded', () => {
  const budget = new RestartBudget();
  expect([0, 1, 2, 3, 4].map((second) => budget.delayAfterDeath('worker', second * 1000))).toEqual([0, 0, 0, 0, 0]);
  expect(budget.degraded(4_000)).toEqual([]);
  expect(budget.delayAfterDeath('worker', 5_000)).toBe(30_000);
  expect(budget.degraded(5_000)).toEqual(['worker']);
});

test('each role has its own', () => {
  const budget = new RestartBudget();
  for (let i = 0; i < 6; i += 1) budget.delayAfterDeath('worker', i);
  expect(budget.delayAfterDeath('web', 10)).toBe(0);
});

test('a quiet minute restores it', () => {
  const budget = new RestartBudget();
  for (let i = 0; i < 6; i += 1) budget.delayAfterDeath('worker', i);
  expect(budget.degraded(60_010)).toEqual([]);
  expect(budget.delayAfterDeath('worker', 60_010)).toBe(0);
});

test('one that dies again at every late start stays in it', () => {
  const budget = new RestartBudget();
  for (let i = 0; i < 6; i += 1) budget.delayAfterDeath('worker', i);
  expect(budget.delayAfterDeath('worker', 30_000)).toBe(30_000);
});
