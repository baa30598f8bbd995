import { IconPlayerPlayFilled, IconStack2Filled } from '@tabler/icons-react';
import type { AssetSummary } from '../../api/types.ts';
import { formatClock } from '../../components/format.ts';
import classes from './gallery.module.css';
import { isPaged } from './paged.ts';

/** What a picture is beside a picture: `▶ 0:42`, `RAW`, `▶ GIF`, `3 pages`. One element a tile at the most. */
export function TileBadge({ summary }: { readonly summary: AssetSummary }) {
  const { kind, frames, format, durationMs } = summary;
  if (kind === 'video') {
    return (
      <span className={classes.badge}>
        <IconPlayerPlayFilled size={10} aria-hidden /> {durationMs === null ? 'Video' : formatClock(durationMs)}
      </span>
    );
  }
  if (kind === 'raw') return <span className={classes.badge}>RAW</span>;
  if (frames <= 1) return null;
  if (isPaged(format)) {
    return (
      <span className={classes.badge}>
        <IconStack2Filled size={11} aria-hidden /> {frames} pages
      </span>
    );
  }
  return (
    <span className={classes.badge}>
      <IconPlayerPlayFilled size={10} aria-hidden /> {format.toUpperCase()}
    </span>
  );
}
