import { open } from 'node:fs/promises';
import type { MediaFormat } from '../../domain/format.ts';
import type { Generation } from '../../domain/generation.ts';
import type { Header } from '../header.ts';
import type { MediaLimits } from '../limits.ts';
import type { MediaInput } from '../media-input.ts';
import type { Pixels } from '../pixels.ts';
import { exifTexts } from './exif-texts.ts';
import { generationIn } from './from-texts.ts';
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
    if (told !== undefined || (format !== 'png' && format !== 'webp')) return told;
    const full = header.orientation === 1 && decoded.width === header.width && decoded.height === header.height;
    const hidden = await stealthText(input, limits, decoded, full);
    return hidden === undefined ? undefined : generationIn(hiddenTexts(hidden));
  } catch {
    return undefined;
  }
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
