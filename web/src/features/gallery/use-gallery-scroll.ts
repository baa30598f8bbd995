import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Geometry } from './geometry.ts';
import { type GalleryLayout, rowAt, rowOf } from './justified-layout.ts';
import { type ScrollSpace, spaceAround, spaceWith } from './scroll-space.ts';
import { Signal } from './signal.ts';

/** Where a gallery was left, by what it showed: an item survives a resize and new pictures, a pixel does not. */
const remembered = new Map<string, { id: number; offset: number }>();

/** Above this speed (px a millisecond, about four screens a second) pictures are not even asked for. */
const FAST = 4;
const SETTLE_MS = 110;
const RECENTRE_MS = 160;

export interface GalleryScroll {
  readonly space: ScrollSpace;
  /** Rows to draw, both included; -1 when there are none. */
  readonly first: number;
  readonly last: number;
  /** The view moves too fast for pictures to be worth loading. */
  readonly fast: boolean;
  /** Distance from the top of the library, px. Listeners are called on every scroll. */
  readonly top: Signal<number>;
  readonly onScroll: () => void;
  readonly scrollTo: (top: number) => void;
  readonly reveal: (index: number) => void;
}

interface Options {
  readonly scrollerRef: React.RefObject<HTMLDivElement | null>;
  readonly layout: GalleryLayout;
  readonly geometry: Geometry;
  readonly viewport: number;
  /** Room below the last row. */
  readonly bottom: number;
  readonly memoryKey: string;
}

export function useGalleryScroll({ scrollerRef, layout, geometry, viewport, bottom, memoryKey }: Options): GalleryScroll {
  const top = useMemo(() => new Signal(0), []);
  const total = layout.height + bottom;
  const [space, setSpace] = useState(() => spaceAround(total, 0));
  const [range, setRange] = useState({ first: 0, last: -1 });
  const [fast, setFast] = useState(false);
  const flying = useRef(false);
  const shown = useRef<{ layout: GalleryLayout; geometry: Geometry; key: string } | null>(null);
  const spaceRef = useRef(space);
  const timers = useRef<{ settle?: ReturnType<typeof setTimeout>; recentre?: ReturnType<typeof setTimeout>; at: number }>({ at: 0 });

  const updateRange = useCallback(() => {
    // While it flies past, only what is in sight is worth drawing.
    const overscan = flying.current ? 80 : Math.max(300, viewport * 0.6);
    const first = layout.rowCount === 0 ? 0 : rowAt(layout, top.value - overscan);
    const last = layout.rowCount === 0 ? -1 : rowAt(layout, top.value + viewport + overscan);
    setRange((old) => (old.first === first && old.last === last ? old : { first, last }));
  }, [layout, viewport, top]);

  // For timers, which outlive the layout they were set under.
  const latestRange = useRef(updateRange);
  latestRange.current = updateRange;

  const applySpace = useCallback((next: ScrollSpace) => {
    spaceRef.current = next;
    setSpace(next);
  }, []);

  const land = useCallback(() => {
    // A timer that fires late because the page was busy proves nothing: scroll events of the next two frames would be in first.
    const at = top.value;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (top.value !== at) {
          timers.current.settle = setTimeout(land, SETTLE_MS);
          return;
        }
        flying.current = false;
        setFast(false);
        latestRange.current();
      }),
    );
  }, [top]);

  const fly = useCallback(() => {
    if (!flying.current) {
      flying.current = true;
      setFast(true);
    }
    clearTimeout(timers.current.settle);
    timers.current.settle = setTimeout(land, SETTLE_MS);
  }, [land]);

  const scrollTo = useCallback(
    (wanted: number) => {
      const target = Math.max(0, Math.min(wanted, total - viewport));
      const next = spaceWith(spaceRef.current, target, viewport);
      // The scrubber comes through here many times a second.
      if (Math.abs(target - top.value) > viewport) fly();
      top.set(target);
      if (next !== spaceRef.current) applySpace(next);
      if (scrollerRef.current) scrollerRef.current.scrollTop = target - next.base;
      updateRange();
    },
    [total, viewport, top, updateRange, applySpace, fly],
  );

  // A new layout (resize, new pictures, other results) keeps the item at the top of the view where it was.
  useLayoutEffect(() => {
    if (viewport === 0) return;
    const before = shown.current;
    let target = top.value;
    if (!before || before.key !== memoryKey) target = topOf(layout, geometry, remembered.get(memoryKey)) ?? 0;
    else if (top.value > 4) target = topOf(layout, geometry, anchorOf(before.layout, before.geometry, top.value)) ?? top.value;
    target = Math.max(0, Math.min(target, total - viewport));
    shown.current = { layout, geometry, key: memoryKey };
    top.set(target);
    applySpace(spaceAround(total, target));
    updateRange();
  }, [layout, geometry, memoryKey, viewport, total, top, updateRange, applySpace]);

  useLayoutEffect(() => {
    const scroller = scrollerRef.current;
    if (scroller && Math.abs(scroller.scrollTop - (top.value - space.base)) > 1) scroller.scrollTop = top.value - space.base;
  }, [space, top]);

  const onScroll = useCallback(() => {
    const scroller = scrollerRef.current;
    if (!scroller) return;
    const now = performance.now();
    const next = scroller.scrollTop + spaceRef.current.base;
    const speed = Math.abs(next - top.value) / Math.max(4, now - timers.current.at);
    timers.current.at = now;
    top.set(next);
    if (speed > FAST || flying.current) fly();
    updateRange();
    clearTimeout(timers.current.recentre);
    timers.current.recentre = setTimeout(() => {
      const centred = spaceWith(spaceRef.current, top.value, viewport);
      if (centred !== spaceRef.current) applySpace(centred);
    }, RECENTRE_MS);
    if (shown.current) remember(shown.current.key, shown.current.layout, shown.current.geometry, next);
  }, [top, updateRange, viewport, applySpace, fly]);

  const reveal = useCallback(
    (index: number) => {
      const row = rowOf(layout, index);
      const rowTop = layout.rowTop[row] ?? 0;
      const height = layout.rowHeight[row] ?? 0;
      const inset = 56;
      if (rowTop - inset < top.value) scrollTo(rowTop - inset);
      else if (rowTop + height + 16 > top.value + viewport) scrollTo(rowTop + height + 16 - viewport);
    },
    [layout, viewport, top, scrollTo],
  );

  useEffect(
    () => () => {
      clearTimeout(timers.current.settle);
      clearTimeout(timers.current.recentre);
    },
    [],
  );

  return { space, ...range, fast, top, onScroll, scrollTo, reveal };
}

function anchorOf(layout: GalleryLayout, geometry: Geometry, top: number): { id: number; offset: number } | undefined {
  if (layout.rowCount === 0) return undefined;
  const row = rowAt(layout, top);
  const id = geometry.ids[layout.rowStart[row] as number];
  return id === undefined ? undefined : { id, offset: (top - (layout.rowTop[row] as number)) / (layout.rowHeight[row] as number) };
}

function topOf(layout: GalleryLayout, geometry: Geometry, anchor: { id: number; offset: number } | undefined): number | undefined {
  const index = anchor ? geometry.ids.indexOf(anchor.id) : -1;
  if (!anchor || index === -1) return undefined;
  const row = rowOf(layout, index);
  return (layout.rowTop[row] as number) + anchor.offset * (layout.rowHeight[row] as number);
}

function remember(key: string, layout: GalleryLayout, geometry: Geometry, top: number): void {
  const anchor = top > 4 ? anchorOf(layout, geometry, top) : undefined;
  if (anchor) remembered.set(key, anchor);
  else remembered.delete(key);
}
