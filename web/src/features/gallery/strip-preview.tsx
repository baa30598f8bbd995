import { useEffect, useRef, useState } from 'react';
import { stripUrl } from '../../api/client.ts';
import classes from './gallery.module.css';

interface StripPreviewProps {
  readonly id: number;
  readonly version: string;
  /** width / height of one frame */
  readonly ratio: number;
}

/** A pointer that only passes asks for nothing. */
const REST_MS = 120;
/** Videos without a strip, so that they are asked for once. */
const without = new Set<number>();

/** Over the tile of a video the pointer is on: the frame of the place pointed at, from a picture of all of them side by side. */
export function StripPreview({ id, version, ratio }: StripPreviewProps) {
  const box = useRef<HTMLSpanElement>(null);
  const [frames, setFrames] = useState(0);

  useEffect(() => {
    if (without.has(id)) return undefined;
    const strip = new Image();
    let gone = false;
    strip.addEventListener('load', () => !gone && setFrames(Math.max(1, Math.round(strip.naturalWidth / strip.naturalHeight / ratio))));
    strip.addEventListener('error', () => without.add(id));
    const timer = setTimeout(() => (strip.src = stripUrl(id, version)), REST_MS);
    return () => {
      clearTimeout(timer);
      gone = true;
    };
  }, [id, version, ratio]);

  // By hand, not by state: the pointer moves sixty times a second.
  useEffect(() => {
    const element = box.current;
    const tile = element?.parentElement;
    if (!element || !tile || frames === 0) return undefined;
    const show = (at: number): void => {
      const frame = Math.min(frames - 1, Math.floor(at * frames));
      element.style.backgroundPosition = `${frames > 1 ? (frame / (frames - 1)) * 100 : 0}% 0`;
      (element.firstElementChild as HTMLElement).style.transform = `scaleX(${at})`;
    };
    const onMove = (event: PointerEvent): void => {
      const { left, width } = tile.getBoundingClientRect();
      show(Math.min(1, Math.max(0, (event.clientX - left) / width)));
    };
    show(0);
    tile.addEventListener('pointermove', onMove);
    return () => tile.removeEventListener('pointermove', onMove);
  }, [frames]);

  return (
    <span
      ref={box}
      className={classes.strip}
      data-shown={frames > 0 || undefined}
      style={frames > 0 ? { backgroundImage: `url(${stripUrl(id, version)})`, backgroundSize: `${frames * 100}% 100%` } : {}}
      aria-hidden
    >
      <span className={classes.playhead} />
    </span>
  );
}
