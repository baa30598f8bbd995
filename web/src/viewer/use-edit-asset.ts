import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../api/client.ts';
import { assetQuery, must } from '../api/queries.ts';
import type { Asset, AssetEdit } from '../api/types.ts';
import { showUndo } from '../components/show-undo.tsx';
import { sayProblem } from '../features/trash/use-trash.tsx';

/** Says something of an asset: shown at once, written one after the other, and undone from the notification. */
export function useEditAsset(id: number): (edit: AssetEdit, words: string) => void {
  const queries = useQueryClient();
  const { queryKey } = assetQuery(id);
  const { mutateAsync } = useMutation({
    mutationKey: ['edit', id],
    // Five stars pressed after four must also arrive after them.
    scope: { id: `edit-${id}` },
    mutationFn: async (body: AssetEdit) => must((await api.PATCH('/api/v1/assets/{id}', { params: { path: { id } }, body })).data),
    onMutate: async (edit) => {
      await queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, (now) => now && merged(now, edit));
    },
    onError: sayProblem,
    onSettled: () => {
      // Not between two of them: the first answer does not know of the second.
      if (queries.isMutating({ mutationKey: ['edit', id] }) === 1) void queries.invalidateQueries({ queryKey });
    },
  });
  return useCallback(
    (edit, words) => {
      void mutateAsync(edit).then(
        ({ previous }) =>
          showUndo(`edit-${id}`, words, async () => {
            await mutateAsync(previous).catch(() => undefined);
          }),
        () => undefined,
      );
    },
    [id, mutateAsync],
  );
}

/** What is not known on this page (what the file says, once a word is taken back) follows with the answer. */
function merged(now: Asset, edit: AssetEdit): Asset {
  const { title = now.title, description = now.description, rating = now.rating, keywords = now.keywords, contentRating = now.contentRating } = edit;
  return { ...now, title, description, rating, contentRating, favourite: edit.favourite ?? now.favourite, keywords: keywords ?? [] };
}
