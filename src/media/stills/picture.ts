import type { MotionFacts } from '../../domain/asset.ts';
import type { Header } from '../header.ts';
import type { Pixels } from '../pixels.ts';
import type { ApartStill } from './decode-apart.ts';

/** A picture as everything after it wants it: what its header says, and upright sRGB pixels of at most 1,440 px. */
export interface Picture {
  readonly header: Header;
  readonly pixels: Pixels;
  /** Of an animation whose frames are files. */
  readonly motion?: MotionFacts;
}

/** What a decoder in a process of its own gave, in the shape of what libvips gives. */
export function apartPicture({ width, height, orientation, frames, durationMs, pixels }: ApartStill, header: Partial<Header> = {}): Picture {
  return {
    header: {
      hasAlphaChannel: pixels.channels === 4,
      plainJpeg: false,
      exif: undefined,
      xmp: undefined,
      colour: 'srgb',
      width,
      height,
      orientation,
      frames,
      ...(durationMs === undefined ? {} : { durationMs }),
      ...header,
    },
    pixels,
  };
}
