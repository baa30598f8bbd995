import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';

/** How a search is understood. */
export const explainQuery = (q: string) =>
  queryOptions({
    queryKey: ['explain', q],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/search/explain', { params: { query: { q, plan: 'false' } }, signal })).data),
    enabled: q !== '',
    staleTime: 30_000,
    retry: false,
    placeholderData: keepPreviousData,
  });

export const fieldsQuery = queryOptions({
  queryKey: ['search-fields'],
  queryFn: async ({ signal }) => must((await api.GET('/api/v1/search/fields', { signal })).data),
  staleTime: Number.POSITIVE_INFINITY,
});

export const savedSearchesQuery = queryOptions({
  queryKey: ['saved-searches'],
  queryFn: async ({ signal }) => must((await api.GET('/api/v1/searches', { signal })).data).items,
  staleTime: 30_000,
});

/** Tags for what is being typed. */
export const tagSuggestionsQuery = (text: string, limit: number) =>
  queryOptions({
    queryKey: ['suggest-tags', text, limit],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/tags/autocomplete', { params: { query: { q: text, limit } }, signal })).data).items,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
