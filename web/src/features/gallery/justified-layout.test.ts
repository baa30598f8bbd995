import { describe, expect, test } from 'vitest';
import type { Geometry } from './geometry.ts';
import { type GalleryLayout, layoutGallery, rowAt, rowOf } from './justified-layout.ts';

const OPTIONS = { width: 1200, rowHeight: 200, gap: 4, labelHeight: 40, labelWidth: 110, blockGap: 16 };

function library(months: readonly number[], ratio = (index: number) => 60 + ((index * 37) % 160)): Geometry {
  const count = months.reduce((sum, n) => sum + n, 0);
  return {
    ids: Array.from({ length: count }, (_, index) => count - index),
    ratios: Array.from({ length: count }, (_, index) => ratio(index)),
    months: months.map((n, index) => ({ month: `${2025 - Math.floor(index / 12)}-${String(12 - (index % 12)).padStart(2, '0')}`, count: n })),
  };
}

function checkInvariants(layout: GalleryLayout, count: number): void {
  expect(layout.rowStart[0]).toBe(0);
  expect(layout.rowStart[layout.rowCount]).toBe(count);
  for (let row = 0; row < layout.rowCount; row++) {
    const start = layout.rowStart[row] as number;
    const end = layout.rowStart[row + 1] as number;
    expect(end).toBeGreaterThan(start);
    for (let index = start; index < end; index++) {
      const right = (layout.itemX[index] as number) + (layout.itemWidth[index] as number);
      expect(right).toBeLessThanOrEqual(layout.width + 0.5);
      if (index + 1 < end) expect(layout.itemX[index + 1] as number).toBeGreaterThanOrEqual(right + 3.9);
    }
    if (row > 0) {
      const above = (layout.rowTop[row - 1] as number) + (layout.rowHeight[row - 1] as number);
      expect(layout.rowTop[row] as number).toBeGreaterThanOrEqual(above);
    }
  }
}

describe('layoutGallery', () => {
  test('places every item once, inside the width, without overlap', () => {
    for (const months of [[1], [500], [3, 1, 2, 90, 1, 1, 40], Array.from({ length: 60 }, (_, i) => 1 + (i % 5))]) {
      const geometry = library(months);
      checkInvariants(layoutGallery(geometry, OPTIONS), geometry.ids.length);
    }
  });

  test('full rows end at the right edge and keep near the wanted height', () => {
    const layout = layoutGallery(library([400]), OPTIONS);
    for (let row = 0; row < layout.rowCount - 1; row++) {
      const last = (layout.rowStart[row + 1] as number) - 1;
      expect((layout.itemX[last] as number) + (layout.itemWidth[last] as number)).toBeCloseTo(1200, 1);
      expect(layout.rowHeight[row]).toBeGreaterThan(130);
      expect(layout.rowHeight[row]).toBeLessThan(280);
    }
  });

  test('small months share a row, each under its own label', () => {
    const layout = layoutGallery(library([1, 2, 1]), OPTIONS);
    expect(layout.rowCount).toBe(1);
    expect(layout.labels.map((label) => label.month)).toEqual(['2025-12', '2025-11', '2025-10']);
    expect(new Set(layout.labels.map((label) => label.top)).size).toBe(1);
  });

  test('a phone still shows a panorama and a strip', () => {
    const geometry = library([4], (index) => [1000, 5, 100, 150][index] ?? 100);
    checkInvariants(layoutGallery(geometry, { ...OPTIONS, width: 374, rowHeight: 120 }), 4);
  });

  test('an empty library has no rows', () => {
    expect(layoutGallery(library([]), OPTIONS)).toMatchObject({ rowCount: 0, height: 0, labels: [] });
  });

  test('rows are found by height and by item', () => {
    const layout = layoutGallery(library([300]), OPTIONS);
    for (const row of [0, 3, layout.rowCount - 1]) {
      expect(rowAt(layout, (layout.rowTop[row] as number) + 1)).toBe(row);
      expect(rowOf(layout, layout.rowStart[row] as number)).toBe(row);
      expect(rowOf(layout, (layout.rowStart[row + 1] as number) - 1)).toBe(row);
    }
  });
});
