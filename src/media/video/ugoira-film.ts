import sharp from 'sharp';
import { AppError } from '../../core/errors.ts';
import { SCALING, type MediaLimits } from '../limits.ts';
import type { Pixels } from '../pixels.ts';
import { ugoiraDelays, ugoiraFramesOf } from '../stills/ugoira.ts';

export interface UgoiraFilm {
  /** As ffmpeg takes a rate. */
  readonly ticksPerSecond: string;
  readonly durationSeconds: number;
  /** One JPEG a tick, all of one size with even sides. */
  readonly jpegs: AsyncIterable<Buffer>;
}

/** Some hours at 60 a second; an honest animation has some thousand ticks. */
const MOST_TICKS = 1_000_000;
/** Between the few colours of a drawing lesser ones show rings. */
const QUALITY = 95;

/**
 * The frames in a zip as a film of even steps: as long as the longest step that divides all delays, and where that is too short, the
 * shortest allowed, to which each change of frame is rounded, so that nothing adds up. Throws AppError, also while it is read.
 */
export async function ugoiraFilm(
  path: string,
  limits: MediaLimits,
  { longSide, shortSide, mostRate }: { readonly longSide: number; readonly shortSide: number; readonly mostRate: number },
): Promise<UgoiraFilm> {
  const delays = await ugoiraDelays({ path });
  const common = delays.reduce((a, b) => divisor(a, Math.round(b)), 0);
  const tickMs = common >= 1000 / mostRate ? common : 1000 / mostRate;
  const durationMs = delays.reduce((sum, ms) => sum + ms, 0);
  if (durationMs / tickMs > MOST_TICKS) throw new AppError('decode-failed', { detail: 'it is shown for many hours' });
  async function* jpegs(): AsyncGenerator<Buffer> {
    let size: Size | undefined;
    let until = 0;
    let ticks = 0;
    for await (const { pixels, delayMs } of ugoiraFramesOf({ path }, limits)) {
      size ??= filmSize(pixels, longSide, shortSide);
      until += delayMs;
      const next = Math.max(ticks + 1, Math.round(until / tickMs));
      const jpeg = await asJpeg(pixels, size);
      for (; ticks < next; ticks++) yield jpeg;
    }
  }
  return { ticksPerSecond: tickMs === common ? `1000/${common}` : String(mostRate), durationSeconds: durationMs / 1000, jpegs: jpegs() };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function filmSize({ width, height }: Pixels, longSide: number, shortSide: number): Size {
  const scale = Math.min(1, longSide / Math.max(width, height), shortSide / Math.min(width, height));
  const even = (side: number): number => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** Frames of another shape than the first are shown whole, with white beside them. */
async function asJpeg({ data, width, height, channels }: Pixels, size: Size): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels } })
    .flatten({ background: '#fff' })
    .resize(size.width, size.height, { fit: 'contain', background: '#fff', kernel: SCALING })
    .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer();
}
