import { IconPlayerPlayFilled, IconStack2Filled } from '@tabler/icons-react';
import type { AssetSummary } from '../../api/types.ts';
import { formatClock } from '../../components/format.ts';
import classes from './gallery.module.css';
import { isPaged } from './paged.ts';

/** What a picture is beside a picture: `▶ 0:42`, `RAW`, `▶ GIF`, `3 pages`, how many are stacked. One element a tile at the most. */
export function TileBadge({ summary }: { readonly summary: AssetSummary }) {
  const { kind, frames, format, durationMs, stackSize } = summary;
  const moves = kind === 'video' || kind === 'animation' || (frames > 1 && !isPaged(format));
  const words =
    kind === 'video'
      ? durationMs === null
        ? 'Video'
        : formatClock(durationMs)
      : kind === 'raw'
        ? 'RAW'
        : moves
          ? format.toUpperCase()
          : frames > 1
            ? `${frames} pages`
            : null;
  if (words === null && stackSize === null) return null;
  return (
    <span className={classes.badge}>
      {stackSize !== null && (
        <>
          <IconStack2Filled size={12} aria-hidden /> {stackSize}
        </>
      )}
      {moves && <IconPlayerPlayFilled size={10} aria-hidden />}
      {words}
    </span>
  );
}
