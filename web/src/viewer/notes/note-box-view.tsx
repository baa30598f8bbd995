import { ActionIcon, Popover } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { type Grip, movedBox } from './box-moves.ts';
import { NoteForm } from './note-form.tsx';
import classes from './notes.module.css';
import { type NoteBox, useNotes } from './notes-context.ts';

interface NoteBoxViewProps {
  readonly box: NoteBox;
  readonly text: string;
  /** Null while it is not kept yet. */
  readonly id: number | null;
  readonly editing: boolean;
  readonly onEdit?: () => void;
  readonly onRemove?: () => void;
  readonly onSave: (text: string, box: NoteBox) => Promise<boolean>;
  readonly onCancel: () => void;
}

const GRIPS: readonly Grip[] = ([-1, 0, 1] as const).flatMap((y) => ([-1, 0, 1] as const).flatMap((x) => (x === 0 && y === 0 ? [] : [{ x, y }])));
const KEY_STEP = 0.01;

/** One box: what it says while pointed at or after a tap; moved, resized and rewritten while it is edited. */
export function NoteBoxView({ box: kept, text, id, editing, onEdit, onRemove, onSave, onCancel }: NoteBoxViewProps) {
  const { pointed, point } = useNotes();
  const [box, setBox] = useState(kept);
  const [over, setOver] = useState(false);
  const [pinned, setPinned] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const hold = useRef<{ readonly grip: Grip; readonly x: number; readonly y: number; readonly box: NoteBox } | null>(null);
  useEffect(() => {
    if (!editing) setBox(kept);
  }, [kept, editing]);
  useEffect(() => {
    if (editing) setPinned(false);
  }, [editing]);
  const lit = editing || over || pinned || (id !== null && pointed === id);

  const share = (dx: number, dy: number): [number, number] => {
    const layer = frame.current?.offsetParent?.getBoundingClientRect();
    return layer ? [dx / layer.width, dy / layer.height] : [0, 0];
  };
  const grips = (grip: Grip) => ({
    onPointerDown: (event: React.PointerEvent) => {
      if (!editing) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      hold.current = { grip, x: event.clientX, y: event.clientY, box };
    },
    onPointerMove: (event: React.PointerEvent) => {
      const from = hold.current;
      if (from) setBox(movedBox(from.box, from.grip, ...share(event.clientX - from.x, event.clientY - from.y)));
    },
    onPointerUp: () => {
      hold.current = null;
    },
  });
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Escape' && (editing || pinned)) {
      event.stopPropagation();
      if (editing) onCancel();
      setPinned(false);
      return;
    }
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (editing && arrow) {
      event.preventDefault();
      event.stopPropagation();
      setBox(movedBox(box, event.shiftKey ? { x: 1, y: 1 } : { x: 0, y: 0 }, arrow[0]! * KEY_STEP, arrow[1]! * KEY_STEP));
    } else if (!editing && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      event.stopPropagation();
      setPinned(!pinned);
    }
  };
  return (
    <Popover
      opened={lit}
      position="bottom"
      withArrow
      shadow="md"
      width={280}
      zIndex={320}
      trapFocus={false}
      closeOnEscape={false}
      onChange={(open) => !open && setPinned(false)}
      middlewares={{ flip: true, shift: { padding: 10 } }}
    >
      <Popover.Target>
        <div
          ref={frame}
          className={classes.box}
          data-note={id ?? 'new'}
          data-lit={lit || undefined}
          data-editing={editing || undefined}
          {...(editing ? { 'data-note-hand': true } : {})}
          role="button"
          tabIndex={0}
          aria-label={editing ? 'The box of the note: arrow keys move it, with Shift they resize it' : `Note: ${text}`}
          style={{ left: `${box.x * 100}%`, top: `${box.y * 100}%`, width: `${box.width * 100}%`, height: `${box.height * 100}%` }}
          onPointerEnter={(event) => {
            if (event.pointerType !== 'mouse') return;
            setOver(true);
            point(id);
          }}
          onPointerLeave={() => {
            setOver(false);
            point(null);
          }}
          onFocus={() => setOver(true)}
          onBlur={() => setOver(false)}
          onClick={() => !editing && setPinned(!pinned)}
          onDoubleClick={(event) => {
            event.stopPropagation();
            onEdit?.();
          }}
          onKeyDown={onKeyDown}
          {...grips({ x: 0, y: 0 })}
        >
          {editing &&
            GRIPS.map((grip) => <span key={`${grip.x} ${grip.y}`} className={classes.grip} data-x={grip.x} data-y={grip.y} data-note-hand {...grips(grip)} />)}
        </div>
      </Popover.Target>
      <Popover.Dropdown p={12} onClick={(event) => event.stopPropagation()} onPointerDown={(event) => event.stopPropagation()}>
        {editing ? (
          <NoteForm text={text} label="Note" onSave={(words) => onSave(words, box)} onCancel={onCancel} />
        ) : (
          <div className={classes.bubble}>
            <p>{text}</p>
            {pinned && (
              <span>
                <ActionIcon variant="subtle" color="gray" aria-label="Change the note" onClick={onEdit}>
                  <IconPencil size={17} />
                </ActionIcon>
                <ActionIcon variant="subtle" color="gray" aria-label="Delete the note" onClick={onRemove}>
                  <IconTrash size={17} />
                </ActionIcon>
              </span>
            )}
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
