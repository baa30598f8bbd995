import sharp, { type Sharp } from 'sharp';
import type { Analysis } from '../domain/asset.ts';
import { encodeJpeg } from './jpeg-turbo.ts';
import { SCALING, THUMBNAIL_SIDE } from './limits.ts';
import type { Pixels } from './pixels.ts';

/**
 * The preview as a file. JPEG without optimised coding (1/17 of the CPU of mozjpeg at 1,440 px), WebP where transparency
 * must be kept.
 */
export async function encodePreview(pixels: Pixels): Promise<Analysis['preview']> {
  if (pixels.channels === 4) return { bytes: await encodeWebp(pixels), ext: 'webp' };
  const fast = await encodeJpeg(pixels);
  if (fast !== undefined) return { bytes: fast, ext: 'jpg' };
  return { bytes: await open(pixels).jpeg({ quality: 80, optimiseCoding: false }).toBuffer(), ext: 'jpg' };
}

/** Pixels scaled down to the long side of a thumbnail, 320 px; smaller ones come back as they are. */
export async function toThumbnailSize(pixels: Pixels): Promise<Pixels> {
  if (Math.max(pixels.width, pixels.height) <= THUMBNAIL_SIDE) return pixels;
  const { data, info } = await open(pixels)
    .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', kernel: SCALING })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: pixels.channels };
}

/** WebP of quality 80 at the least effort, a quarter of the CPU of the usual one. */
export function encodeWebp(pixels: Pixels): Promise<Buffer> {
  return open(pixels).webp({ quality: 80, effort: 0 }).toBuffer();
}

function open({ data, width, height, channels }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}
