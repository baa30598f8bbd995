import { createReadStream, type ReadStream } from 'node:fs';
import { toAppError } from '../core/errors.ts';

/** A file's bytes as a stream whose error, if any, is an AppError. `end` is inclusive. Read in steps of 256 KiB. */
export function blobReadStream(path: string, range?: { start: number; end: number }): ReadStream {
  const stream = createReadStream(path, { highWaterMark: 256 * 1024, ...range });
  const destroy = stream._destroy.bind(stream);
  stream._destroy = (error, callback) => destroy(error, (failure) => callback(failure ? toAppError(failure) : failure));
  return stream;
}
