import { z } from 'zod';
import { FORMATS, PICTURE_FORMATS } from '../../domain/format.ts';
import { AssetFiles, SAVED_AS } from '../bytes/asset-files.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetId } from '../schemas/asset.ts';
import { binary, problem } from '../schemas/responses.ts';

const AssetParams = z.object({ id: AssetId });
const Versioned = z.object({ v: z.string().max(100).optional().describe('The version of the asset: the answer may then be kept for ever') });

export function assetByteRoutes(app: Api, { catalog, store }: ServerDeps): void {
  const files = new AssetFiles({ catalog, store });

  app.get(
    '/api/v1/assets/:id/original',
    {
      schema: {
        operationId: 'getOriginal',
        tags: ['assets'],
        summary: 'The bytes as they came in; takes Range, If-Range and If-None-Match',
        description: 'A file without a picture (kind file) is always sent to be saved, as application/octet-stream.',
        params: AssetParams,
        querystring: Versioned.extend({
          download: z.enum(['0', '1']).optional().describe('1: save under the original name instead of showing it'),
        }),
        response: { 200: binary('All bytes', ...PICTURE_FORMATS.map((format) => FORMATS[format].mime), SAVED_AS), ...problem },
      },
    },
    async (request, reply) => files.original({ request, reply, id: request.params.id, version: request.query.v }, request.query.download === '1'),
  );

  app.get(
    '/api/v1/assets/:id/preview',
    {
      schema: {
        operationId: 'getPreview',
        tags: ['assets'],
        summary: 'A picture of at most 1,440 px for the screen',
        params: AssetParams,
        querystring: Versioned,
        response: { 200: binary('The preview; of a plain file a card with its name', 'image/jpeg', 'image/webp', 'image/svg+xml'), ...problem },
      },
    },
    async (request, reply) => files.preview({ request, reply, id: request.params.id, version: request.query.v }),
  );

  app.get(
    '/api/v1/assets/:id/thumbnail',
    {
      schema: {
        operationId: 'getThumbnail',
        tags: ['assets'],
        summary: 'A picture of at most 320 px for the gallery',
        params: AssetParams,
        querystring: Versioned,
        response: { 200: binary('The thumbnail; of a plain file a card with its name', 'image/webp', 'image/svg+xml'), ...problem },
      },
    },
    async (request, reply) => files.thumbnail({ request, reply, id: request.params.id, version: request.query.v }),
  );

  app.get(
    '/api/v1/assets/:id/strip',
    {
      schema: {
        operationId: 'getStrip',
        tags: ['assets'],
        summary: 'Up to eight frames of a video side by side, to show while hovering',
        params: AssetParams,
        querystring: Versioned,
        response: { 200: binary('The frames', 'image/jpeg'), ...problem },
      },
    },
    async (request, reply) => files.strip({ request, reply, id: request.params.id, version: request.query.v }),
  );

  app.get(
    '/api/v1/assets/:id/video',
    {
      schema: {
        operationId: 'getVideo',
        tags: ['assets'],
        summary: 'The video as browsers play it: the original, or a copy made of it or of the frames in a zip; takes Range',
        description: 'While the copy is being made the answer is the problem video-preparing, which says how far it is.',
        params: AssetParams,
        querystring: Versioned,
        response: { 200: binary('All bytes', 'video/mp4', 'video/webm'), ...problem },
      },
    },
    async (request, reply) => files.video({ request, reply, id: request.params.id, version: request.query.v }),
  );
}
