import { markAssets } from '../../enrich/mark-assets.ts';
import type { FactEdit } from '../../enrich/edit-asset.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { MarksRequest, MarksResult } from '../schemas/marks.ts';
import { problem } from '../schemas/responses.ts';

export function markRoutes(app: Api, { catalog, clock, config }: ServerDeps): void {
  app.post(
    '/api/v1/assets/marks',
    {
      schema: {
        operationId: 'markAssets',
        tags: ['assets'],
        summary: 'Score, favourite and content rating of up to 500 assets at once',
        body: MarksRequest,
        response: { 200: MarksResult, ...problem },
      },
    },
    async ({ body }) => {
      const marks = body.marks.map(({ id, ...said }) => ({
        id,
        edit: Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as FactEdit,
      }));
      const { previous, missing } = await markAssets(catalog, marks, { actor: 'web', now: clock(), writeSidecar: config.writeSidecars === true });
      return { previous: previous.map(({ id, edit }) => ({ id, ...edit })), missing };
    },
  );
}
