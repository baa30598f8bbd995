import { ActionIcon, Button } from '@mantine/core';
import { IconEye, IconEyeOff, IconNote, IconPencil, IconSquareDashed, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Asset } from '../../api/types.ts';
import { Fact } from '../fact.tsx';
import { isMovie } from '../slide-data.ts';
import { NoteForm } from './note-form.tsx';
import classes from './notes.module.css';
import { type Note, useNotes } from './notes-context.ts';
import { useNoteEdits } from './use-note-edits.ts';

/** Notes on the picture and of the whole of it. */
export function NotesFact({ asset }: { readonly asset: Asset }) {
  const { setMode, hidden, setHidden } = useNotes();
  const edits = useNoteEdits(asset.id);
  const [writing, setWriting] = useState(false);
  const boxes = asset.notes.some(({ box }) => box !== null);
  return (
    <Fact icon={<IconNote />} label="Notes">
      {asset.notes.length > 0 && (
        <ul className={classes.list}>
          {asset.notes.map((note) => (
            <NoteItem key={note.id} note={note} />
          ))}
        </ul>
      )}
      {writing ? (
        <NoteForm
          text=""
          label="New note"
          onCancel={() => setWriting(false)}
          onSave={async (text) => {
            const kept = await edits.add(text, null);
            if (kept) setWriting(false);
            return kept;
          }}
        />
      ) : (
        <span className={classes.tools}>
          <Button size="compact-sm" variant="default" leftSection={<IconNote size={15} aria-hidden />} onClick={() => setWriting(true)}>
            Write a note
          </Button>
          {!isMovie(asset) && (
            <Button size="compact-sm" variant="default" leftSection={<IconSquareDashed size={15} aria-hidden />} onClick={() => setMode({ kind: 'draw' })}>
              On the picture
            </Button>
          )}
          {boxes && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-pressed={hidden}
              aria-label={hidden ? 'Show the boxes (B)' : 'Hide the boxes (B)'}
              title={hidden ? 'Show the boxes (B)' : 'Hide the boxes (B)'}
              onClick={() => setHidden(!hidden)}
            >
              {hidden ? <IconEyeOff size={17} /> : <IconEye size={17} />}
            </ActionIcon>
          )}
        </span>
      )}
    </Fact>
  );
}

function NoteItem({ note }: { readonly note: Note }) {
  const { setMode, pointed, point } = useNotes();
  const edits = useNoteEdits(note.assetId);
  const [writing, setWriting] = useState(false);
  if (writing)
    return (
      <li>
        <NoteForm
          text={note.text}
          label="Note"
          onCancel={() => setWriting(false)}
          onSave={async (text) => {
            const kept = await edits.edit(note.id, { text });
            if (kept) setWriting(false);
            return kept;
          }}
        />
      </li>
    );
  return (
    <li
      className={classes.item}
      data-lit={pointed === note.id || undefined}
      onPointerEnter={() => point(note.box ? note.id : null)}
      onPointerLeave={() => point(null)}
    >
      {note.box && <IconSquareDashed size={15} aria-label="On the picture" />}
      <p>{note.text}</p>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label="Change this note"
        onClick={() => (note.box ? setMode({ kind: 'edit', id: note.id }) : setWriting(true))}
      >
        <IconPencil size={15} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label="Delete this note" onClick={() => void edits.remove(note.id)}>
        <IconTrash size={15} />
      </ActionIcon>
    </li>
  );
}
