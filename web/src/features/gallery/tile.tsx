import { IconPhotoOff } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { thumbnailUrl } from '../../api/client.ts';
import type { AssetSummary } from '../../api/types.ts';
import { formatDateTime } from '../../components/format.ts';
import classes from './gallery.module.css';
import { placeholderOf } from './placeholder.ts';
import { StripPreview } from './strip-preview.tsx';
import { TileBadge } from './tile-badge.tsx';
import { TileCheck } from './tile-check.tsx';
import { TileMarks } from './tile-marks.tsx';

interface TileProps {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly summary: AssetSummary | undefined;
  readonly href: string;
  /** False while the view moves too fast for the picture to be worth loading. */
  readonly load: boolean;
  readonly tabbable: boolean;
  readonly blurred: boolean;
  readonly selected: boolean;
  /** Some are selected, or the mouse is on it: the corner to pick it by is shown. */
  readonly pickable: boolean;
}

/** Thumbnails seen on this page come from the browser's cache; fading them in again would only flicker. */
const seen = new Set<number>();

export const Tile = memo(function Tile({ id, x, y, width, height, summary, href, load, tabbable, blurred, selected, pickable }: TileProps) {
  const [state, setState] = useState<'waiting' | 'loaded' | 'failed'>('waiting');
  const [pointed, setPointed] = useState(false);
  const moves = summary?.kind === 'video' || summary?.kind === 'animation';
  const [instant] = useState(() => seen.has(id));
  const placeholder = summary && (load || instant) && state !== 'loaded' ? placeholderOf(summary.thumbhash) : undefined;
  const label = summary ? `${summary.name}, ${moves ? 'video, ' : summary.kind === 'file' ? 'file, ' : ''}${formatDateTime(summary.sortAt)}` : `Picture ${id}`;
  return (
    <a
      className={classes.tile}
      href={href}
      data-asset={id}
      data-state={state}
      data-blurred={blurred || undefined}
      data-selected={selected || undefined}
      tabIndex={tabbable ? 0 : -1}
      aria-label={selected ? `${label}, selected` : label}
      draggable={false}
      onPointerEnter={moves ? (event) => setPointed(event.pointerType === 'mouse') : undefined}
      onPointerLeave={moves ? () => setPointed(false) : undefined}
      style={{
        transform: `translate(${x}px, ${y}px)`,
        width,
        height,
        ...(placeholder ? { backgroundImage: `url(${placeholder})` } : {}),
      }}
    >
      {summary && (load || instant || state === 'loaded') && state !== 'failed' && (
        <img
          src={thumbnailUrl(id, summary.version)}
          alt=""
          decoding="async"
          draggable={false}
          data-instant={instant || undefined}
          onLoad={() => {
            seen.add(id);
            setState('loaded');
          }}
          onError={() => setState('failed')}
        />
      )}
      {state === 'failed' && <IconPhotoOff className={classes.failed} size={24} stroke={1.5} aria-hidden />}
      {summary && pointed && !blurred && <StripPreview id={id} version={summary.version} ratio={summary.width / summary.height} />}
      {summary && <TileBadge summary={summary} />}
      {summary && <TileMarks summary={summary} />}
      {(selected || pickable) && <TileCheck selected={selected} />}
    </a>
  );
});
