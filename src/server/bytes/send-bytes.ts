import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../core/errors.ts';
import { assetVersion } from '../../domain/asset-version.ts';
import { hasVersion, rangeStillValid } from './etag.ts';
import { type ByteRange, parseRange } from './range.ts';

/** `private` because a login may stand before it. */
export const REVALIDATE = 'private, no-cache';
const FOREVER = 'private, max-age=31536000, immutable';

/**
 * How long the bytes of an asset may be kept. An id alone can come to mean another picture (a restored backup, a new data folder
 * at the same address), so for ever only when the address names the content as well.
 */
export function cacheFor(sha256: Buffer, v: string | undefined): string {
  return v === assetVersion(sha256) ? FOREVER : REVALIDATE;
}

export interface ByteSource {
  readonly size: number;
  open(range?: ByteRange): Readable;
}

export interface BytesMeta {
  /** With its quotes. */
  readonly etag: string;
  readonly mime: string;
  readonly cacheControl: string;
  readonly disposition?: string;
}

/** True when the caller has this version already; then the 304 is sent. */
export function sentNotModified(request: FastifyRequest, reply: FastifyReply, etag: string, cacheControl: string): boolean {
  if (!hasVersion(request.headers['if-none-match'], etag)) return false;
  reply.code(304).header('etag', etag).header('cache-control', cacheControl).send();
  return true;
}

/** Answers GET and HEAD with bytes: 200, 206 or 416. AppError `range-not-satisfiable` carries Content-Range itself. */
export function sendBytes(request: FastifyRequest, reply: FastifyReply, source: ByteSource, meta: BytesMeta): FastifyReply {
  reply.header('etag', meta.etag).header('cache-control', meta.cacheControl).header('accept-ranges', 'bytes').header('content-type', meta.mime);
  if (meta.disposition !== undefined) reply.header('content-disposition', meta.disposition);
  if (request.method === 'HEAD') {
    // An empty stream: for anything else the framework would work the length out anew.
    return reply.header('content-length', source.size).send(Readable.from([]));
  }
  const wanted = rangeStillValid(request.headers['if-range'] as string | undefined, meta.etag) ? request.headers.range : undefined;
  const range = parseRange(wanted, source.size);
  if (range === 'unsatisfiable') throw new RangeError416(source.size);
  if (range === 'whole') return reply.header('content-length', source.size).send(source.open());
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${source.size}`)
    .header('content-length', range.end - range.start + 1)
    .send(source.open(range));
}

/** Tells the error handler the size, which a 416 has to name. */
export class RangeError416 extends AppError {
  readonly size: number;

  constructor(size: number) {
    super('range-not-satisfiable', { detail: `The file has ${size} bytes` });
    this.size = size;
  }
}
