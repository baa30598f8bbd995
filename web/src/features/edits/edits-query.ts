import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';

/** What people changed, the latest first, page by page; asked again while a task among it is under way. */
export const editsQuery = infiniteQueryOptions({
  queryKey: ['edits'],
  queryFn: async ({ pageParam, signal }) => {
    const query = { limit: 30, ...(pageParam === null ? {} : { cursor: pageParam }) };
    return must((await api.GET('/api/v1/edits', { params: { query }, signal })).data);
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some(({ task }) => task === 'waiting' || task === 'running')) ? 1500 : false),
});

/** What people changed of one picture. */
export const historyQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: ['history', id],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 10, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return must((await api.GET('/api/v1/assets/{id}/history', { params: { path: { id }, query }, signal })).data);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
