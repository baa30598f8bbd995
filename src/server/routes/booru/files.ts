import { z } from 'zod';
import { AssetFiles } from '../../bytes/asset-files.ts';
import type { Api, ServerDeps } from '../../deps.ts';
import { AssetId } from '../../schemas/asset.ts';

const Params = z.object({ what: z.enum(['original', 'sample', 'preview', 'video']), id: AssetId, name: z.string().max(100) });

/** Files at addresses that end in a name with an ending, from which clients take the name they save under. `s`: see SignedLinks. */
export function booruFileRoutes(app: Api, { catalog, store }: ServerDeps): void {
  const files = new AssetFiles({ catalog, store });

  app.get(
    '/data/:what/:id/:name',
    { schema: { params: Params, querystring: z.object({ v: z.string().max(100).optional(), s: z.string().max(100).optional() }) } },
    async (request, reply) => {
      const wanted = { request, reply, id: request.params.id, version: request.query.v };
      switch (request.params.what) {
        case 'original':
          return files.original(wanted, false);
        case 'sample':
          return files.preview(wanted);
        case 'preview':
          return files.thumbnail(wanted);
        case 'video':
          return files.video(wanted);
      }
    },
  );
}
