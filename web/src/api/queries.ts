import { queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';

/** Server state by subject; keys are shared by everyone who reads or refreshes it. */
export const authQuery = queryOptions({
  queryKey: ['auth'],
  queryFn: async ({ signal }) => (await api.GET('/api/v1/auth/state', { signal })).data ?? { passwordSet: false, loggedIn: false },
  staleTime: 60_000,
});

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: async ({ signal }) => must((await api.GET('/api/v1/system', { signal })).data),
});

export const rootsQuery = queryOptions({
  queryKey: ['roots'],
  queryFn: async ({ signal }) => must((await api.GET('/api/v1/ingest/roots', { signal })).data),
});

export const assetQuery = (id: number) =>
  queryOptions({
    queryKey: ['asset', id],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/assets/{id}', { params: { path: { id } }, signal })).data),
    staleTime: 60_000,
  });

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['session', id],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/ingest/sessions/{id}', { params: { path: { id } }, signal })).data),
  });

/** The client throws whatever is not a success, so that data is there; this tells the compiler. */
export function must<T>(data: T | undefined): T {
  if (data === undefined) throw new Error('The answer was empty.');
  return data;
}
