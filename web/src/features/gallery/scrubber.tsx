import { useElementSize, useMergedRef } from '@mantine/hooks';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { formatMonth } from '../../components/format.ts';
import type { GalleryLayout } from './justified-layout.ts';
import classes from './scrubber.module.css';
import { monthAt, type ScrubberMark, scrollRange, stepFrom, topToTrack, trackToTop, yearMarks } from './scrubber-scale.ts';
import type { Signal } from './signal.ts';

interface ScrubberProps {
  readonly layout: GalleryLayout;
  readonly viewport: number;
  readonly top: Signal<number>;
  readonly onJump: (top: number) => void;
}

/** The library's years on a track: hover to read, drag to go there, arrow keys for months, page keys for years. */
export function Scrubber({ layout, viewport, top, onJump }: ScrubberProps) {
  const { ref: sizeRef, height: track } = useElementSize<HTMLDivElement>();
  const trackRef = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(trackRef, sizeRef);
  const handle = useRef<HTMLDivElement>(null);
  const range = scrollRange(layout, viewport);
  const marks = useMemo(() => yearMarks(layout.labels, range, track), [layout, range, track]);
  const [pointer, setPointer] = useState<number | null>(null);
  const [dragging, setDragging] = useState(false);
  const [moving, setMoving] = useState(false);
  const [month, setMonth] = useState('');

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const update = (value: number): void => {
      if (handle.current) handle.current.style.transform = `translateY(${topToTrack(value, range, track)}px)`;
      setMonth(monthAt(layout.labels, value + 8)?.month ?? '');
    };
    update(top.value);
    const stop = top.subscribe((value) => {
      update(value);
      setMoving(true);
      clearTimeout(timer);
      timer = setTimeout(() => setMoving(false), 1400);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [layout, top, range, track]);

  const yOf = (event: React.PointerEvent): number => {
    const box = trackRef.current?.getBoundingClientRect();
    return box ? Math.min(box.height, Math.max(0, event.clientY - box.top)) : 0;
  };
  const pointed = pointer === null ? '' : (monthAt(layout.labels, trackToTop(pointer, range, track) + 8)?.month ?? '');

  return (
    <div
      className={classes.lane}
      data-moving={moving || dragging || undefined}
      data-dragging={dragging || undefined}
      role="slider"
      tabIndex={0}
      aria-label="Date"
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round((top.value / range) * 100)}
      aria-valuetext={month && formatMonth(month)}
      onPointerDown={(event) => {
        // On a phone the track is invisible: only its handle may be grabbed, or a swipe at the edge would jump years.
        if (event.pointerType === 'touch' && !(event.target as Element).closest('[data-handle]')) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
        setDragging(true);
        setPointer(yOf(event));
        if (event.pointerType !== 'touch') onJump(trackToTop(yOf(event), range, track));
      }}
      onPointerMove={(event) => {
        setPointer(yOf(event));
        if (dragging) onJump(trackToTop(yOf(event), range, track));
      }}
      onPointerUp={(event) => {
        setDragging(false);
        if (event.pointerType === 'touch') setPointer(null);
      }}
      onPointerCancel={() => setDragging(false)}
      onPointerLeave={() => !dragging && setPointer(null)}
      onKeyDown={(event) => {
        const step = STEPS[event.key];
        if (!step) return;
        event.preventDefault();
        onJump(step === 'start' ? 0 : step === 'end' ? range : stepFrom(layout.labels, top.value, step[0], step[1]));
      }}
    >
      <div ref={ref} className={classes.track}>
        <Marks marks={marks} />
        {pointer !== null && !dragging && <div className={classes.hover} style={{ top: pointer }} />}
        <div ref={handle} className={classes.handle}>
          <span className={classes.grip} data-handle />
        </div>
        {pointer !== null && (
          <div className={classes.bubble} style={{ top: pointer }} aria-hidden>
            {pointed && formatMonth(pointed)}
          </div>
        )}
      </div>
    </div>
  );
}

const Marks = memo(function Marks({ marks }: { readonly marks: readonly ScrubberMark[] }) {
  return marks.map((mark) => (
    <span key={mark.year} className={classes.mark} data-text={mark.text || undefined} style={{ top: mark.y }}>
      {mark.text ? mark.year : ''}
    </span>
  ));
});

const STEPS: Record<string, [number, 'month' | 'year'] | 'start' | 'end'> = {
  ArrowDown: [1, 'month'],
  ArrowRight: [1, 'month'],
  ArrowUp: [-1, 'month'],
  ArrowLeft: [-1, 'month'],
  PageDown: [1, 'year'],
  PageUp: [-1, 'year'],
  Home: 'start',
  End: 'end',
};
