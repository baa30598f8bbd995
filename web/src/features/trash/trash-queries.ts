import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import type { components } from '../../../../src/sdk/openapi.d.ts';
import { api } from '../../api/client.ts';
import { events } from '../../api/event-hub.ts';
import { must } from '../../api/queries.ts';

export type TrashedAsset = components['schemas']['TrashedAsset'];

export const trashQuery = infiniteQueryOptions({
  queryKey: ['trash'],
  queryFn: async ({ pageParam, signal }) => {
    const query = { limit: 120, ...(pageParam === null ? {} : { cursor: pageParam }) };
    return must((await api.GET('/api/v1/trash', { params: { query }, signal })).data);
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export const deletedQuery = infiniteQueryOptions({
  queryKey: ['deleted'],
  queryFn: async ({ pageParam, signal }) => {
    const query = { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) };
    return must((await api.GET('/api/v1/trash/deleted', { params: { query }, signal })).data);
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

const REFRESH_MS = 400;

/** Loads the trash again soon after assets came or went, in this tab or another. Returns how to stop. */
export function followTrash(queries: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void queries.invalidateQueries({ queryKey: trashQuery.queryKey });
      void queries.invalidateQueries({ queryKey: deletedQuery.queryKey });
    }, REFRESH_MS);
  };
  const stops = [events.on('asset', soon), events.on('reset', soon)];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
