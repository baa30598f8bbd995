import type { z } from 'zod';
import type { BulkChange as Change } from '../../domain/edit.ts';
import { previewBulkEdit, requestBulkEdit, requestBulkTrash } from '../../enrich/bulk/request-bulk.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { BulkEditRequest, BulkPreview, BulkTrashRequest } from '../schemas/edits.ts';
import { problem } from '../schemas/responses.ts';
import { TaskAccepted } from '../schemas/task.ts';
import { toAssetSummary } from '../views/asset-view.ts';
import { acceptedTask } from '../views/task-view.ts';

/** One change to many assets: a selection, or all that a search finds. */
export function bulkRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  app.post(
    '/api/v1/edits/preview',
    {
      schema: {
        operationId: 'previewBulkEdit',
        tags: ['edits'],
        summary: 'What an edit of many assets would do; changes nothing',
        body: BulkEditRequest,
        response: { 200: BulkPreview, ...problem },
      },
    },
    async ({ body }) => {
      const { found, changes, approximate, sample, change, made } = await previewBulkEdit(catalog, body.target, given(body.change), clock());
      return { found, changes, approximate, sample: sample.map(toAssetSummary), change: sent(change), newTags: [...made] };
    },
  );
  app.post(
    '/api/v1/edits',
    {
      schema: {
        operationId: 'bulkEdit',
        tags: ['edits'],
        summary: 'Edit many assets, as a task whose id is that of the edit too: POST /api/v1/edits/{id}/revert takes all of it back',
        body: BulkEditRequest,
        response: { 202: TaskAccepted, ...problem },
      },
    },
    async ({ body }, reply) =>
      reply.code(202).send(acceptedTask(await requestBulkEdit(catalog, body.target, given(body.change), { actor: 'web', now: clock() }))),
  );
  app.post(
    '/api/v1/assets/trash/bulk',
    {
      schema: {
        operationId: 'bulkTrash',
        tags: ['trash'],
        summary: 'Move many assets to the trash, as a task; POST /api/v1/trash/{id}/undo takes it back',
        body: BulkTrashRequest,
        response: { 202: TaskAccepted, ...problem },
      },
    },
    async ({ body }, reply) => reply.code(202).send(acceptedTask(await requestBulkTrash(catalog, body.target, { actor: 'web', now: clock() }))),
  );
}

type Sent = z.infer<typeof BulkEditRequest>['change'];

function given(change: Sent): Change {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Change;
}

function sent({ add, remove, replace, ...facts }: Change): Sent {
  return { ...facts, ...(add ? { add: [...add] } : {}), ...(remove ? { remove: [...remove] } : {}), ...(replace ? { replace: [...replace] } : {}) };
}
