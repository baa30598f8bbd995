import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '../../../../src/sdk/openapi.d.ts';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';

export type Task = components['schemas']['Task'];
export type DuplicateReport = components['schemas']['DuplicateReport'];
export type DuplicateGroup = components['schemas']['DuplicateGroup'];

const LOOK_MS = 500;

export function isUnderWay(task: Task | undefined): boolean {
  return task?.state === 'waiting' || task?.state === 'running';
}

/** Searches, applies and undos, newest first; asked again while one is under way. */
export const tasksQuery = queryOptions({
  queryKey: ['duplicate-tasks'],
  queryFn: async ({ signal }) => must((await api.GET('/api/v1/duplicates/exact/reports', { params: { query: { limit: 50 } }, signal })).data).items,
  refetchInterval: (query) => (query.state.data?.some(isUnderWay) ? LOOK_MS : 10_000),
});

export const reportQuery = (taskId: string) =>
  infiniteQueryOptions({
    queryKey: ['duplicate-report', taskId],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return must((await api.GET('/api/v1/duplicates/exact/report/{task_id}', { params: { path: { task_id: taskId }, query }, signal })).data);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Resolves when a task has finished; throws with its words when it failed. */
export async function taskEnd(id: string): Promise<Task> {
  for (;;) {
    const task = must((await api.GET('/api/v1/tasks/{task_id}', { params: { path: { task_id: id } } })).data);
    if (task.state === 'finished') return task;
    if (task.state === 'failed') throw new Error(task.error?.detail ?? task.error?.title ?? 'The task failed');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
