import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Geometry } from './geometry.ts';
import { type GalleryLayout, rowOf } from './justified-layout.ts';
import type { GalleryScroll } from './use-gallery-scroll.ts';

interface Options {
  readonly scrollerRef: React.RefObject<HTMLDivElement | null>;
  readonly layout: GalleryLayout;
  readonly geometry: Geometry;
  readonly scroll: GalleryScroll;
  readonly viewport: number;
  /** Called before an arrow moves on; `extending` with Shift. */
  readonly onMove: (from: number, to: number, extending: boolean) => void;
}

export interface GalleryKeys {
  /** The one tile Tab goes to; arrows move from there. */
  readonly tabbable: number | undefined;
  readonly focus: (id: number) => void;
  readonly onFocus: (event: React.FocusEvent) => void;
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
}

/** Arrow keys walk over all tiles, also those that are not drawn yet. */
export function useGalleryKeys({ scrollerRef, layout, geometry, scroll, viewport, onMove }: Options): GalleryKeys {
  const [current, setCurrent] = useState<number | null>(null);
  const pending = useRef<number | null>(null);
  const { first, last, reveal } = scroll;

  // The tile to focus may have to be scrolled to and drawn first.
  useEffect(() => {
    if (pending.current === null) return;
    const tile = scrollerRef.current?.querySelector<HTMLElement>(`[data-asset="${pending.current}"]`);
    if (!tile) return;
    pending.current = null;
    tile.focus({ preventScroll: true });
  });

  const focus = useCallback((id: number) => {
    pending.current = id;
    setCurrent(id);
  }, []);

  const onFocus = useCallback((event: React.FocusEvent) => {
    const id = (event.target as HTMLElement).dataset['asset'];
    if (id !== undefined) setCurrent(Number(id));
  }, []);

  const onKeyDown = useCallback(
    (event: React.KeyboardEvent) => {
      const focused = (event.target as HTMLElement).dataset['asset'];
      if (focused === undefined || event.altKey || event.metaKey || event.ctrlKey) return;
      const index = geometry.ids.indexOf(Number(focused));
      const next = index === -1 ? null : target(event.key, index, layout, viewport);
      if (next === null) return;
      event.preventDefault();
      const bounded = Math.max(0, Math.min(geometry.ids.length - 1, next));
      onMove(Number(focused), geometry.ids[bounded] as number, event.shiftKey);
      reveal(bounded);
      focus(geometry.ids[bounded] as number);
    },
    [layout, geometry, viewport, reveal, focus, onMove],
  );

  const start = layout.rowStart[first] ?? 0;
  const end = last < first ? start : (layout.rowStart[last + 1] ?? start);
  const tabbable = useMemo(() => {
    const drawn = current !== null && geometry.ids.indexOf(current, start) < end && geometry.ids.indexOf(current, start) !== -1;
    return drawn ? (current ?? undefined) : geometry.ids[layout.rowStart[Math.min(first + 1, layout.rowCount - 1)] ?? start];
  }, [current, geometry, layout, first, start, end]);

  return { tabbable, focus, onFocus, onKeyDown };
}

function target(key: string, index: number, layout: GalleryLayout, viewport: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return index - 1;
    case 'ArrowRight':
      return index + 1;
    case 'ArrowUp':
      return nearest(layout, index, -1);
    case 'ArrowDown':
      return nearest(layout, index, 1);
    case 'PageUp':
      return nearest(layout, index, -Math.max(1, Math.floor(viewport / 240)));
    case 'PageDown':
      return nearest(layout, index, Math.max(1, Math.floor(viewport / 240)));
    case 'Home':
      return 0;
    case 'End':
      return Number.POSITIVE_INFINITY;
    default:
      return null;
  }
}

/** The tile `rows` further down whose middle is nearest to this one's. */
function nearest(layout: GalleryLayout, index: number, rows: number): number {
  const own = rowOf(layout, index);
  const row = Math.max(0, Math.min(layout.rowCount - 1, own + rows));
  if (row === own) return index;
  const middle = (at: number): number => (layout.itemX[at] as number) + (layout.itemWidth[at] as number) / 2;
  let best = layout.rowStart[row] as number;
  for (let at = best; at < (layout.rowStart[row + 1] as number); at++) {
    if (Math.abs(middle(at) - middle(index)) < Math.abs(middle(best) - middle(index))) best = at;
  }
  return best;
}
