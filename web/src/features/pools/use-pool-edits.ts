import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import type { AssetSummary, PoolMembersEdit } from '../../api/types.ts';
import { plural } from '../../components/format.ts';
import { showUndo } from '../../components/show-undo.tsx';
import { sayProblem } from '../trash/use-trash.tsx';
import { type Move, moved } from './moved.ts';
import { poolAssetsQuery } from './pool-queries.ts';

type MembersPage = { items: AssetSummary[]; total: number; next: string | null; version: number };

/** What is done to the members of a pool: shown at once, told to the server, and offered to be undone. */
export function usePoolEdits(id: number) {
  const queries = useQueryClient();
  const { queryKey } = poolAssetsQuery(id);
  const params = { path: { id } };
  const pages = () => queries.getQueryData<InfiniteData<MembersPage>>(queryKey)?.pages ?? [];
  const reload = async (): Promise<void> => {
    await Promise.all(['pools', 'pool', 'pool-assets', 'pools-of'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
  /** All that is loaded in another order or without some, until the server's answer is there. */
  const show = (change: (items: readonly AssetSummary[]) => AssetSummary[], version?: number): void => {
    queries.setQueryData<InfiniteData<MembersPage>>(queryKey, (data) => {
      if (!data) return data;
      const all = change(data.pages.flatMap(({ items }) => items));
      let from = 0;
      const changed = data.pages.map((page, at) => {
        const to = at === data.pages.length - 1 ? all.length : from + page.items.length;
        const items = all.slice(from, to);
        from = to;
        return { ...page, items, ...(version === undefined ? {} : { version }) };
      });
      return { ...data, pages: changed };
    });
  };
  const undoable = (edit: PoolMembersEdit, words: string): void =>
    showUndo(`pool-${id}`, words, async () => {
      try {
        if (edit.previous.length > 0) await api.PUT('/api/v1/pools/{id}/assets/places', { params, body: { places: edit.previous, version: edit.version } });
        else await api.POST('/api/v1/pools/{id}/assets/remove', { params, body: { ids: edit.changed } });
      } catch (error) {
        sayProblem(error);
      }
      await reload();
    });

  return {
    move: async (move: Move): Promise<void> => {
      await queries.cancelQueries({ queryKey });
      const version = pages()[0]?.version;
      if (version === undefined) return;
      show((items) => {
        const byId = new Map(items.map((item) => [item.id, item]));
        return moved([...byId.keys()], move).flatMap((one) => byId.get(one) ?? []);
      });
      try {
        const edit = must((await api.POST('/api/v1/pools/{id}/assets/move', { params, body: { ids: [...move.ids], at: move.at, version } })).data);
        show((items) => [...items], edit.version);
        undoable(edit, move.ids.length === 1 ? `Moved to place ${Math.min(move.at, edit.count)}` : `${plural(move.ids.length, 'picture')} moved`);
      } catch (error) {
        sayProblem(error);
        await reload();
      }
    },
    remove: async (ids: readonly number[]): Promise<void> => {
      await queries.cancelQueries({ queryKey });
      const gone = new Set(ids);
      show((items) => items.filter((item) => !gone.has(item.id)));
      try {
        const edit = must((await api.POST('/api/v1/pools/{id}/assets/remove', { params, body: { ids: [...ids] } })).data);
        undoable(edit, ids.length === 1 ? 'Taken out of the pool' : `${plural(ids.length, 'picture')} taken out of the pool`);
      } catch (error) {
        sayProblem(error);
      }
      await reload();
    },
    setCover: async (assetId: number): Promise<void> => {
      await api.PATCH('/api/v1/pools/{id}', { params, body: { cover: assetId } }).catch(sayProblem);
      await reload();
    },
  };
}
