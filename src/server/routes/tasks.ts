import { taskById } from '../../catalog/task-queries.ts';
import { cancelTask as cancelTagTask } from '../../curate/tags/request-tag-task.ts';
import { cancelBulk } from '../../enrich/bulk/cancel-bulk.ts';
import { AppError } from '../../core/errors.ts';
import { isTagTask, type TaskKind } from '../../domain/curate.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import { TaskParams, TaskView } from '../schemas/task.ts';
import { toTask } from '../views/task-view.ts';

/** Those that stop between two steps; what they did until then stays, and can be taken back. */
const CANCELLABLE: readonly TaskKind[] = ['bulk-edit', 'bulk-trash', 'bulk-revert'];

export function taskRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  app.get(
    '/api/v1/tasks/:task_id',
    {
      schema: {
        operationId: 'getTask',
        tags: ['tasks'],
        summary: 'How far a task is',
        params: TaskParams,
        response: { 200: TaskView, ...problem },
      },
    },
    async ({ params }) => {
      const task = await taskById(catalog.read, params.task_id);
      if (!task) throw new AppError('task-not-found');
      return toTask(task);
    },
  );
  app.post(
    '/api/v1/tasks/:task_id/cancel',
    {
      schema: {
        operationId: 'cancelTask',
        tags: ['tasks'],
        summary: 'Go no further with a task; what it did until then stays and can be taken back',
        params: TaskParams,
        response: { 200: TaskView, ...problem },
      },
    },
    async ({ params }) => {
      const task = await taskById(catalog.read, params.task_id);
      if (!task) throw new AppError('task-not-found');
      if (isTagTask(task.kind)) await cancelTagTask(catalog, task.id, { actor: 'web', now: clock() });
      else if (CANCELLABLE.includes(task.kind)) await cancelBulk(catalog, task.id, clock());
      else throw new AppError('task-not-cancellable');
      return toTask((await taskById(catalog.read, task.id)) ?? task);
    },
  );
}
