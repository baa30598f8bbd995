import type { GalleryLayout, MonthLabel } from './justified-layout.ts';

export interface ScrubberMark {
  readonly year: string;
  /** Pixels from the top of the track. */
  readonly y: number;
  /** Years too close to the one above keep their dot and lose their text. */
  readonly text: boolean;
}

/** Scrollable height; never 0, so that it can divide. */
export function scrollRange(layout: GalleryLayout, viewport: number): number {
  return Math.max(1, layout.height - viewport);
}

export function topToTrack(top: number, range: number, track: number): number {
  return Math.min(1, Math.max(0, top / range)) * track;
}

export function trackToTop(y: number, range: number, track: number): number {
  return track <= 0 ? 0 : Math.min(1, Math.max(0, y / track)) * range;
}

/** The month that stands at `top`: the last label at or above it, the leftmost of its row. */
export function monthAt(labels: readonly MonthLabel[], top: number): MonthLabel | undefined {
  let low = 0;
  let high = labels.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((labels[middle] as MonthLabel).top <= top) low = middle;
    else high = middle - 1;
  }
  let at = low;
  while (at > 0 && labels[at - 1]?.row === labels[low]?.row) at -= 1;
  return labels[at];
}

/** Where each year begins on the track. */
export function yearMarks(labels: readonly MonthLabel[], range: number, track: number, spacing = 22): ScrubberMark[] {
  const marks: ScrubberMark[] = [];
  let year = '';
  let lastText = Number.NEGATIVE_INFINITY;
  for (const label of labels) {
    const own = label.month.slice(0, 4);
    if (own === year) continue;
    year = own;
    const y = topToTrack(label.top, range, track);
    const text = y - lastText >= spacing;
    if (text) lastText = y;
    marks.push({ year, y, text });
  }
  return marks;
}

/** Top of the label `steps` months (or years) further down, for the keyboard. */
export function stepFrom(labels: readonly MonthLabel[], top: number, steps: number, unit: 'month' | 'year'): number {
  const key = (label: MonthLabel): string => (unit === 'year' ? label.month.slice(0, 4) : String(label.row));
  const groups: number[] = [];
  let last = '';
  for (const label of labels) {
    if (key(label) === last) continue;
    last = key(label);
    groups.push(label.top);
  }
  let at = 0;
  while (at + 1 < groups.length && (groups[at + 1] as number) <= top + 1) at += 1;
  // Going back from the middle of a month first returns to its own beginning.
  const back = steps < 0 && top > (groups[at] ?? 0) + 1 ? steps + 1 : steps;
  return groups[Math.min(groups.length - 1, Math.max(0, at + back))] ?? 0;
}
