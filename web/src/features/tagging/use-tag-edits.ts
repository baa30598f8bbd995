import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { api } from '../../api/client.ts';
import { ProblemError, problemOf } from '../../api/problem.ts';
import { assetQuery, must } from '../../api/queries.ts';
import type { Asset } from '../../api/types.ts';
import { showUndo } from '../../components/show-undo.tsx';
import { sayProblem } from '../trash/use-trash.tsx';
import { tagTitle } from './categories.ts';
import { keptName } from './typed-names.ts';

interface Wish {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

interface TagEdits {
  /** Names asked for and not yet answered. */
  readonly waiting: ReadonlyMap<string, 'add' | 'remove'>;
  /** Why the last wish was refused. */
  readonly problem: string | null;
  readonly edit: (wish: Partial<Wish>) => void;
}

/** Gives a picture tags and takes some away: shown at once, written one after the other, taken back when refused, undone from the notification. */
export function useTagEdits(id: number): TagEdits {
  const queries = useQueryClient();
  const { queryKey } = assetQuery(id);
  const [waiting, setWaiting] = useState<ReadonlyMap<string, 'add' | 'remove'>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const { mutateAsync } = useMutation({
    mutationKey: ['tags', id],
    scope: { id: `tags-${id}` },
    mutationFn: async ({ add, remove }: Wish) =>
      must((await api.POST('/api/v1/assets/{id}/tags', { params: { path: { id } }, body: { add: [...add], remove: [...remove] } })).data),
    onSuccess: ({ asset }) => queries.setQueryData<Asset>(queryKey, asset),
  });
  const edit = useCallback(
    ({ add = [], remove = [] }: Partial<Wish>) => {
      const names = new Map([...add.map((name) => [keptName(name), 'add'] as const), ...remove.map((name) => [name, 'remove'] as const)]);
      setProblem(null);
      setWaiting((now) => new Map([...now, ...names]));
      void mutateAsync({ add, remove })
        .then(({ edit: done }) => {
          if (done === null) return;
          showUndo(`tags-${id}`, inWords(add, remove), async () => {
            await api.POST('/api/v1/edits/{batch}/revert', { params: { path: { batch: done.batch } } }).catch(sayProblem);
            await queries.invalidateQueries({ queryKey });
          });
        })
        .catch((error: unknown) => {
          if (error instanceof ProblemError && error.code === 'tag-invalid') setProblem(problemOf(error).detail ?? problemOf(error).title);
          else sayProblem(error);
        })
        .finally(() => setWaiting((now) => new Map([...now].filter(([name, what]) => names.get(name) !== what))));
    },
    [id, mutateAsync, queries, queryKey],
  );
  return { waiting, problem, edit };
}

function inWords(add: readonly string[], remove: readonly string[]): string {
  const list = (names: readonly string[]): string => (names.length > 3 ? `${names.length} tags` : names.map((name) => tagTitle(keptName(name))).join(', '));
  if (remove.length === 0) return `Added: ${list(add)}`;
  return add.length === 0 ? `Removed: ${list(remove)}` : `Added: ${list(add)} · removed: ${list(remove)}`;
}
