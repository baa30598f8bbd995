import { taskById } from '../../catalog/task-queries.ts';
import { AppError } from '../../core/errors.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import { TaskParams, TaskView } from '../schemas/task.ts';
import { toTask } from '../views/task-view.ts';

export function taskRoutes(app: Api, { catalog }: ServerDeps): void {
  app.get(
    '/api/v1/tasks/:task_id',
    {
      schema: {
        operationId: 'getTask',
        tags: ['tasks'],
        summary: 'How far a purge or a task about duplicates is',
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
}
