import { useEffect, useRef } from 'react';
import { originalUrl, previewUrl } from '../../api/client.ts';
import type { AssetSummary } from '../../api/types.ts';
import { CARD_PX, DRAWN, isCard, isMovie } from '../../viewer/slide-data.ts';
import classes from './score.module.css';

/** The picture in its own size, at least twice as large as the screen shows it: dragged, scrolled, or moved with the fingers. */
export function ScoreZoom({ asset }: { readonly asset: AssetSummary }) {
  const box = useRef<HTMLDivElement>(null);
  const grab = useRef<{ readonly x: number; readonly y: number } | null>(null);
  useEffect(() => {
    const element = box.current;
    if (element) element.scrollTo((element.scrollWidth - element.clientWidth) / 2, (element.scrollHeight - element.clientHeight) / 2);
  }, []);
  // A file without a picture is a card.
  const { width, height } = isCard(asset) ? { width: CARD_PX, height: CARD_PX } : asset;
  const fit = Math.min(innerWidth / width, innerHeight / height);
  const scale = Math.max(1, fit * 2);
  const original = !isMovie(asset) && DRAWN.has(asset.format);
  return (
    <div
      ref={box}
      className={classes.zoom}
      onPointerDown={(event) => {
        if (event.pointerType !== 'mouse') return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grab.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={(event) => {
        if (!grab.current) return;
        event.currentTarget.scrollBy(grab.current.x - event.clientX, grab.current.y - event.clientY);
        grab.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerUp={() => {
        grab.current = null;
      }}
    >
      <img
        src={original ? originalUrl(asset.id, asset.version) : previewUrl(asset.id, asset.version)}
        alt={asset.name}
        draggable={false}
        style={{ width: width * scale, height: height * scale }}
      />
    </div>
  );
}
