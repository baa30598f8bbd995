import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';

const SHOWN = 8;

/** Tags for what is being typed; the last answer stays until the next is there, so that the list does not flicker. */
export const suggestQuery = (typed: string) =>
  queryOptions({
    queryKey: ['tag-suggestions', typed],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/tags/autocomplete', { params: { query: { q: typed, limit: SHOWN } }, signal })).data),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
