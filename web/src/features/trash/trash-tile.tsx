import { IconCheck, IconMaximize } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { plural } from '../../components/format.ts';
import { FramedThumb } from '../../components/framed-thumb.tsx';
import classes from './trash.module.css';
import type { TrashedAsset } from './trash-queries.ts';

interface TrashTileProps {
  readonly asset: TrashedAsset;
  readonly selected: boolean;
  readonly onToggle: (id: number, range: boolean) => void;
}

/** One picture in the trash: a click selects it, the corner opens it. */
export const TrashTile = memo(function TrashTile({ asset, selected, onToggle }: TrashTileProps) {
  return (
    <li className={classes.tile} data-selected={selected || undefined}>
      <button type="button" className={classes.picture} aria-pressed={selected} onClick={(event) => onToggle(asset.id, event.shiftKey)}>
        <FramedThumb asset={asset}>
          <span className={classes.check} aria-hidden>
            <IconCheck size={15} stroke={3} />
          </span>
        </FramedThumb>
        <span className={classes.name}>{asset.name}</span>
        <span className={classes.left}>{daysLeft(asset.purgeAt)}</span>
      </button>
      <Link to="/asset/$id" params={{ id: String(asset.id) }} search={{}} className={classes.open} aria-label={`Look at ${asset.name}`} title="Look at it">
        <IconMaximize size={16} stroke={1.8} />
      </Link>
    </li>
  );
});

function daysLeft(purgeAt: string | null): string {
  if (purgeAt === null) return 'until you empty the trash';
  const days = Math.ceil((Date.parse(purgeAt) - Date.now()) / 86_400_000);
  return days <= 0 ? 'about to be deleted' : `${plural(days, 'day')} left`;
}
