import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../api/client.ts';
import { assetQuery } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { showUndo } from '../components/show-undo.tsx';
import { sayProblem } from '../features/trash/use-trash.tsx';
import { metadataQuery } from './provenance.ts';

/** What a person can say of an asset; null takes the word back, and the next origin is believed again. */
export type AssetEdit = { readonly [Fact in 'title' | 'description' | 'keywords' | 'rating']?: Asset[Fact] | null };

/** Says something of an asset: shown at once, written one after the other, and undone from the notification. */
export function useEditAsset(id: number): (edit: AssetEdit, words: string) => void {
  const queries = useQueryClient();
  const asset = assetQuery(id).queryKey;
  const { mutateAsync } = useMutation({
    mutationKey: ['edit', id],
    // Five stars pressed after four must also arrive after them.
    scope: { id: `edit-${id}` },
    mutationFn: (body: AssetEdit) => (api.PATCH as unknown as Patch)('/api/v1/assets/{id}', { params: { path: { id } }, body }),
    onMutate: async (edit) => {
      await queries.cancelQueries({ queryKey: asset });
      queries.setQueryData(asset, (now) => now && merged(now, edit));
    },
    onError: sayProblem,
    onSettled: () => {
      if (queries.isMutating({ mutationKey: ['edit', id] }) === 1) void queries.invalidateQueries({ queryKey: asset });
    },
  });
  return useCallback(
    (edit, words) => {
      const run = async (): Promise<void> => {
        const before = await saidBefore();
        await mutateAsync(edit);
        showUndo(`edit-${id}`, words, async () => {
          await mutateAsync(before).catch(() => undefined);
        });
      };
      /** What this person said of it until now: that is what undoing says again. */
      const saidBefore = async (): Promise<AssetEdit> => {
        const { origins } = await queries.fetchQuery({ ...metadataQuery(id), staleTime: 0 });
        const said = origins.find(({ origin }) => origin === 'human')?.facts ?? {};
        return Object.fromEntries(Object.keys(edit).map((fact) => [fact, said[fact] ?? null]));
      };
      void run().catch(() => undefined);
    },
    [queries, id, mutateAsync],
  );
}

/** What is not known on this page (what the file says, once a word is taken back) follows with the answer. */
function merged(now: Asset, edit: AssetEdit): Asset {
  return { ...now, ...edit, keywords: edit.keywords === undefined ? now.keywords : (edit.keywords ?? []) };
}

type Patch = (path: string, init: { readonly params: { readonly path: { readonly id: number } }; readonly body: AssetEdit }) => Promise<unknown>;
