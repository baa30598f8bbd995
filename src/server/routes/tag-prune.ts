import { previewPrune, requestPrune } from '../../curate/tags/prune-tags.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import { PruneBody, PrunePreviewView } from '../schemas/tag.ts';
import { TaskAccepted } from '../schemas/task.ts';
import { acceptedTask } from '../views/task-view.ts';

/** Tags that nothing bears, as they are left by edits that were cancelled or taken back. */
export function tagPruneRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  app.get(
    '/api/v1/tags/prune',
    {
      schema: {
        operationId: 'previewTagPrune',
        tags: ['tags'],
        summary: 'How many tags nothing bears',
        response: { 200: PrunePreviewView, ...problem },
      },
    },
    () => previewPrune(catalog),
  );

  app.post(
    '/api/v1/tags/prune',
    {
      schema: {
        operationId: 'pruneTags',
        tags: ['tags'],
        summary: 'Delete the tags that nothing bears',
        description:
          'Those with a note, a category, other names or rules, and those that a person made or a list brought stay, unless all is true; those that a person said no to somewhere always do. Cannot be undone.',
        body: PruneBody,
        response: { 202: TaskAccepted, ...problem },
      },
    },
    async ({ body }, reply) => reply.code(202).send(acceptedTask(await requestPrune(catalog, body, { actor: 'web', now: clock() }))),
  );
}
