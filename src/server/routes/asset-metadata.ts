import { z } from 'zod';
import { assetById } from '../../catalog/asset-queries.ts';
import { metadataOf } from '../../catalog/metadata-queries.ts';
import { AppError } from '../../core/errors.ts';
import { mergeFacts } from '../../domain/merge-facts.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetId } from '../schemas/asset.ts';
import { AssetMetadata } from '../schemas/asset-metadata.ts';
import { problem } from '../schemas/responses.ts';
import { isoTime } from '../views/iso-time.ts';

export function assetMetadataRoutes(app: Api, { catalog }: ServerDeps): void {
  app.get(
    '/api/v1/assets/:id/metadata',
    {
      schema: {
        operationId: 'getAssetMetadata',
        tags: ['assets'],
        summary: 'Every fact known about one asset, by who says it, with all that was read',
        params: z.object({ id: AssetId }),
        response: { 200: AssetMetadata, ...problem },
      },
    },
    async ({ params }) => {
      if (!(await assetById(catalog, params.id))) throw new AppError('asset-not-found');
      const stored = await metadataOf(catalog.read, params.id);
      const origins = stored.map(({ origin, path, readAt, facts, raw }) => ({ origin, path: path || null, readAt: isoTime(readAt), facts: { ...facts }, raw }));
      return { origins, provenance: { ...mergeFacts(stored).provenance } };
    },
  );
}
