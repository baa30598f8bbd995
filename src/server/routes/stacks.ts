import type { z } from 'zod';
import { stackById, stackMembers } from '../../catalog/stack-queries.ts';
import { AppError } from '../../core/errors.ts';
import { setStackCover, stackSelected, unstack } from '../../curate/stacks.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { Done, problem } from '../schemas/responses.ts';
import { CoverRequest, MOST_MEMBERS, Stack, StackParams, StackRequest } from '../schemas/stack.ts';
import { toAssetSummary } from '../views/asset-view.ts';
import { isoTime } from '../views/iso-time.ts';

/** Shots that are shown as one. */
export function stackRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  const answer = async (id: number): Promise<z.infer<typeof Stack>> => {
    const stack = await stackById(catalog.read, id);
    if (!stack) throw new AppError('stack-not-found');
    const members = (await stackMembers(catalog.read, id, MOST_MEMBERS)).map(toAssetSummary);
    return { id, kind: stack.kind, cover: stack.cover_asset_id, createdAt: isoTime(stack.created_at), members };
  };

  app.get(
    '/api/v1/stacks/:id',
    { schema: { operationId: 'getStack', tags: ['stacks'], summary: 'One stack with its members', params: StackParams, response: { 200: Stack, ...problem } } },
    ({ params }) => answer(params.id),
  );
  app.post(
    '/api/v1/stacks',
    {
      schema: { operationId: 'stackAssets', tags: ['stacks'], summary: 'Put assets into one stack', body: StackRequest, response: { 200: Stack, ...problem } },
    },
    async ({ body }) => answer(await stackSelected(catalog, body.ids, body.cover, clock(), 'web')),
  );
  app.put(
    '/api/v1/stacks/:id/cover',
    {
      schema: {
        operationId: 'setStackCover',
        tags: ['stacks'],
        summary: 'Choose what a stack is shown by',
        params: StackParams,
        body: CoverRequest,
        response: { 200: Stack, ...problem },
      },
    },
    async ({ params, body }) => {
      await setStackCover(catalog, params.id, body.assetId, clock(), 'web');
      return answer(params.id);
    },
  );
  app.delete(
    '/api/v1/stacks/:id',
    {
      schema: {
        operationId: 'unstack',
        tags: ['stacks'],
        summary: 'Take a stack apart; its members are not put together by themselves again',
        params: StackParams,
        response: { 200: Done, ...problem },
      },
    },
    async ({ params }) => {
      await unstack(catalog, params.id, clock(), 'web');
      return { ok: true as const };
    },
  );
}
