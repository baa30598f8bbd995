import sharp from 'sharp';
import { dctHash } from '../dct-hash.ts';
import { downscale } from '../downscale.ts';
import { SCALING } from '../limits.ts';
import { luma } from '../luma.ts';
import type { Pixels } from '../pixels.ts';

/** What frames spread over a moving picture tell of it. */
export interface FrameFacts {
  /** Which one stands for the whole. */
  readonly poster: number;
  /** The perceptual hashes of all, 8 bytes each. */
  readonly framesHash: Buffer;
  /** All side by side, JPEG; about 40 kB. */
  readonly strip: Buffer;
}

/** Long side of one frame of the strip. */
const STRIP_SIDE = 240;
/** The first frame with so much of the contrast of the best one is the poster: how a video begins is how people know it. */
const ENOUGH = 0.6;

/** Looks at the frames one after another, so that only one is held. */
export async function frameFacts(count: number, read: (index: number) => Promise<Pixels>): Promise<FrameFacts> {
  const small: Pixels[] = [];
  const hashes: Buffer[] = [];
  const contrasts: number[] = [];
  for (let i = 0; i < count; i++) {
    const frame = await toStripSize(await read(i), small[0]);
    const grey = luma(downscale(frame, 32, 32));
    hashes.push(dctHash(grey, 32, 8));
    contrasts.push(deviation(grey));
    small.push(frame);
  }
  const best = Math.max(...contrasts);
  const poster = contrasts.findIndex((contrast) => contrast >= best * ENOUGH);
  return { poster: Math.max(0, poster), framesHash: Buffer.concat(hashes), strip: await sideBySide(small) };
}

/** All frames get the size of the first: those of an animation need not have one. */
async function toStripSize({ data, width, height, channels }: Pixels, like: Pixels | undefined): Promise<Pixels> {
  const side = Math.min(STRIP_SIDE, Math.max(width, height));
  const pipeline = sharp(data, { raw: { width, height, channels } }).flatten({ background: '#fff' });
  if (like === undefined) pipeline.resize(side, side, { fit: 'inside', kernel: SCALING });
  else pipeline.resize(like.width, like.height, { fit: 'contain', background: '#fff', kernel: SCALING });
  const made = await pipeline.raw().toBuffer({ resolveWithObject: true });
  return { data: made.data, width: made.info.width, height: made.info.height, channels: 3 };
}

/** Standard deviation: 0 for one shade, about 60 for a photograph. */
function deviation(grey: Float64Array): number {
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  return Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length);
}

async function sideBySide(frames: readonly Pixels[]): Promise<Buffer> {
  const { width, height } = frames[0]!;
  const layers = frames.map(({ data }, i) => ({ input: data, raw: { width, height, channels: 3 as const }, left: i * width, top: 0 }));
  return sharp({ create: { width: width * frames.length, height, channels: 3, background: '#000' } })
    .composite(layers)
    .jpeg({ quality: 65 })
    .toBuffer();
}
