import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { must } from '../../api/queries.ts';
import { plural } from '../../components/format.ts';
import { showUndo } from '../../components/show-undo.tsx';
import { dropAssets } from '../gallery/drop-assets.ts';

/** Moves pictures to the trash and offers to undo it. `onGone` runs once they are there. */
export function useTrash(): (ids: readonly number[], onGone?: () => void) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async (ids, onGone) => {
      try {
        const { batch, trashed } = must((await api.POST('/api/v1/assets/trash', { body: { ids: [...ids] } })).data);
        onGone?.();
        dropAssets(queries, new Set(ids));
        for (const id of ids) void queries.invalidateQueries({ queryKey: ['asset', id] });
        if (trashed > 0) offerUndo(batch, trashed, () => ids.forEach((id) => void queries.invalidateQueries({ queryKey: ['asset', id] })));
      } catch (error) {
        sayProblem(error);
      }
    },
    [queries],
  );
}

function offerUndo(batch: string, count: number, onBack: () => void): void {
  showUndo(batch, count === 1 ? 'Moved to the trash' : `${plural(count, 'picture')} moved to the trash`, async () => {
    try {
      await api.POST('/api/v1/trash/{batch}/undo', { params: { path: { batch } } });
      onBack();
    } catch (error) {
      sayProblem(error);
    }
  });
}

export function sayProblem(error: unknown): void {
  const { title, next } = problemOf(error);
  notifications.show({ color: 'red', title, message: next });
}
