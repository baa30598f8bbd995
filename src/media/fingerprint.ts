import type { Fingerprint } from '../domain/asset.ts';
import { dctHash } from './dct-hash.ts';
import { dominantColors } from './dominant-colors.ts';
import { downscale, downscaleTile, tileData } from './downscale.ts';
import { luma } from './luma.ts';
import type { Pixels } from './pixels.ts';
import { placeholder } from './placeholder.ts';

/** Used again for each picture: nothing in here waits, and 160 kB less garbage per picture is one collection in four less. */
const room = { fine: tileData(64, 64), coarse: tileData(32, 32) };

/** All pixel facts, from the pixels of the thumbnail: one pass to 64 × 64, the rest from that. */
export function fingerprint(pixels: Pixels): Fingerprint {
  const fine = downscale(pixels, 64, 64, room.fine);
  const coarse = downscaleTile(fine, 32, 32, room.coarse);
  return {
    phash: dctHash(luma(coarse), 32, 8),
    fineHash: dctHash(luma(fine), 64, 16),
    colors: dominantColors(coarse),
    thumbhash: placeholder(fine, pixels.width, pixels.height),
  };
}
