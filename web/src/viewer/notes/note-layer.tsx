import { useRef, useState } from 'react';
import { boxBetween, isLargeEnough } from './box-moves.ts';
import { NoteBoxView } from './note-box-view.tsx';
import classes from './notes.module.css';
import { type Note, type NoteBox, useNotes } from './notes-context.ts';
import { useNoteEdits } from './use-note-edits.ts';

interface NoteLayerProps {
  readonly assetId: number;
  readonly notes: readonly Note[];
}

/** Where a box begins that was asked for by key instead of being drawn. */
const MIDDLE: NoteBox = { x: 0.35, y: 0.4, width: 0.3, height: 0.2 };

/** The boxes on a picture, exactly over it, and what draws new ones. */
export function NoteLayer({ assetId, notes }: NoteLayerProps) {
  const { mode, setMode, hidden } = useNotes();
  const edits = useNoteEdits(assetId);
  const [draft, setDraft] = useState<NoteBox | null>(null);
  const from = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const drawing = mode.kind === 'draw';
  const placed = notes.flatMap((note) => (note.box ? [{ ...note, box: note.box }] : []));
  const end = (): void => {
    setDraft(null);
    setMode({ kind: 'rest' });
  };
  const at = (event: React.PointerEvent): { x: number; y: number } => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  return (
    <>
      {(!hidden || mode.kind !== 'rest') &&
        placed.map((note) => (
          <NoteBoxView
            key={note.id}
            box={note.box}
            text={note.text}
            id={note.id}
            editing={mode.kind === 'edit' && mode.id === note.id}
            onEdit={() => setMode({ kind: 'edit', id: note.id })}
            onRemove={() => void edits.remove(note.id)}
            onSave={async (text, box) => {
              const kept = await edits.edit(note.id, { text, box });
              if (kept) end();
              return kept;
            }}
            onCancel={end}
          />
        ))}
      {drawing && draft === null && (
        // The picture below is neither dragged nor swiped meanwhile.
        <div
          className={classes.canvas}
          data-note-hand
          role="button"
          tabIndex={0}
          aria-label="Draw a box for a note; Enter puts one into the middle"
          ref={(element) => element?.focus({ preventScroll: true })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            setDraft(MIDDLE);
          }}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            from.current = at(event);
          }}
          onPointerMove={(event) => {
            const mark = event.currentTarget.firstElementChild as HTMLElement;
            if (!from.current) return;
            const box = boxBetween(from.current.x, from.current.y, at(event).x, at(event).y);
            mark.style.cssText = `display:block;left:${box.x * 100}%;top:${box.y * 100}%;width:${box.width * 100}%;height:${box.height * 100}%`;
          }}
          onPointerUp={(event) => {
            const start = from.current;
            from.current = null;
            if (!start) return;
            const box = boxBetween(start.x, start.y, at(event).x, at(event).y);
            if (isLargeEnough(box)) setDraft(box);
          }}
        >
          <span className={classes.rubber} />
        </div>
      )}
      {drawing && draft !== null && (
        <NoteBoxView
          box={draft}
          text=""
          id={null}
          editing
          onSave={async (text, box) => {
            const kept = await edits.add(text, box);
            if (kept) end();
            return kept;
          }}
          onCancel={end}
        />
      )}
    </>
  );
}
