import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { AppError } from '../../core/errors.ts';
import type { MediaFormat } from '../../domain/format.ts';
import { decode } from '../decode.ts';
import { readHeader } from '../header.ts';
import type { MediaLimits } from '../limits.ts';
import type { MediaInput } from '../media-input.ts';
import type { Pixels } from '../pixels.ts';
import { sniff } from '../sniff.ts';
import { ugoiraFrames } from '../ugoira-names.ts';
import { frameFacts } from '../video/moving-picture.ts';
import { SAMPLES } from '../video/sample-times.ts';
import type { Picture } from './picture.ts';

const STILLS = new Set<MediaFormat | undefined>(['jpg', 'png', 'gif', 'webp']);
const MAX_ENTRIES = 20_000;
const MAX_FRAME_BYTES = 64 * 1024 * 1024;
const MAX_INDEX_BYTES = 4 * 1024 * 1024;
/** Of a frame whose delay nobody tells; what Pixiv shows most often. */
const USUAL_DELAY_MS = 100;

/**
 * An animation in a zip: the frame that stands for it, how many there are, how long they take, and a strip. Only the frames that are
 * looked at are unpacked, one at a time. Throws AppError `unsupported-type` for another archive.
 */
export async function openUgoira(input: MediaInput, limits: MediaLimits): Promise<Picture> {
  const zip = await opened(input);
  try {
    const frames = await framesIn(zip);
    if (frames === undefined) throw new AppError('unsupported-type', { detail: 'it is a zip archive, and its entries are no frames of an animation' });
    const { names } = frames;
    const looked = names.length <= SAMPLES ? names : Array.from({ length: SAMPLES }, (_, i) => names[Math.floor(((i + 0.5) * names.length) / SAMPLES)]!);
    const read = async (name: string): Promise<Picture> => decodedFrame(await frames.bytes(name, MAX_FRAME_BYTES), limits);
    const { poster, framesHash, strip } = await frameFacts(looked.length, async (i) => (await read(looked[i]!)).pixels);
    const { header, pixels } = await read(looked[poster]!);
    const durationMs = Math.round(delaysIn(await frames.index(), names).reduce((sum, ms) => sum + ms, 0));
    return {
      header: { ...header, frames: names.length },
      pixels,
      motion: { durationMs, framesPerSecond: Math.round((names.length * 1_000_000) / durationMs) / 1000, audioCodec: null, playable: false, framesHash, strip },
    };
  } finally {
    zip.close();
  }
}

async function decodedFrame(bytes: Buffer, limits: MediaLimits): Promise<Picture> {
  // a drawing would be drawn unchecked
  if (!STILLS.has(sniff(bytes))) throw new AppError('decode-failed', { detail: 'one of its frames is no picture' });
  const header = await readHeader(bytes, limits);
  return { header, pixels: await decode(bytes, header, limits) };
}

/** One frame of an animation, upright. */
export interface UgoiraFrame {
  readonly pixels: Pixels;
  readonly delayMs: number;
}

/** All frames in their order, one at a time, and how long each is shown. Throws AppError. */
export async function* ugoiraFramesOf(input: MediaInput, limits: MediaLimits): AsyncGenerator<UgoiraFrame> {
  const zip = await opened(input);
  try {
    const frames = await framesIn(zip);
    if (frames === undefined) throw new AppError('unsupported-type', { detail: 'it is a zip archive, and its entries are no frames of an animation' });
    const delays = delaysIn(await frames.index(), frames.names);
    for (const [i, name] of frames.names.entries())
      yield { pixels: (await decodedFrame(await frames.bytes(name, MAX_FRAME_BYTES), limits)).pixels, delayMs: delays[i]! };
  } finally {
    zip.close();
  }
}

/** How long each frame is shown, without decoding one. Throws AppError. */
export async function ugoiraDelays(input: MediaInput): Promise<number[]> {
  const zip = await opened(input);
  try {
    const frames = await framesIn(zip);
    return frames === undefined ? [] : delaysIn(await frames.index(), frames.names);
  } finally {
    zip.close();
  }
}

/**
 * Milliseconds of each frame, by the index: a list of `{file, delay}` itself, under `frames`, or deeper down as Pixiv answers
 * it. What it does not tell takes 100 ms.
 */
function delaysIn(index: unknown, names: readonly string[]): number[] {
  const delays = new Map<string, number>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 4) return;
    const { file, delay } = value as { file?: unknown; delay?: unknown };
    if (typeof file === 'string' && typeof delay === 'number' && delay > 0 && delay <= 60_000) delays.set(file, delay);
    else for (const inner of Object.values(value)) visit(inner, depth + 1);
  };
  visit(index, 0);
  return names.map((name) => delays.get(name) ?? USUAL_DELAY_MS);
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

interface Frames {
  readonly names: readonly string[];
  bytes(name: string, limit: number): Promise<Buffer>;
  /** The index as parsed JSON; undefined when there is none that can be read. */
  index(): Promise<unknown>;
}

async function framesIn(zip: ZipFile): Promise<Frames | undefined> {
  if (zip.entryCount > MAX_ENTRIES) return undefined;
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  const names = ugoiraFrames([...entries.keys()]);
  if (names === undefined) return undefined;
  const bytes = async (name: string, limit: number): Promise<Buffer> => {
    const entry = entries.get(name)!;
    if (entry.isEncrypted()) throw new AppError('archive-encrypted');
    if (entry.uncompressedSize > limit) throw new AppError('decode-failed', { detail: `${name} has ${entry.uncompressedSize} bytes` });
    return collected(await zip.openReadStreamPromise(entry));
  };
  const index = async (): Promise<unknown> => {
    const name = [...entries.keys()].find((one) => !names.includes(one));
    try {
      return name === undefined ? undefined : JSON.parse((await bytes(name, MAX_INDEX_BYTES)).toString('utf8'));
    } catch {
      return undefined;
    }
  };
  return { names, bytes, index };
}

/** The reader itself sees to it that no more bytes come than the directory says. */
async function collected(stream: Readable): Promise<Buffer> {
  // An error after the loop has stopped listening would end the process.
  stream.on('error', () => {});
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
