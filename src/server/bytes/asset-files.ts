import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BlobStore } from '../../blobs/blob-store.ts';
import { previewKey, proxyKey, stripKey, thumbnailKey } from '../../blobs/keys.ts';
import { type AssetRow, assetById, locationsOf } from '../../catalog/asset-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { type ProxyWork, proxyWork } from '../../catalog/proxy-queries.ts';
import { AppError } from '../../core/errors.ts';
import { FORMATS, isFilm, isPlainFile } from '../../domain/format.ts';
import { offlinePaths } from '../../roots/offline-paths.ts';
import { contentDisposition } from './content-disposition.ts';
import { fileCard } from './file-card.ts';
import { originalSource } from './original-source.ts';
import { cacheFor, sendBytes, sentNotModified } from './send-bytes.ts';

/** One question for the bytes of an asset. */
export interface FileRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly id: number;
  /** The version in the address, if any: the answer may then be kept for ever. */
  readonly version: string | undefined;
}

/** Answers requests for what there is of an asset as bytes: the original, what was made of it, its strip, its video. */
export class AssetFiles {
  readonly #catalog: Catalog;
  readonly #store: BlobStore;

  constructor({ catalog, store }: { readonly catalog: Catalog; readonly store: BlobStore }) {
    this.#catalog = catalog;
    this.#store = store;
  }

  /** Takes Range, If-Range and If-None-Match. `save`: under its own name, not to be shown. */
  async original({ request, reply, id, version }: FileRequest, save: boolean): Promise<FastifyReply> {
    const asset = await this.#known(id);
    const etag = `"${asset.sha256.toString('hex')}"`;
    const cacheControl = cacheFor(asset.sha256, version);
    if (sentNotModified(request, reply, etag, cacheControl)) return reply;
    const source = await this.#originalSource(asset);
    const plain = isPlainFile(asset.format);
    const disposition = contentDisposition(plain || save ? 'attachment' : 'inline', asset.name);
    // Checked when it came in; a browser that opens it by itself still runs and fetches nothing of it.
    if (asset.format === 'svg') reply.header('content-security-policy', DRAWING_ONLY);
    // Nobody looked into a plain file: it is only ever saved, under a type that nothing runs.
    if (plain) reply.header('content-security-policy', "default-src 'none'; sandbox");
    return sendBytes(request, reply, source, { etag, cacheControl, mime: plain ? SAVED_AS : FORMATS[asset.format].mime, disposition });
  }

  async preview(wanted: FileRequest): Promise<FastifyReply> {
    return this.#derivative(wanted, 'preview', (asset) => ({
      key: previewKey(asset.sha256, asset.preview_ext),
      mime: asset.preview_ext === 'webp' ? 'image/webp' : 'image/jpeg',
    }));
  }

  async thumbnail(wanted: FileRequest): Promise<FastifyReply> {
    return this.#derivative(wanted, 'thumbnail', (asset) => ({ key: thumbnailKey(asset.sha256), mime: 'image/webp' }));
  }

  async strip(wanted: FileRequest): Promise<FastifyReply> {
    return this.#derivative(wanted, 'strip', (asset) => ({ key: stripKey(asset.sha256), mime: 'image/jpeg' }));
  }

  /** The video as browsers play it: the original, or a copy made of it. AppErrors `video-not-playable`, `video-preparing`. */
  async video({ request, reply, id, version }: FileRequest): Promise<FastifyReply> {
    const asset = await this.#known(id);
    if (!isFilm(asset.format)) throw new AppError('video-not-playable', { detail: `${asset.name} is no video` });
    const original = asset.playable === 1;
    const etag = `"${asset.sha256.toString('hex')}${original ? '' : '-proxy'}"`;
    const cacheControl = cacheFor(asset.sha256, version);
    if (sentNotModified(request, reply, etag, cacheControl)) return reply;
    if (!original) {
      const key = proxyKey(asset.sha256);
      const found = await this.#store.stat(key);
      if (found === undefined) throw notYet(await proxyWork(this.#catalog.read, asset.sha256));
      return sendBytes(request, reply, { size: found.size, open: (range) => this.#store.stream(key, range) }, { etag, cacheControl, mime: 'video/mp4' });
    }
    // QuickTime and 3GP that browsers play are MP4 to them; under their own names some refuse them
    return sendBytes(request, reply, await this.#originalSource(asset), { etag, cacheControl, mime: asset.format === 'webm' ? 'video/webm' : 'video/mp4' });
  }

  async #known(id: number): Promise<AssetRow> {
    const asset = await assetById(this.#catalog, id);
    if (!asset) throw new AppError('asset-not-found');
    return asset;
  }

  async #originalSource(asset: AssetRow): ReturnType<typeof originalSource> {
    return originalSource(this.#store, await locationsOf(this.#catalog, asset.id), asset.bytes, await offlinePaths(this.#catalog.read));
  }

  /** A few hundred kilobytes at most, so read at once; a derivative that is gone is told apart from an asset that is. */
  async #derivative(
    { request, reply, id, version }: FileRequest,
    name: string,
    of: (asset: AssetRow) => { readonly key: string; readonly mime: string },
  ): Promise<FastifyReply> {
    const asset = await this.#known(id);
    const etag = `"${asset.sha256.toString('hex')}-${name}"`;
    const cacheControl = cacheFor(asset.sha256, version);
    if (sentNotModified(request, reply, etag, cacheControl)) return reply;
    if (isPlainFile(asset.format)) return sendCard(reply, fileCard(asset.name, asset.format), etag, cacheControl);
    const { key, mime } = of(asset);
    try {
      const bytes = await this.#store.read(key);
      return reply.header('etag', etag).header('cache-control', cacheControl).type(mime).send(bytes);
    } catch (error) {
      if (error instanceof AppError && error.code === 'file-vanished') throw new AppError('derivative-missing', { cause: error });
      throw error;
    }
  }
}

const DRAWING_ONLY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";
/** What nothing runs. */
export const SAVED_AS = 'application/octet-stream';

/** What stands for a file without a picture. */
function sendCard(reply: FastifyReply, card: string, etag: string, cacheControl: string): FastifyReply {
  return reply
    .header('etag', etag)
    .header('cache-control', cacheControl)
    .header('content-security-policy', DRAWING_ONLY)
    .type('image/svg+xml; charset=utf-8')
    .send(card);
}

function notYet(work: ProxyWork | undefined): AppError {
  if (work?.state === 'failed')
    return new AppError('video-not-playable', { detail: `No copy for browsers could be made of it: ${work.detail ?? 'the reason is not known'}` });
  if (work?.state === 'running') return new AppError('video-preparing', { detail: `${Math.floor(work.progress * 100)} % done` });
  if (work?.code === 'tool-missing') return new AppError('video-preparing', { detail: work.detail ?? 'ffmpeg is missing' });
  return new AppError('video-preparing', { detail: 'It waits for its turn' });
}
