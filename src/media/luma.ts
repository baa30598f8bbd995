import type { Tile } from './downscale.ts';

/** Grey values 0…255 on white paper, with the weights of ITU-R BT.601 that other perceptual hashes use. */
export function luma({ data }: Tile): Float64Array {
  const grey = new Float64Array(data.length / 4);
  for (let i = 0, at = 0; i < grey.length; i++, at += 4) {
    grey[i] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]! + 255 - data[at + 3]!;
  }
  return grey;
}
