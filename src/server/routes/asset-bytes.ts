import { z } from 'zod';
import { MIME_TYPES } from '../../domain/asset.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetId } from '../schemas/asset.ts';
import { binary, problem } from '../schemas/responses.ts';

const AssetParams = z.object({ id: AssetId });

export function assetByteRoutes(app: Api, _deps: ServerDeps): void {
  app.get(
    '/api/v1/assets/:id/original',
    {
      schema: {
        operationId: 'getOriginal',
        tags: ['assets'],
        summary: 'The bytes as they came in; takes Range, If-Range and If-None-Match',
        params: AssetParams,
        querystring: z.object({ download: z.enum(['0', '1']).optional().describe('1: save under the original name instead of showing it') }),
        response: { 200: binary('All bytes', ...Object.values(MIME_TYPES)), ...problem },
      },
    },
    async () => {
      throw new Error('not yet');
    },
  );
  app.get(
    '/api/v1/assets/:id/preview',
    {
      schema: {
        operationId: 'getPreview',
        tags: ['assets'],
        summary: 'A picture of at most 1,440 px for the screen',
        params: AssetParams,
        response: { 200: binary('The preview', 'image/jpeg', 'image/webp'), ...problem },
      },
    },
    async () => {
      throw new Error('not yet');
    },
  );
  app.get(
    '/api/v1/assets/:id/thumbnail',
    {
      schema: {
        operationId: 'getThumbnail',
        tags: ['assets'],
        summary: 'A picture of at most 320 px for the gallery',
        params: AssetParams,
        response: { 200: binary('The thumbnail', 'image/webp'), ...problem },
      },
    },
    async () => {
      throw new Error('not yet');
    },
  );
}
