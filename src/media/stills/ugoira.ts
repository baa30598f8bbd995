import type { Readable } from 'node:stream';
import { fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { AppError } from '../../core/errors.ts';
import type { MediaFormat } from '../../domain/format.ts';
import { decode } from '../decode.ts';
import { readHeader } from '../header.ts';
import type { MediaLimits } from '../limits.ts';
import type { MediaInput } from '../media-input.ts';
import { sniff } from '../sniff.ts';
import { ugoiraFrames } from '../ugoira-names.ts';
import type { Picture } from './picture.ts';

const STILLS = new Set<MediaFormat | undefined>(['jpg', 'png', 'gif', 'webp']);
const MAX_ENTRIES = 20_000;
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

/** An animation in a zip: its first frame, and how many there are. Throws AppError `unsupported-type` for another archive. */
export async function ugoiraPicture(input: MediaInput, limits: MediaLimits): Promise<Picture> {
  const zip = await opened(input);
  try {
    const frames = await framesIn(zip);
    if (frames === undefined) throw new AppError('unsupported-type', { detail: 'it is a zip archive, and its entries are no frames of an animation' });
    const first = await frames.first();
    // a drawing would be drawn unchecked
    if (!STILLS.has(sniff(first))) throw new AppError('decode-failed', { detail: 'its first frame is no picture' });
    const header = await readHeader(first, limits);
    return { header: { ...header, frames: frames.count }, pixels: await decode(first, header, limits) };
  } finally {
    zip.close();
  }
}

/** Whether the archive at `path` is such an animation. Never throws. */
export async function isUgoira(input: MediaInput): Promise<boolean> {
  const zip = await opened(input).catch(() => undefined);
  try {
    return zip !== undefined && (await framesIn(zip)) !== undefined;
  } catch {
    return false;
  } finally {
    zip?.close();
  }
}

function opened(input: MediaInput): Promise<ZipFile> {
  const options = { autoClose: false, lazyEntries: true };
  return (Buffer.isBuffer(input) ? fromBufferPromise(input, options) : openPromise(input.path, options)).catch((error: Error) => {
    throw new AppError('archive-damaged', { detail: error.message, cause: error });
  });
}

async function framesIn(zip: ZipFile): Promise<{ readonly count: number; first(): Promise<Buffer> } | undefined> {
  if (zip.entryCount > MAX_ENTRIES) return undefined;
  const entries = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  const names = ugoiraFrames(entries.map((entry) => entry.fileName));
  if (names === undefined) return undefined;
  const entry = entries.find(({ fileName }) => fileName === names[0])!;
  return {
    count: names.length,
    first: async () => {
      if (entry.uncompressedSize > MAX_FRAME_BYTES) throw new AppError('decode-failed', { detail: `its first frame has ${entry.uncompressedSize} bytes` });
      return collected(await zip.openReadStreamPromise(entry));
    },
  };
}

/** The reader itself sees to it that no more bytes come than the directory says. */
async function collected(stream: Readable): Promise<Buffer> {
  // An error after the loop has stopped listening would end the process.
  stream.on('error', () => {});
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
