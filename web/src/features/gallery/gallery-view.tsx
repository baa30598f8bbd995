import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { formatMonth, formatShortMonth } from '../../components/format.ts';
import { useBlur } from '../marks/use-blur.ts';
import { countOf, holds, selection } from '../selection/selection.ts';
import { usePicking } from '../selection/use-picking.ts';
import { useSelection } from '../selection/use-selection.ts';
import { FloatingMonth } from './floating-month.tsx';
import classes from './gallery.module.css';
import { galleryMetrics } from './gallery-metrics.ts';
import type { Geometry } from './geometry.ts';
import { layoutGallery } from './justified-layout.ts';
import { details } from './library.ts';
import { Scrubber } from './scrubber.tsx';
import { Tile } from './tile.tsx';
import { useContentSize } from './use-content-size.ts';
import { useGalleryKeys } from './use-gallery-keys.ts';
import { useGalleryScroll } from './use-gallery-scroll.ts';

interface GalleryViewProps {
  readonly geometry: Geometry;
  /** Names what is shown, so that its scroll position is found again. */
  readonly memoryKey: string;
  readonly hrefOf: (id: number) => string;
  readonly onOpen: (id: number) => void;
  /** The asset the viewer shows; when it closes, the gallery is where that asset is. */
  readonly openId: number | null;
  readonly onNearEnd?: (() => void) | undefined;
  readonly footer?: React.ReactNode;
  /** A date track instead of the scroll bar, once there is enough to scroll. */
  readonly scrubber: boolean;
}

/** From about three screens on. */
const LONG = 100;

/** Justified, windowed rows of a library of any size, with a date scrubber. */
export function GalleryView({ geometry, memoryKey, hrefOf, onOpen, openId, onNearEnd, footer, scrubber }: GalleryViewProps) {
  const scrollerRef = useRef<HTMLDivElement>(null);
  const { width, height: viewport } = useContentSize(scrollerRef);
  const metrics = galleryMetrics(width);
  const layout = useMemo(() => layoutGallery(geometry, galleryMetrics(width)), [geometry, width]);
  const scroll = useGalleryScroll({ scrollerRef, layout, geometry, viewport, bottom: 24, memoryKey });
  const { space, first, last, fast, top } = scroll;
  useSyncExternalStore(details.subscribe, () => details.version);
  const { isBlurred } = useBlur();
  const selected = useSelection();
  const [hovered, setHovered] = useState<number | null>(null);
  const picking = usePicking(geometry.ids);
  const onMove = useCallback(
    (from: number, to: number, extending: boolean) => {
      if (!extending) return selection.release();
      selection.startAt(from);
      selection.extendTo(to, geometry.ids);
    },
    [geometry],
  );
  const keys = useGalleryKeys({ scrollerRef, layout, geometry, scroll, viewport, onMove });
  // Decided by the count, not the height: the track takes width, and the width decides the height.
  const long = scrubber && geometry.ids.length > LONG;

  const start = layout.rowStart[first] ?? 0;
  const end = last < first ? start : (layout.rowStart[last + 1] ?? start);
  useEffect(() => {
    if (!fast && end > start) details.want(geometry.ids.slice(start, end));
  }, [geometry, start, end, fast]);
  useEffect(() => {
    if (last >= layout.rowCount - 4) onNearEnd?.();
  }, [last, layout.rowCount, onNearEnd]);

  const [opened, setOpened] = useState(openId);
  useEffect(() => {
    if (openId === opened) return;
    setOpened(openId);
    if (openId !== null || opened === null) return;
    const index = geometry.ids.indexOf(opened);
    if (index !== -1) {
      scroll.reveal(index);
      keys.focus(opened);
    }
  }, [openId, opened, geometry, scroll, keys]);

  const someSelected = countOf(selected) > 0;
  const tiles: React.ReactNode[] = [];
  let row = first;
  for (let index = start; index < end; index++) {
    while (index >= (layout.rowStart[row + 1] as number)) row += 1;
    const id = geometry.ids[index] as number;
    tiles.push(
      <Tile
        key={id}
        id={id}
        x={layout.itemX[index] as number}
        y={(layout.rowTop[row] as number) - space.base}
        width={layout.itemWidth[index] as number}
        height={layout.rowHeight[row] as number}
        summary={details.get(id)}
        href={hrefOf(id)}
        load={!fast}
        tabbable={id === keys.tabbable}
        blurred={isBlurred(details.get(id))}
        selected={holds(selected, id)}
        pickable={someSelected || hovered === id}
      />,
    );
  }

  return (
    <div className={classes.frame} data-scrubber={long || undefined}>
      <div
        ref={scrollerRef}
        className={classes.scroller}
        onScroll={scroll.onScroll}
        onKeyDown={(event) => {
          if (!picking.onKeyDown(event)) keys.onKeyDown(event);
        }}
        onFocus={keys.onFocus}
        {...picking.handlers}
        onPointerOver={(event) => {
          if (event.pointerType !== 'mouse') return;
          const over = (event.target as Element).closest<HTMLElement>('[data-asset]')?.dataset['asset'];
          setHovered(over === undefined ? null : Number(over));
        }}
        onPointerLeave={() => setHovered(null)}
        onClick={(event) => {
          if (picking.onClick(event)) return;
          const tile = (event.target as Element).closest<HTMLElement>('[data-asset]');
          if (!tile || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          onOpen(Number(tile.dataset['asset']));
        }}
      >
        {/* The label tells a screen reader how many there are: only those in view exist in the page. */}
        <section className={classes.canvas} style={{ height: Math.max(space.physical, 0) }} aria-label={`${geometry.ids.length} pictures`}>
          {layout.labels.slice(lowerBound(layout.labels, first), lowerBound(layout.labels, last + 1)).map((label) => (
            <h2
              key={label.month}
              className={classes.month}
              style={{ transform: `translate(${label.x}px, ${label.top - space.base}px)`, width: label.width, height: metrics.labelHeight }}
            >
              {label.width < 170 ? formatShortMonth(label.month) : formatMonth(label.month)}
            </h2>
          ))}
          {tiles}
        </section>
        {footer}
      </div>
      <FloatingMonth labels={layout.labels} top={top} labelHeight={metrics.labelHeight} />
      {long && <Scrubber layout={layout} viewport={viewport} top={top} onJump={scroll.scrollTo} />}
    </div>
  );
}

/** First label whose row is at or after `row`. */
function lowerBound(labels: readonly { readonly row: number }[], row: number): number {
  let low = 0;
  let high = labels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((labels[middle]?.row ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
