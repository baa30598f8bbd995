import sharp, { type Sharp } from 'sharp';
import type { Header } from './header.ts';
import { decodeJpeg } from './jpeg-turbo.ts';
import { PREVIEW_SIDE, SCALING, type MediaLimits } from './limits.ts';
import { asSource, type MediaInput } from './media-input.ts';
import type { Pixels } from './pixels.ts';

/** How to look at a picture, where it is not simply its first frame as its EXIF says. */
export interface View {
  /** Frame or page, from 0. */
  readonly page?: number;
  /** Dots per inch at which a drawing is made into pixels. */
  readonly density?: number;
  /** EXIF orientation 1…8 to go by instead of its own. */
  readonly orientation?: number;
}

/**
 * The one decode: upright sRGB pixels of the first frame, scaled while loading to at most 1,440 px and never enlarged.
 * libvips' plain errors come through.
 */
export async function decode(input: MediaInput, header: Header, limits: MediaLimits, view: View = {}): Promise<Pixels> {
  const plain = view.orientation === undefined ? await decodeJpeg(input, header) : undefined;
  if (plain !== undefined) return plain;
  const pipeline = sharp(asSource(input), {
    autoOrient: view.orientation === undefined,
    ...(view.page === undefined ? {} : { page: view.page }),
    ...(view.density === undefined ? {} : { density: view.density }),
    failOn: 'error',
    ignoreIcc: header.colour === 'srgb',
    limitInputPixels: limits.maxPixels,
  })
    .timeout({ seconds: limits.timeoutSeconds })
    .resize(PREVIEW_SIDE, PREVIEW_SIDE, { fit: 'inside', withoutEnlargement: true, kernel: SCALING })
    .toColourspace('srgb');
  if (view.orientation !== undefined) turn(pipeline, view.orientation);
  // libvips takes 16-bit pixels through Display P3; without this step they would stay there and look dull
  if (header.colour === 'profile16') pipeline.withIccProfile('srgb', { attach: false });
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 3 && info.channels !== 4) throw new Error(`unexpected number of channels: ${info.channels}`);
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** sharp turns first and mirrors then, in whatever order it is told. */
function turn(pipeline: Sharp, orientation: number): void {
  const [angle, mirrored] = TURNS[orientation - 1] ?? [0, false];
  if (angle !== 0) pipeline.rotate(angle);
  if (mirrored) pipeline.flop();
}

const TURNS: ReadonlyArray<readonly [angle: number, mirrored: boolean]> = [
  [0, false],
  [0, true],
  [180, false],
  [180, true],
  [90, true],
  [90, false],
  [270, true],
  [270, false],
];
