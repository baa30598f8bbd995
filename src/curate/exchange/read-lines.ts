import { createReadStream } from 'node:fs';
import { AppError } from '../../core/errors.ts';

/** Longer than any real line: an asset with 10,000 tags has half of it. */
const MAX_LINE_BYTES = 1024 * 1024;

/** The lines of a file as bytes, each with its line feed, in flat memory. AppError `exchange-invalid` for a line without end. */
export async function* readLines(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield bytes.subarray(from, end + 1);
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > MAX_LINE_BYTES) throw new AppError('exchange-invalid', { detail: `A line is longer than ${MAX_LINE_BYTES} bytes` });
  }
  if (rest.length > 0) yield rest;
}
