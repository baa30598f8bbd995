import type { Geometry } from './geometry.ts';

export interface LayoutOptions {
  readonly width: number;
  /** Height a row would like to have; rows come out within about 35 % of it. */
  readonly rowHeight: number;
  readonly gap: number;
  /** Height of the strip above a row in which a month begins. */
  readonly labelHeight: number;
  /** Least width of a month in a shared row, so that its label fits. */
  readonly labelWidth: number;
  /** Space between two months in one row. */
  readonly blockGap: number;
}

export interface MonthLabel {
  /** `YYYY-MM` */
  readonly month: string;
  readonly row: number;
  readonly x: number;
  readonly width: number;
  readonly top: number;
}

/** Every tile's place in plain arrays: 100,000 tiles take a few milliseconds and 2 MB. */
export interface GalleryLayout {
  readonly width: number;
  readonly height: number;
  readonly rowCount: number;
  /** Top of the pictures of a row; its label, if any, stands above. */
  readonly rowTop: Float64Array;
  readonly rowHeight: Float32Array;
  /** First item of each row, and the item count at the end. */
  readonly rowStart: Int32Array;
  readonly itemX: Float32Array;
  readonly itemWidth: Float32Array;
  readonly labels: readonly MonthLabel[];
}

/** Panoramas and strips are cropped by the tile rather than made a row of their own or a hair's breadth. */
const NARROWEST = 0.45;
const WIDEST = 2.6;
/** A row that does not fill the width may be stretched by this much; otherwise it stays left-aligned. */
const STRETCH = 1.35;

interface Block {
  readonly month: string;
  readonly start: number;
  readonly end: number;
  readonly ratioSum: number;
}

/** Justified rows, a label where a month begins. Months too small for a row of their own share one. */
export function layoutGallery(geometry: Geometry, options: LayoutOptions): GalleryLayout {
  const { ids, ratios } = geometry;
  const { width, rowHeight, gap, labelHeight, labelWidth, blockGap } = options;
  const count = ids.length;
  const rowTop = new Float64Array(count);
  const heights = new Float32Array(count);
  const rowStart = new Int32Array(count + 1);
  const itemX = new Float32Array(count);
  const itemWidth = new Float32Array(count);
  const labels: MonthLabel[] = [];
  let rows = 0;
  let y = 0;
  let shared: Block[] = [];
  let sharedWidth = 0;

  const ratioAt = (index: number): number => Math.min(WIDEST, Math.max(NARROWEST, (ratios[index] as number) / 100));
  const naturalWidth = (block: Block): number => {
    const n = block.end - block.start;
    return Math.max(labelWidth, block.ratioSum * rowHeight + (n - 1) * gap);
  };
  const placeItems = (start: number, end: number, x: number, height: number): number => {
    for (let index = start; index < end; index++) {
      const w = ratioAt(index) * height;
      itemX[index] = x;
      itemWidth[index] = w;
      x += w + gap;
    }
    return x - gap;
  };
  const closeRow = (start: number, height: number): void => {
    rowStart[rows] = start;
    rowTop[rows] = y;
    heights[rows] = height;
    rows += 1;
    y += height + gap;
  };
  const flushShared = (): void => {
    if (shared.length === 0) return;
    const first = shared[0] as Block;
    let gaps = (shared.length - 1) * blockGap;
    let ratioSum = 0;
    for (const block of shared) {
      gaps += (block.end - block.start - 1) * gap;
      ratioSum += block.ratioSum;
    }
    let height = (width - gaps) / ratioSum;
    // Either the stretch would be too great, or a label needs more than its pictures: then the natural height fits.
    if (height > rowHeight * STRETCH || shared.some((b) => b.ratioSum * height + (b.end - b.start - 1) * gap < labelWidth)) height = rowHeight;
    let x = 0;
    for (const block of shared) {
      const right = placeItems(block.start, block.end, x, height);
      const blockWidth = Math.max(labelWidth, right - x);
      labels.push({ month: block.month, row: rows, x, width: blockWidth, top: y });
      x += blockWidth + blockGap;
    }
    y += labelHeight;
    closeRow(first.start, height);
    shared = [];
    sharedWidth = 0;
  };
  const placeSection = (block: Block): void => {
    if (block.month !== '') {
      labels.push({ month: block.month, row: rows, x: 0, width, top: y });
      y += labelHeight;
    }
    let start = block.start;
    while (start < block.end) {
      let end = start;
      let sum = 0;
      while (end < block.end && (end === start || sum * rowHeight + (end - start - 1) * gap < width)) sum += ratioAt(end++);
      // One picture less may come closer to the wanted height than the first row that is wide enough.
      const tall = (width - (end - start - 2) * gap) / (sum - ratioAt(end - 1));
      const low = (width - (end - start - 1) * gap) / sum;
      if (end - start > 1 && low < rowHeight && tall - rowHeight < rowHeight - low) {
        end -= 1;
        sum -= ratioAt(end);
      }
      let height = (width - (end - start - 1) * gap) / sum;
      if (end === block.end && height > rowHeight * STRETCH) height = rowHeight;
      placeItems(start, end, 0, height);
      closeRow(start, height);
      start = end;
    }
  };

  let start = 0;
  for (const run of geometry.months) {
    const end = Math.min(count, start + run.count);
    if (end === start) continue;
    const block: Block = { month: run.month, start, end, ratioSum: sumRatios(ratioAt, start, end, (WIDEST * width) / rowHeight) };
    const natural = naturalWidth(block);
    if (natural > width || run.month === '') {
      flushShared();
      placeSection(block);
    } else {
      if (shared.length > 0 && sharedWidth + blockGap + natural > width) flushShared();
      sharedWidth += (shared.length > 0 ? blockGap : 0) + natural;
      shared.push(block);
    }
    start = end;
  }
  flushShared();
  rowStart[rows] = start;
  return {
    width,
    height: Math.max(0, y - gap),
    rowCount: rows,
    rowTop: rowTop.subarray(0, rows),
    rowHeight: heights.subarray(0, rows),
    rowStart: rowStart.subarray(0, rows + 1),
    itemX,
    itemWidth,
    labels,
  };
}

/** Stops once the sum is beyond any row: a month of 50,000 need not be added up to know that it is a section. */
function sumRatios(ratioAt: (index: number) => number, start: number, end: number, enough: number): number {
  let sum = 0;
  for (let index = start; index < end && sum <= enough; index++) sum += ratioAt(index);
  return sum;
}

/** Last row whose pictures begin at or above `top`; 0 when none does. */
export function rowAt(layout: GalleryLayout, top: number): number {
  let low = 0;
  let high = layout.rowCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((layout.rowTop[middle] as number) <= top) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Row that holds an item. */
export function rowOf(layout: GalleryLayout, index: number): number {
  let low = 0;
  let high = layout.rowCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((layout.rowStart[middle] as number) <= index) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
