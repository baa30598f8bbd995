import sharp, { type Metadata } from 'sharp';
import { AppError } from '../core/errors.ts';
import { isSrgbProfile } from './icc.ts';
import { MAX_FRAMES, type MediaLimits } from './limits.ts';
import { asSource, type MediaInput } from './media-input.ts';
import { shownMs } from './stills/animation.ts';

/** What the header says, before any pixel is decoded. */
export interface Header {
  /** Pixels after orientation. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation 1…8. */
  readonly orientation: number;
  readonly frames: number;
  /** Of all frames of an animated picture together; undefined for a still, and where no delays are told. */
  readonly durationMs?: number;
  readonly hasAlphaChannel: boolean;
  /** A JPEG of three channels that are sRGB as they are. */
  readonly plainJpeg: boolean;
  /** The EXIF block as libvips gives it, `Exif\0\0` in front or not. */
  readonly exif: Buffer | undefined;
  readonly xmp: Buffer | undefined;
  /** How the pixels become sRGB: they are (or are taken for) sRGB, by the embedded profile, or that with 16 bits. */
  readonly colour: 'srgb' | 'profile' | 'profile16';
}

/**
 * Reads the header, 0.1–0.2 ms. Throws `too-many-pixels` as AppError; what libvips cannot open is thrown as its plain
 * error, for `decodeError` to name.
 */
export async function readHeader(input: MediaInput, limits: MediaLimits): Promise<Header> {
  const metadata = await sharp(asSource(input), { limitInputPixels: false, failOn: 'error' }).metadata();
  const pixels = metadata.width * metadata.height;
  if (pixels > limits.maxPixels) {
    throw new AppError('too-many-pixels', {
      detail: `${metadata.width} × ${metadata.height} is ${pixels} pixels; the limit is ${limits.maxPixels}.`,
    });
  }
  return {
    width: metadata.autoOrient.width,
    height: metadata.autoOrient.height,
    orientation: plausibleOrientation(metadata.orientation),
    frames: Math.min(Math.max(1, metadata.pages ?? 1), MAX_FRAMES),
    ...durationOf(metadata),
    hasAlphaChannel: metadata.hasAlpha,
    plainJpeg: metadata.format === 'jpeg' && metadata.space === 'srgb' && metadata.channels === 3 && colourOf(metadata) === 'srgb',
    exif: metadata.exif,
    xmp: metadata.xmp,
    colour: colourOf(metadata),
  };
}

function durationOf({ pages, delay }: Metadata): { durationMs?: number } {
  if (pages === undefined || pages < 2 || delay === undefined) return {};
  return { durationMs: delay.reduce((sum, ms) => sum + shownMs(ms), 0) };
}

function plausibleOrientation(orientation: number | undefined): number {
  return orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/** An embedded sRGB profile changes nothing but costs a pass over every pixel, so it is not applied. */
function colourOf({ icc, space }: Metadata): Header['colour'] {
  if (icc === undefined) return 'srgb';
  if (space === 'rgb16') return isSrgbProfile(icc) ? 'srgb' : 'profile16';
  return space === 'srgb' && isSrgbProfile(icc) ? 'srgb' : 'profile';
}
