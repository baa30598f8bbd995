import { z } from 'zod';
import { assetById } from '../../catalog/asset-queries.ts';
import { notesOf, type NoteWords } from '../../catalog/note-queries.ts';
import { AppError } from '../../core/errors.ts';
import { addNote, editNote, removeNote } from '../../curate/notes.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetId, Note } from '../schemas/asset.ts';
import { EditedNote, NewNote, NoteEdit } from '../schemas/marks.ts';
import { problem } from '../schemas/responses.ts';
import { toNote } from '../views/note-view.ts';

const Params = z.object({ id: AssetId });

export function noteRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  const by = () => ({ actor: 'web', now: clock() });
  const schema = { tags: ['notes'], params: Params };

  app.get(
    '/api/v1/assets/:id/notes',
    {
      schema: {
        ...schema,
        operationId: 'listNotes',
        summary: 'Notes on a picture and of it',
        response: { 200: z.object({ items: z.array(Note) }), ...problem },
      },
    },
    async ({ params }) => {
      if (!(await assetById(catalog, params.id))) throw new AppError('asset-not-found');
      return { items: (await notesOf(catalog.read, params.id)).map(toNote) };
    },
  );
  app.post(
    '/api/v1/assets/:id/notes',
    { schema: { ...schema, operationId: 'addNote', summary: 'Write a note', body: NewNote, response: { 200: Note, ...problem } } },
    async ({ params, body }) => toNote(await addNote(catalog, params.id, body, by())),
  );
  app.patch(
    '/api/v1/notes/:id',
    {
      schema: {
        ...schema,
        operationId: 'editNote',
        summary: 'Change what a note says or where it is',
        body: NoteEdit,
        response: { 200: EditedNote, ...problem },
      },
    },
    async ({ params, body }) => {
      const edit = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<NoteWords>;
      const { note, previous } = await editNote(catalog, params.id, edit, by());
      return { note: toNote(note), previous };
    },
  );
  app.delete(
    '/api/v1/notes/:id',
    { schema: { ...schema, operationId: 'removeNote', summary: 'Delete a note; answers what it said', response: { 200: Note, ...problem } } },
    async ({ params }) => toNote(await removeNote(catalog, params.id, by())),
  );
}
