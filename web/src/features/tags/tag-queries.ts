import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { components, paths } from '../../../../src/sdk/openapi.d.ts';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';

export type Tag = components['schemas']['Tag'];
export type TagDetail = components['schemas']['TagDetail'];
export type Category = components['schemas']['TagCategory'];
export type Implication = components['schemas']['TagImplication'];
export type TagTask = components['schemas']['Task'];
export type TagFilter = Omit<NonNullable<paths['/api/v1/tags']['get']['parameters']['query']>, 'limit' | 'cursor'>;
export type RuleState = Implication['state'];

/** Counts of tags move while pictures come in; nobody needs them by the second. */
const LOOK_MS = 15_000;

export const tagsQuery = (filter: TagFilter) =>
  infiniteQueryOptions({
    queryKey: ['tags', filter],
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...filter, limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return must((await api.GET('/api/v1/tags', { params: { query }, signal })).data);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: LOOK_MS,
    placeholderData: (before) => before,
  });

export const tagQuery = (id: number) =>
  queryOptions({
    queryKey: ['tag', id],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/tags/{id}', { params: { path: { id } }, signal })).data),
    refetchInterval: LOOK_MS,
  });

export const categoriesQuery = queryOptions({
  queryKey: ['tag-categories'],
  queryFn: async ({ signal }) => must((await api.GET('/api/v1/tag-categories', { signal })).data).items,
  staleTime: 30_000,
});

export const implicationsQuery = (state: RuleState) =>
  infiniteQueryOptions({
    queryKey: ['tag-implications', state],
    queryFn: async ({ pageParam, signal }) => {
      const query = { state, limit: 30, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return must((await api.GET('/api/v1/tag-implications', { params: { query }, signal })).data);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Tasks about tags that have not ended, asked often while there are any. */
export const tagTasksQuery = queryOptions({
  queryKey: ['tag-tasks'],
  queryFn: async ({ signal }) => must((await api.GET('/api/v1/tag-tasks', { signal })).data).items,
  refetchInterval: (query) => ((query.state.data?.length ?? 0) > 0 ? 700 : 5000),
});
