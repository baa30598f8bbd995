import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';

const LOOK_MS = 400;

/** A task of a bulk edit, asked for again until it has ended. */
export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: ['task', id],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/tasks/{task_id}', { params: { path: { task_id: id } }, signal })).data),
    refetchInterval: (query) => (query.state.data && !isOpen(query.state.data.state) ? false : LOOK_MS),
  });

export function isOpen(state: string): boolean {
  return state === 'waiting' || state === 'running';
}
