import { resolve } from 'node:path';
import { z } from 'zod';
import { reportFiles } from '../../catalog/duplicate-queries.ts';
import { listTasks, type TaskRow, taskById } from '../../catalog/task-queries.ts';
import { AppError } from '../../core/errors.ts';
import type { ExactScanOptions } from '../../domain/curate.ts';
import { requestExactApply, requestExactScan, requestExactUndo } from '../../curate/request-duplicates.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { allowedRoots } from '../../roots/allowed-roots.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { DuplicateReport, DuplicateTasks, ExactApplyRequest, ExactScanRequest, ExactUndoRequest, ReportQuery } from '../schemas/duplicates.ts';
import { problem } from '../schemas/responses.ts';
import { TaskAccepted, TaskParams } from '../schemas/task.ts';
import { PageQuery } from '../schemas/trash.ts';
import { groupFiles, toReportTotals } from '../views/duplicate-view.ts';
import { acceptedTask, toTask } from '../views/task-view.ts';

const KINDS = ['exact-scan', 'exact-apply', 'exact-undo'] as const;

/** Files with the same bytes: search, look at the report, move the surplus to the trash, put it back. */
export function duplicateRoutes(app: Api, { catalog, clock, config }: ServerDeps): void {
  const report = async (id: string): Promise<TaskRow> => {
    const task = await taskById(catalog.read, id);
    if (task?.kind !== 'exact-scan') throw new AppError('task-not-found');
    return task;
  };

  app.post(
    '/api/v1/duplicates/exact/scan',
    {
      schema: {
        operationId: 'scanExactDuplicates',
        tags: ['duplicates'],
        summary: 'Search the library for contents that lie in several files',
        body: ExactScanRequest,
        response: { 202: TaskAccepted, ...problem },
      },
    },
    async ({ body }, reply) => {
      if (body.keep === 'preferred-root' && body.preferred_root === undefined) {
        throw new AppError('invalid-input', {
          detail: 'keep=preferred-root needs preferred_root',
          fields: [{ path: 'preferred_root', message: 'Name the folder whose files stay' }],
        });
      }
      const options: ExactScanOptions = {
        keep: body.keep,
        roots: await allowedRoots(catalog, config.roots),
        storedCounts: body.stored_counts,
        ...(body.preferred_root === undefined ? {} : { preferredRoot: resolve(body.preferred_root) }),
      };
      return reply.code(202).send(acceptedTask(await requestExactScan(catalog, options, clock(), 'web')));
    },
  );
  app.get(
    '/api/v1/duplicates/exact/report/:task_id',
    {
      schema: {
        operationId: 'getExactReport',
        tags: ['duplicates'],
        summary: 'What a search found, or how far it is',
        params: TaskParams,
        querystring: ReportQuery,
        response: { 200: DuplicateReport, ...problem },
      },
    },
    async ({ params, query }) => {
      const task = await report(params.task_id);
      const after = decodeCursor(query.cursor, z.tuple([z.number().int()]))?.[0] ?? 0;
      const { groups, last } = await groupFiles((from, limit) => reportFiles(catalog.read, task.id, from, limit), after, query.limit);
      return { task: toTask(task), ...toReportTotals(task), items: groups, next: last === undefined ? null : encodeCursor([last]) };
    },
  );
  app.get(
    '/api/v1/duplicates/exact/reports',
    {
      schema: {
        operationId: 'listExactTasks',
        tags: ['duplicates'],
        summary: 'Searches, applies and undos so far',
        querystring: PageQuery,
        response: { 200: DuplicateTasks, ...problem },
      },
    },
    async ({ query }) => {
      const before = decodeCursor(query.cursor, z.tuple([z.uuid()]))?.[0];
      const rows = await listTasks(catalog.read, KINDS, before, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      return { items: page.map(toTask), next: last ? encodeCursor([last.id]) : null };
    },
  );
  // The second address is the name that scripts of other tools know.
  for (const [url, operationId] of [
    ['/api/v1/duplicates/exact/apply', 'applyExactDuplicates'],
    ['/api/v1/duplicates/archive-exact', 'archiveExactDuplicates'],
  ] as const) {
    app.post(
      url,
      {
        schema: {
          operationId,
          tags: ['duplicates'],
          summary: 'Move the surplus files of a report to the trash; each is read and hashed first, the last copy never goes',
          body: ExactApplyRequest,
          response: { 202: TaskAccepted, ...problem },
        },
      },
      async ({ body }, reply) =>
        reply
          .code(202)
          .send(
            acceptedTask(
              await requestExactApply(catalog, { scan: body.task_id, roots: await allowedRoots(catalog, config.roots), except: body.except }, clock(), 'web'),
            ),
          ),
    );
  }
  app.post(
    '/api/v1/duplicates/exact/undo',
    {
      schema: {
        operationId: 'undoExactDuplicates',
        tags: ['duplicates'],
        summary: 'Put the files of an apply back where they were; nothing is overwritten',
        body: ExactUndoRequest,
        response: { 202: TaskAccepted, ...problem },
      },
    },
    async ({ body }, reply) => reply.code(202).send(acceptedTask(await requestExactUndo(catalog, { apply: body.task_id }, clock(), 'web'))),
  );
}
