import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { events } from '../../api/event-hub.ts';
import { must } from '../../api/queries.ts';
import type { Pool } from '../../api/types.ts';

export type PoolSort = 'updated' | 'name';

export const poolsQuery = (q: string, sort: PoolSort) =>
  infiniteQueryOptions({
    queryKey: ['pools', q, sort],
    queryFn: async ({ pageParam, signal }) => {
      const query = { sort, limit: 60, ...(q === '' ? {} : { q }), ...(pageParam === null ? {} : { cursor: pageParam }) };
      return must((await api.GET('/api/v1/pools', { params: { query }, signal })).data);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const poolQuery = (id: number) =>
  queryOptions({
    queryKey: ['pool', id],
    queryFn: async ({ signal }): Promise<Pool> => must((await api.GET('/api/v1/pools/{id}', { params: { path: { id } }, signal })).data),
  });

export const poolAssetsQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: ['pool-assets', id],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 200, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return must((await api.GET('/api/v1/pools/{id}/assets', { params: { path: { id }, query }, signal })).data);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const poolsOfQuery = (assetId: number) =>
  queryOptions({
    queryKey: ['pools-of', assetId],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/assets/{id}/pools', { params: { path: { id: assetId } }, signal })).data).items,
    staleTime: 60_000,
  });

/** Somebody who fills a pool does it picture by picture. */
const REFRESH_MS = 400;

/** Keeps pools and the facts about them in step. Returns how to stop. */
export function followPools(queries: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const key of ['pools', 'pool', 'pool-assets', 'pools-of']) void queries.invalidateQueries({ queryKey: [key] });
    }, REFRESH_MS);
  };
  const stops = [events.on('pools', soon), events.on('reset', soon)];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
