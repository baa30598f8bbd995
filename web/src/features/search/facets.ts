import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';

const MOST = 40;

/** The tags of what a search found: the most frequent, and those that set it apart. */
export const facetsQuery = (q: string) =>
  queryOptions({
    queryKey: ['facets', q],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/assets/facets', { params: { query: { q, limit: MOST } }, signal })).data),
    staleTime: 30_000,
  });
