import { expect, test } from 'vitest';
import { layoutGallery } from './justified-layout.ts';
import { spaceAround, spaceWith } from './scroll-space.ts';
import { monthAt, scrollRange, stepFrom, topToTrack, trackToTop, yearMarks } from './scrubber-scale.ts';

const months = Array.from({ length: 36 }, (_, index) => ({
  month: `${2025 - Math.floor(index / 12)}-${String(12 - (index % 12)).padStart(2, '0')}`,
  count: 80,
}));
const count = 36 * 80;
const layout = layoutGallery(
  { ids: Array.from({ length: count }, (_, i) => count - i), ratios: Array.from({ length: count }, () => 150), months },
  { width: 1200, rowHeight: 200, gap: 4, labelHeight: 40, labelWidth: 110, blockGap: 16 },
);

test('track and scroll position are each other’s inverse', () => {
  const range = scrollRange(layout, 800);
  for (const top of [0, 1234, range]) expect(trackToTop(topToTrack(top, range, 700), range, 700)).toBeCloseTo(top, 5);
  expect(trackToTop(-50, range, 700)).toBe(0);
  expect(trackToTop(5000, range, 700)).toBe(range);
});

test('the month at a position is the last begun', () => {
  expect(monthAt(layout.labels, 0)?.month).toBe('2025-12');
  const third = layout.labels[2];
  expect(monthAt(layout.labels, (third?.top ?? 0) + 5)?.month).toBe('2025-10');
  expect(monthAt([], 10)).toBeUndefined();
});

test('every year has a mark, close ones lose their text', () => {
  expect(yearMarks(layout.labels, scrollRange(layout, 800), 700).map((mark) => mark.year)).toEqual(['2025', '2024', '2023']);
  expect(yearMarks(layout.labels, scrollRange(layout, 800), 30).map((mark) => mark.text)).toEqual([true, false, false]);
});

test('steps go to the beginning of months and years', () => {
  const second = layout.labels[1]?.top ?? 0;
  expect(stepFrom(layout.labels, 0, 1, 'month')).toBe(second);
  expect(stepFrom(layout.labels, second + 100, -1, 'month')).toBe(second);
  expect(stepFrom(layout.labels, 0, 1, 'year')).toBe(layout.labels[12]?.top);
  expect(stepFrom(layout.labels, 0, -1, 'year')).toBe(0);
});

test('a library taller than an element may be is scrolled in a window that follows', () => {
  const space = spaceAround(100_000_000, 50_000_000, 8_000_000);
  expect(space).toEqual({ total: 100_000_000, physical: 8_000_000, base: 46_000_000 });
  expect(spaceWith(space, 50_100_000, 900, 8_000_000)).toBe(space);
  expect(spaceWith(space, 46_001_000, 900, 8_000_000).base).toBe(42_001_000);
  expect(spaceAround(100_000_000, 0, 8_000_000).base).toBe(0);
  expect(spaceAround(5000, 4000)).toEqual({ total: 5000, physical: 5000, base: 0 });
});
