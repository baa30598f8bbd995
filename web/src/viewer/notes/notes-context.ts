import { useLocalStorage } from '@mantine/hooks';
import { createContext, useContext, useMemo, useState } from 'react';
import type { components } from '../../../../src/sdk/openapi.d.ts';

export type Note = components['schemas']['Note'];
export type NoteBox = components['schemas']['NoteBox'];

/** What the hand is at: drawing a new box, or changing the note of this id. */
export type NoteMode = { readonly kind: 'rest' } | { readonly kind: 'draw' } | { readonly kind: 'edit'; readonly id: number };

const REST: NoteMode = { kind: 'rest' };

/** Shared by the picture and the panel beside it; of one picture at a time. */
export function useNotesState(assetId: number) {
  const [state, setState] = useState<{ readonly of: number; readonly mode: NoteMode }>({ of: assetId, mode: REST });
  const [pointed, point] = useState<number | null>(null);
  const [hidden, setHidden] = useLocalStorage({ key: 'magpie-notes-hidden', defaultValue: false, getInitialValueInEffect: false });
  // Going on to another picture ends what was begun on this one.
  const mode = state.of === assetId ? state.mode : REST;
  return useMemo(
    () => ({ mode, setMode: (next: NoteMode) => setState({ of: assetId, mode: next }), pointed, point, hidden, setHidden }),
    [mode, assetId, pointed, hidden, setHidden],
  );
}

const Context = createContext<ReturnType<typeof useNotesState> | null>(null);
export const NotesProvider = Context.Provider;

export function useNotes(): ReturnType<typeof useNotesState> {
  const notes = useContext(Context);
  if (!notes) throw new Error('Notes are shown inside the viewer only.');
  return notes;
}
