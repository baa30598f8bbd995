import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { IconCheck } from '@tabler/icons-react';
import { memo } from 'react';
import type { AssetSummary } from '../../api/types.ts';
import { FramedThumb } from '../../components/framed-thumb.tsx';
import { TileBadge } from '../gallery/tile-badge.tsx';
import classes from './pools.module.css';

interface PoolTileProps {
  readonly asset: AssetSummary;
  readonly place: number;
  readonly selected: boolean;
  /** It is one of those that are dragged along with another. */
  readonly along: boolean;
  readonly onOpen: (id: number) => void;
  readonly onToggle: (id: number, range: boolean) => void;
  readonly onRemove: (id: number) => void;
}

/** One member: drag it (or pick it up with Space) to move it, click to look at it, the corner selects it. */
export const PoolTile = memo(function PoolTile({ asset, place, selected, along, onOpen, onToggle, onRemove }: PoolTileProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: asset.id });
  return (
    <li
      ref={setNodeRef}
      className={classes.tile}
      data-selected={selected || undefined}
      data-lifted={isDragging || along || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        type="button"
        ref={setActivatorNodeRef}
        className={classes.picture}
        data-member={asset.id}
        {...attributes}
        {...listeners}
        aria-label={`${place}. ${asset.name}`}
        onClick={() => onOpen(asset.id)}
        onKeyDown={(event) => {
          if (event.key === 'Delete' && !event.repeat) onRemove(asset.id);
          else if (event.key === 'x') onToggle(asset.id, event.shiftKey);
          else listeners?.['onKeyDown']?.(event);
        }}
      >
        <MemberPicture asset={asset} />
        <span className={classes.place}>{place}</span>
      </button>
      <button
        type="button"
        className={classes.check}
        aria-pressed={selected}
        aria-label={`Select ${asset.name}`}
        onClick={(event) => onToggle(asset.id, event.shiftKey)}
      >
        <IconCheck size={15} stroke={3} aria-hidden />
      </button>
    </li>
  );
});

/** The picture alone; also what is under the pointer while it is dragged. */
export function MemberPicture({ asset }: { readonly asset: AssetSummary }) {
  return (
    <FramedThumb asset={asset} draggable={false}>
      <TileBadge summary={asset} />
    </FramedThumb>
  );
}
