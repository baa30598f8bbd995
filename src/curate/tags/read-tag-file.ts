import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { type CsvError, parse } from 'csv-parse';
import { AppError, toAppError } from '../../core/errors.ts';

export interface CsvLine {
  /** In the file, from 1. */
  readonly number: number;
  readonly fields: readonly string[];
  /** It could not be read: why. */
  readonly broken?: string;
}

/** Longest line: tags have up to a few hundred other names. */
const MAX_LINE = 64 * 1024;
/** A packed file of 10 MB must not become terabytes. */
const MAX_BYTES = 2 * 1024 ** 3;

/** The lines of a CSV file, packed with gzip or not, as a stream; lines that are broken come as such. AppError `tag-file-unreadable`. */
export async function* readTagFile(path: string): AsyncGenerator<CsvLine> {
  const broken: CsvLine[] = [];
  const file = createReadStream(path);
  const text = (await isGzip(path)) ? file.pipe(createGunzip()) : file;
  let [bytes, lastRead] = [0, 0];
  text.on('data', (chunk: Buffer | string) => {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) parser.destroy(new AppError('tag-file-unreadable', { detail: 'More than 2 GB' }));
  });
  const parser = parse({
    bom: true,
    info: true,
    relaxQuotes: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    maxRecordSize: MAX_LINE,
    skipRecordsWithError: true,
    // Told as it is read: the stream runs ahead of who reads the records.
    onRecord: (record, { lines }) => {
      lastRead = lines;
      return record;
    },
    onSkip: (error?: CsvError) => {
      // Noticed at the end of what it swallowed; it stands behind the last line that was read.
      const swallows = error?.code === 'CSV_QUOTE_NOT_CLOSED' || error?.code === 'CSV_MAX_RECORD_SIZE';
      const why = swallows ? 'a quote in it is never closed: lines after it were not read' : (error?.message ?? 'cannot be read').slice(0, 200);
      if (broken.length < 1000) broken.push({ number: swallows ? lastRead + 1 : Number(error?.lines ?? 0), fields: [], broken: why });
      return undefined;
    },
  });
  for (const stream of [file, text]) stream.on('error', (error: Error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield* broken.splice(0);
      yield { number: info.lines, fields: record };
    }
    yield* broken.splice(0);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const { code } = thrown as NodeJS.ErrnoException;
    if (code?.startsWith('E')) throw toAppError(thrown);
    throw new AppError('tag-file-unreadable', { detail: String((thrown as Error).message).slice(0, 200), cause: thrown });
  } finally {
    file.destroy();
    text.destroy();
    parser.destroy();
  }
}

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE(0) === 0x1f8b;
  } finally {
    await handle.close();
  }
}
