import { z } from 'zod';
import { previewKey, proxyKey, stripKey, thumbnailKey } from '../../blobs/keys.ts';
import { type AssetRow, assetById, locationsOf } from '../../catalog/asset-queries.ts';
import { type ProxyWork, proxyWork } from '../../catalog/proxy-queries.ts';
import { AppError } from '../../core/errors.ts';
import { FORMATS } from '../../domain/format.ts';
import { contentDisposition } from '../bytes/content-disposition.ts';
import { offlinePaths } from '../../roots/offline-paths.ts';
import { originalSource } from '../bytes/original-source.ts';
import { cacheFor, sendBytes, sentNotModified } from '../bytes/send-bytes.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetId } from '../schemas/asset.ts';
import { binary, problem } from '../schemas/responses.ts';

const AssetParams = z.object({ id: AssetId });
const Versioned = z.object({ v: z.string().max(100).optional().describe('The version of the asset: the answer may then be kept for ever') });

export function assetByteRoutes(app: Api, { catalog, store }: ServerDeps): void {
  const known = async (id: number): Promise<AssetRow> => {
    const asset = await assetById(catalog, id);
    if (!asset) throw new AppError('asset-not-found');
    return asset;
  };

  /** A few hundred kilobytes at most, so read at once; a derivative that is gone is told apart from an asset that is. */
  const derivative = async (key: string): Promise<Buffer> => {
    try {
      return await store.read(key);
    } catch (error) {
      if (error instanceof AppError && error.code === 'file-vanished') throw new AppError('derivative-missing', { cause: error });
      throw error;
    }
  };

  app.get(
    '/api/v1/assets/:id/original',
    {
      schema: {
        operationId: 'getOriginal',
        tags: ['assets'],
        summary: 'The bytes as they came in; takes Range, If-Range and If-None-Match',
        params: AssetParams,
        querystring: Versioned.extend({
          download: z.enum(['0', '1']).optional().describe('1: save under the original name instead of showing it'),
        }),
        response: { 200: binary('All bytes', ...Object.values(FORMATS).map(({ mime }) => mime)), ...problem },
      },
    },
    async (request, reply) => {
      const asset = await known(request.params.id);
      const etag = `"${asset.sha256.toString('hex')}"`;
      const cacheControl = cacheFor(asset.sha256, request.query.v);
      if (sentNotModified(request, reply, etag, cacheControl)) return reply;
      const source = await originalSource(store, await locationsOf(catalog, asset.id), asset.bytes, await offlinePaths(catalog.read));
      const disposition = contentDisposition(request.query.download === '1' ? 'attachment' : 'inline', asset.name);
      // Checked when it came in; a browser that opens it by itself still runs and fetches nothing of it.
      if (asset.format === 'svg') reply.header('content-security-policy', "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox");
      return sendBytes(request, reply, source, { etag, cacheControl, mime: FORMATS[asset.format].mime, disposition });
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
        querystring: Versioned,
        response: { 200: binary('The preview', 'image/jpeg', 'image/webp'), ...problem },
      },
    },
    async (request, reply) => {
      const asset = await known(request.params.id);
      const etag = `"${asset.sha256.toString('hex')}-preview"`;
      const cacheControl = cacheFor(asset.sha256, request.query.v);
      if (sentNotModified(request, reply, etag, cacheControl)) return reply;
      const bytes = await derivative(previewKey(asset.sha256, asset.preview_ext));
      return reply
        .header('etag', etag)
        .header('cache-control', cacheControl)
        .type(asset.preview_ext === 'webp' ? 'image/webp' : 'image/jpeg')
        .send(bytes);
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
        querystring: Versioned,
        response: { 200: binary('The thumbnail', 'image/webp'), ...problem },
      },
    },
    async (request, reply) => {
      const asset = await known(request.params.id);
      const etag = `"${asset.sha256.toString('hex')}-thumbnail"`;
      const cacheControl = cacheFor(asset.sha256, request.query.v);
      if (sentNotModified(request, reply, etag, cacheControl)) return reply;
      const bytes = await derivative(thumbnailKey(asset.sha256));
      return reply.header('etag', etag).header('cache-control', cacheControl).type('image/webp').send(bytes);
    },
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
    async (request, reply) => {
      const asset = await known(request.params.id);
      const etag = `"${asset.sha256.toString('hex')}-strip"`;
      const cacheControl = cacheFor(asset.sha256, request.query.v);
      if (sentNotModified(request, reply, etag, cacheControl)) return reply;
      const bytes = await derivative(stripKey(asset.sha256));
      return reply.header('etag', etag).header('cache-control', cacheControl).type('image/jpeg').send(bytes);
    },
  );

  app.get(
    '/api/v1/assets/:id/video',
    {
      schema: {
        operationId: 'getVideo',
        tags: ['assets'],
        summary: 'The video as browsers play it: the original, or a copy made of it; takes Range',
        description: 'While the copy is being made the answer is the problem video-preparing, which says how far it is.',
        params: AssetParams,
        querystring: Versioned,
        response: { 200: binary('All bytes', 'video/mp4', 'video/webm'), ...problem },
      },
    },
    async (request, reply) => {
      const asset = await known(request.params.id);
      if (FORMATS[asset.format].kind !== 'video') throw new AppError('video-not-playable', { detail: `${asset.name} is no video` });
      const original = asset.playable === 1;
      const etag = `"${asset.sha256.toString('hex')}${original ? '' : '-proxy'}"`;
      const cacheControl = cacheFor(asset.sha256, request.query.v);
      if (sentNotModified(request, reply, etag, cacheControl)) return reply;
      if (!original) {
        const key = proxyKey(asset.sha256);
        const found = await store.stat(key);
        if (found === undefined) throw notYet(await proxyWork(catalog.read, asset.sha256));
        return sendBytes(request, reply, { size: found.size, open: (range) => store.stream(key, range) }, { etag, cacheControl, mime: 'video/mp4' });
      }
      const source = await originalSource(store, await locationsOf(catalog, asset.id), asset.bytes, await offlinePaths(catalog.read));
      // QuickTime and 3GP that browsers play are MP4 to them; under their own names some refuse them
      return sendBytes(request, reply, source, { etag, cacheControl, mime: asset.format === 'webm' ? 'video/webm' : 'video/mp4' });
    },
  );
}

function notYet(work: ProxyWork | undefined): AppError {
  if (work?.state === 'failed')
    return new AppError('video-not-playable', { detail: `No copy for browsers could be made of it: ${work.detail ?? 'the reason is not known'}` });
  if (work?.state === 'running') return new AppError('video-preparing', { detail: `${Math.floor(work.progress * 100)} % done` });
  if (work?.code === 'tool-missing') return new AppError('video-preparing', { detail: work.detail ?? 'ffmpeg is missing' });
  return new AppError('video-preparing', { detail: 'It waits for its turn' });
}
