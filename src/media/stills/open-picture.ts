import { readFile } from 'node:fs/promises';
import { FORMATS, type MediaFormat } from '../../domain/format.ts';
import { readHeader } from '../header.ts';
import type { MediaLimits } from '../limits.ts';
import type { MediaInput } from '../media-input.ts';
import type { Animation } from './animation.ts';
import { apngAnimation } from './apng.ts';
import { boxSequence } from './box-sequence.ts';
import { withByteSource } from './byte-source.ts';
import { decodeApart } from './decode-apart.ts';
import { firstFrameWithSomething } from './first-frame.ts';
import { heicPicture } from './heic.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { apartPicture, type Picture } from './picture.ts';
import { psdAsTiff } from './psd.ts';
import { rawPicture } from './raw.ts';
import { svgPicture } from './svg.ts';

type Opener = (input: MediaInput, limits: MediaLimits) => Promise<Picture>;

/** The formats libvips does not read by itself, or not all of. */
const OPENERS: Partial<Record<MediaFormat, Opener>> = {
  heic: (input, limits) => moving(heicPicture(input, limits), boxSequence(input)),
  // libvips reads the first picture of these, and does not say that there are more
  png: (input, limits) => moving(byLibvips(input, limits), apngAnimation(input)),
  avif: async (input, limits) => moving(byLibvips(await asStill(input), limits), boxSequence(input)),
  svg: svgPicture,
  psd: (input, limits) => oneAtATime(async () => byLibvips(await psdAsTiff(input, limits), limits)),
  bmp: (input, limits) => oneAtATime(async () => apartPicture(await decodeApart(input, 'bmp', limits))),
  jxl: (input, limits) => oneAtATime(async () => apartPicture(await decodeApart(input, 'jxl', limits))),
  jp2: (input, limits) => oneAtATime(async () => apartPicture(await decodeApart(input, 'jp2', limits))),
};

/** Decodes a still once, by whatever reads its format. Throws AppError, or what libvips said. */
export function openPicture(input: MediaInput, format: MediaFormat, limits: MediaLimits): Promise<Picture> {
  if (FORMATS[format].kind === 'raw') return rawPicture(input, format, limits);
  return (OPENERS[format] ?? byLibvips)(input, limits);
}

/** libvips refuses what says first that it is a sequence, and reads its main picture when it says so second. */
async function asStill(input: MediaInput): Promise<MediaInput> {
  const brand = await withByteSource(input, (source) => source.read(8, 4));
  if (brand.toString('latin1') !== 'avis') return input;
  const bytes = Buffer.isBuffer(input) ? Buffer.from(input) : await readFile(input.path);
  bytes.write('avif', 8, 'latin1');
  return bytes;
}

async function moving(opened: Promise<Picture>, told: Promise<Animation | undefined>): Promise<Picture> {
  const [picture, animation] = await Promise.all([opened, told]);
  return animation === undefined ? picture : { ...picture, header: { ...picture.header, ...animation } };
}

async function byLibvips(input: MediaInput, limits: MediaLimits): Promise<Picture> {
  const header = await readHeader(input, limits);
  return { header, pixels: await firstFrameWithSomething(input, header, limits) };
}
