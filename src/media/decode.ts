import sharp from 'sharp';
import type { Header } from './header.ts';
import { decodeJpeg } from './jpeg-turbo.ts';
import { PREVIEW_SIDE, SCALING, type MediaLimits } from './limits.ts';
import { asSource, type MediaInput } from './media-input.ts';
import type { Pixels } from './pixels.ts';

/**
 * The one decode: upright sRGB pixels of the first frame, scaled while loading to at most 1,440 px and never enlarged.
 * libvips' plain errors come through.
 */
export async function decode(input: MediaInput, header: Header, limits: MediaLimits): Promise<Pixels> {
  const plain = await decodeJpeg(input, header);
  if (plain !== undefined) return plain;
  const pipeline = sharp(asSource(input), {
    autoOrient: true,
    failOn: 'error',
    ignoreIcc: header.colour === 'srgb',
    limitInputPixels: limits.maxPixels,
  })
    .timeout({ seconds: limits.timeoutSeconds })
    .resize(PREVIEW_SIDE, PREVIEW_SIDE, { fit: 'inside', withoutEnlargement: true, kernel: SCALING })
    .toColourspace('srgb');
  // libvips takes 16-bit pixels through Display P3; without this step they would stay there and look dull
  if (header.colour === 'profile16') pipeline.withIccProfile('srgb', { attach: false });
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 3 && info.channels !== 4) throw new Error(`unexpected number of channels: ${info.channels}`);
  return { data, width: info.width, height: info.height, channels: info.channels };
}
