import { closestCenter, DndContext, DragOverlay, KeyboardSensor, MouseSensor, TouchSensor, type UniqueIdentifier, useSensor, useSensors } from '@dnd-kit/core';
import { rectSortingStrategy, SortableContext, sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { useState } from 'react';
import type { AssetSummary } from '../../api/types.ts';
import tiles from '../../components/tiles.module.css';
import { dropped, type Move } from './moved.ts';
import { MemberPicture, PoolTile } from './pool-tile.tsx';
import classes from './pools.module.css';

interface PoolGridProps {
  readonly items: readonly AssetSummary[];
  readonly selection: ReadonlySet<number>;
  readonly onMove: (move: Move) => void;
  readonly onOpen: (id: number) => void;
  readonly onToggle: (id: number, range: boolean) => void;
  readonly onRemove: (id: number) => void;
}

/** The members in their order, to be put into another one by mouse, by touch (held for a moment) or by keyboard. */
export function PoolGrid({ items, selection, onMove, onOpen, onToggle, onRemove }: PoolGridProps) {
  const [lifted, setLifted] = useState<number | null>(null);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 8 } }),
    // A finger that moves at once scrolls the page.
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: sortableKeyboardCoordinates,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter', 'Tab'] },
    }),
  );
  const order = items.map(({ id }) => id);
  const places = new Map(order.map((id, at) => [id, at + 1]));
  const byId = new Map(items.map((item) => [item.id, item]));
  const named = (id: UniqueIdentifier): string => byId.get(Number(id))?.name ?? 'The picture';
  const along = lifted !== null && selection.has(lifted) ? selection : undefined;
  const shown = lifted === null ? undefined : byId.get(lifted);
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{
        screenReaderInstructions: {
          draggable:
            'Press Space to pick the picture up, the arrow keys to move it, Space again to put it down, Escape to leave it where it was. Enter opens it.',
        },
        announcements: {
          onDragStart: ({ active }) => `${named(active.id)} picked up, place ${places.get(Number(active.id))}.`,
          onDragOver: ({ over }) => (over ? `Place ${places.get(Number(over.id))} of ${items.length}.` : undefined),
          onDragEnd: ({ active, over }) => `${named(active.id)} put down at place ${places.get(Number((over ?? active).id))}.`,
          onDragCancel: ({ active }) => `${named(active.id)} stays where it was.`,
        },
      }}
      onDragStart={({ active }) => setLifted(Number(active.id))}
      onDragCancel={() => setLifted(null)}
      onDragEnd={({ active, over }) => {
        setLifted(null);
        const move = over ? dropped(order, Number(active.id), Number(over.id), selection) : undefined;
        if (move) onMove(move);
      }}
    >
      <SortableContext items={order} strategy={rectSortingStrategy}>
        <ol className={`${tiles.tiles} ${classes.grid}`} aria-label="Pictures of the pool, in their order">
          {items.map((asset, at) => (
            <PoolTile
              key={asset.id}
              asset={asset}
              place={at + 1}
              selected={selection.has(asset.id)}
              along={along?.has(asset.id) ?? false}
              onOpen={onOpen}
              onToggle={onToggle}
              onRemove={onRemove}
            />
          ))}
        </ol>
      </SortableContext>
      <DragOverlay>
        {shown && (
          <div className={classes.dragged}>
            <MemberPicture asset={shown} />
            {along && along.size > 1 && <span className={classes.dragCount}>{along.size}</span>}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}
