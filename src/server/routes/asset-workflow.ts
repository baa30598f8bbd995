import { z } from 'zod';
import { assetById } from '../../catalog/asset-queries.ts';
import { generationOf } from '../../catalog/metadata-queries.ts';
import { AppError } from '../../core/errors.ts';
import { workflowIn } from '../../media/generation/workflow.ts';
import { contentDisposition } from '../bytes/content-disposition.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetId } from '../schemas/asset.ts';
import { binary, problem } from '../schemas/responses.ts';

export function assetWorkflowRoutes(app: Api, { catalog }: ServerDeps): void {
  app.get(
    '/api/v1/assets/:id/workflow',
    {
      schema: {
        operationId: 'getWorkflow',
        tags: ['assets'],
        summary: 'The ComfyUI workflow a picture was made with, as a file to open in ComfyUI',
        params: z.object({ id: AssetId }),
        response: { 200: binary('The workflow as it was found', 'application/json'), ...problem },
      },
    },
    async ({ params }, reply) => {
      const asset = await assetById(catalog, params.id);
      if (!asset) throw new AppError('asset-not-found');
      const made = await generationOf(catalog.read, params.id);
      const workflow = made === undefined ? undefined : workflowIn(JSON.parse(made.raw_json) as Record<string, string>);
      if (workflow === undefined) throw new AppError('no-workflow', { detail: asset.name });
      const name = `${asset.name.replace(/\.[^.]+$/, '')}.workflow.json`;
      return reply.type('application/json').header('content-disposition', contentDisposition('attachment', name)).send(Buffer.from(workflow));
    },
  );
}
