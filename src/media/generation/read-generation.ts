import { open } from 'node:fs/promises';
import { FORMATS, type MediaFormat } from '../../domain/format.ts';
import type { Generation } from '../../domain/generation.ts';
import { decode } from '../decode.ts';
import { type Header, readHeader } from '../header.ts';
import type { MediaLimits } from '../limits.ts';
import { openable, type MediaInput } from '../media-input.ts';
import type { Pixels } from '../pixels.ts';
import { probeVideo } from '../video/video-probe.ts';
import { exifTexts } from './exif-texts.ts';
import { generationIn, generationInTags } from './from-texts.ts';
import { lenientObject } from './lenient-json.ts';
import { jpegComment } from './jpeg-comment.ts';
import { pngTexts } from './png-texts.ts';
import { stealthText } from './stealth-alpha.ts';
import { Texts } from './texts.ts';
import { xmpTexts } from './xmp-texts.ts';

/** Of a file too large to be held this much is read: generators write before the pixels. */
const HEAD_BYTES = 4 * 1024 * 1024;

/**
 * How a picture was made, when its generator wrote that into it: in the texts of a PNG, in EXIF or XMP, or hidden in its
 * alpha channel. Under 0.1 ms for a file without such texts. Never throws: what cannot be read says nothing about the picture.
 */
export async function readGeneration(
  input: MediaInput,
  format: MediaFormat,
  header: Header,
  decoded: Pixels,
  limits: MediaLimits,
): Promise<Generation | undefined> {
  try {
    return await generationIs(input, format, header, async () => decoded, limits);
  } catch {
    return undefined;
  }
}

/** The formats in which generators write: those whose header libvips reads. */
const CARRIERS: ReadonlySet<MediaFormat> = new Set(['jpg', 'png', 'webp', 'gif', 'avif', 'tiff', 'heic']);

/**
 * The same for a picture that was taken in before: by its header and texts alone, and pixels only where alpha may hide something.
 * `unknown`: in this format nothing is looked for. Throws when the file cannot be read, which says nothing about what it holds.
 */
export async function rereadGeneration(input: MediaInput, format: MediaFormat, limits: MediaLimits): Promise<Generation | 'none' | 'unknown'> {
  if (FORMATS[format].kind === 'video' && !Buffer.isBuffer(input)) {
    const { tags } = await probeVideo(input.path, format, limits);
    return generationInTags({ ...tags.video, ...tags.container }) ?? 'none';
  }
  if (!CARRIERS.has(format)) return 'unknown';
  const source = await openable(input);
  const header = await readHeader(source, limits);
  return (await generationIs(source, format, header, () => decode(source, header, limits), limits)) ?? 'none';
}

async function generationIs(
  input: MediaInput,
  format: MediaFormat,
  header: Header,
  pixels: () => Promise<Pixels>,
  limits: MediaLimits,
): Promise<Generation | undefined> {
  const texts = new Texts();
  let exif = header.exif;
  let xmp = header.xmp?.toString('utf8');
  if (format === 'png') {
    const found = pngTexts(Buffer.isBuffer(input) ? input : await headOf(input.path), texts);
    exif ??= found.exif;
    xmp ??= found.xmp;
  } else if (format === 'jpg' && Buffer.isBuffer(input)) jpegComment(input, texts);
  if (exif !== undefined) exifTexts(exif, texts);
  if (xmp !== undefined) xmpTexts(xmp, texts);
  const told = generationIn(texts);
  if (told !== undefined || (format !== 'png' && format !== 'webp') || !header.hasAlphaChannel) return told;
  const decoded = await pixels();
  const full = header.orientation === 1 && decoded.width === header.width && decoded.height === header.height;
  const hidden = await stealthText(input, limits, decoded, full);
  return hidden === undefined ? undefined : generationIn(hiddenTexts(hidden));
}

/** NovelAI hides all its texts as one JSON object, others the plain parameters. */
function hiddenTexts(hidden: string): Texts {
  const texts = new Texts();
  texts.add('stealth', hidden);
  if (lenientObject(hidden) === undefined) texts.add('parameters', hidden);
  return texts;
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
