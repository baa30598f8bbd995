import { FORMATS, type MediaFormat } from '../../domain/format.ts';
import { readHeader } from '../header.ts';
import type { MediaLimits } from '../limits.ts';
import type { MediaInput } from '../media-input.ts';
import { decodeApart } from './decode-apart.ts';
import { firstFrameWithSomething } from './first-frame.ts';
import { heicPicture } from './heic.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { apartPicture, type Picture } from './picture.ts';
import { psdAsTiff } from './psd.ts';
import { rawPicture } from './raw.ts';
import { svgPicture } from './svg.ts';

type Opener = (input: MediaInput, limits: MediaLimits) => Promise<Picture>;

/** The formats libvips does not read by itself. */
const OPENERS: Partial<Record<MediaFormat, Opener>> = {
  heic: (input, limits) => heicPicture(input, limits),
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

async function byLibvips(input: MediaInput, limits: MediaLimits): Promise<Picture> {
  const header = await readHeader(input, limits);
  return { header, pixels: await firstFrameWithSomething(input, header, limits) };
}
