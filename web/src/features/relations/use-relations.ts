import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import type { RelationEdit, RelationRequest } from '../../api/types.ts';
import { showUndo } from '../../components/show-undo.tsx';
import { sayProblem } from '../trash/use-trash.tsx';

/** Edits of relations, each offered to be undone. They reject with what the server said; `say` puts that into a note instead. */
export function useRelations() {
  const queries = useQueryClient();
  const reload = (): void => {
    for (const key of ['family', 'asset']) void queries.invalidateQueries({ queryKey: [key] });
  };
  const done = (edit: RelationEdit, words: string): void => {
    reload();
    showUndo('relations', words, async () => {
      try {
        await api.POST('/api/v1/relations/restore', { body: { previous: edit.previous } });
      } catch (error) {
        sayProblem(error);
      }
      reload();
    });
  };
  return {
    relate: async (body: RelationRequest, words: string): Promise<void> => done(must((await api.POST('/api/v1/relations', { body })).data), words),
    unrelate: async (body: RelationRequest, words: string): Promise<void> => done(must((await api.POST('/api/v1/relations/remove', { body })).data), words),
    say: (work: Promise<void>): void => void work.catch(sayProblem),
  };
}
