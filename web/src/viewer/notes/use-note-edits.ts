import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { components } from '../../../../src/sdk/openapi.d.ts';
import { api } from '../../api/client.ts';
import { assetQuery, must } from '../../api/queries.ts';
import { showUndo } from '../../components/show-undo.tsx';
import { sayProblem } from '../../features/trash/use-trash.tsx';
import type { Note, NoteBox } from './notes-context.ts';

type NoteEdit = components['schemas']['NoteEdit'];

/** Writes, changes and deletes notes of a picture, each to be undone. True once it is kept. */
export function useNoteEdits(assetId: number) {
  const queries = useQueryClient();
  return useMemo(() => {
    const { queryKey } = assetQuery(assetId);
    const put = (notes: (now: readonly Note[]) => Note[]): void => {
      queries.setQueryData(queryKey, (now) => now && { ...now, notes: notes(now.notes) });
    };
    const tried = async (work: () => Promise<void>): Promise<boolean> => {
      try {
        await queries.cancelQueries({ queryKey });
        await work();
        void queries.invalidateQueries({ queryKey });
        return true;
      } catch (error) {
        void queries.invalidateQueries({ queryKey });
        sayProblem(error);
        return false;
      }
    };
    const offer = (words: string, undo: () => Promise<void>): void => showUndo(`note-${assetId}`, words, async () => void (await tried(undo)));
    const write = async (text: string, box: NoteBox | null): Promise<Note> => {
      const note = must((await api.POST('/api/v1/assets/{id}/notes', { params: { path: { id: assetId } }, body: { text, box } })).data);
      put((now) => [...now, note]);
      return note;
    };
    const drop = async (id: number): Promise<Note> => {
      const note = must((await api.DELETE('/api/v1/notes/{id}', { params: { path: { id } } })).data);
      put((now) => now.filter((one) => one.id !== id));
      return note;
    };
    const change = async (id: number, body: NoteEdit): Promise<NoteEdit> => {
      put((now) => now.map((one) => (one.id === id ? { ...one, text: body.text ?? one.text, box: body.box === undefined ? one.box : body.box } : one)));
      return must((await api.PATCH('/api/v1/notes/{id}', { params: { path: { id } }, body })).data).previous;
    };
    return {
      add: (text: string, box: NoteBox | null) =>
        tried(async () => {
          const { id } = await write(text, box);
          offer('Note written', async () => void (await drop(id)));
        }),
      edit: (id: number, body: NoteEdit) =>
        tried(async () => {
          const previous = await change(id, body);
          offer('Note changed', async () => void (await change(id, previous)));
        }),
      remove: (id: number) =>
        tried(async () => {
          const { text, box } = await drop(id);
          offer('Note deleted', async () => void (await write(text, box)));
        }),
    };
  }, [queries, assetId]);
}
