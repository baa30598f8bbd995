import { expect, test } from 'vitest';
import { daySearch } from './day-search.ts';
import { shade, yearGrid } from './year-grid.ts';

test('a year has all its days, each on its weekday', () => {
  const { days, weeks, months } = yearGrid(2026);
  expect([days.length, weeks, months.length]).toEqual([365, 53, 12]);
  expect(days[0]).toEqual({ day: '2026-01-01', week: 0, weekday: 3 });
  expect(days.find(({ day }) => day === '2026-11-21')).toMatchObject({ weekday: 5 });
  expect(yearGrid(2024).days).toHaveLength(366);
});

test('shades: something is never nothing, and one busy day does not hide the others', () => {
  expect([0, 1, 300, 5000].map((count) => shade(count, 5000))).toEqual([0, 1, 1, 4]);
  expect([1, 2, 3].map((count) => shade(count, 3))).toEqual([3, 4, 4]);
  expect(shade(0, 0)).toBe(0);
});

test('a day as a search', () => {
  const offset = new Date(2026, 10, 20).getTimezoneOffset();
  if (offset === 0) expect(daySearch('scored', '2026-11-20')).toBe('scored:2026-11-20');
  else expect(daySearch('scored', '2026-11-20')).toMatch(/^scored:2026-11-(19|20)T\d\d:\d\d\.\.\.2026-11-(20|21)T\d\d:\d\d$/);
});
