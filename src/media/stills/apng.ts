import type { MediaInput } from '../media-input.ts';
import { type Animation, animationOf, shownMs } from './animation.ts';
import { type ByteSource, withByteSource } from './byte-source.ts';

/** Chunks looked at: each of 65,535 frames may have its pixels in many. Of a file on disk each costs a read. */
const MAX_CHUNKS = 1_000_000;
/** Length, type and the 26 bytes of a frame control. */
const HEAD = 34;

/**
 * How many frames an APNG has and how long they take: by its frame controls, those that are there. A PNG that is none costs the
 * chunks before its pixels. Browsers show the first frame of the animation; what programs show that know no APNG is the poster.
 */
export function apngAnimation(input: MediaInput): Promise<Animation | undefined> {
  return withByteSource(input, framesIn);
}

async function framesIn(source: ByteSource): Promise<Animation | undefined> {
  let animated = false;
  let frames = 0;
  let durationMs = 0;
  for (let at = 8, seen = 0; at + 12 <= source.size && seen < MAX_CHUNKS; seen++) {
    const head = await source.read(at, HEAD);
    if (head.length < 8) break;
    const type = head.toString('latin1', 4, 8);
    if (type === 'acTL') animated = true;
    if (type === 'IEND' || (type === 'IDAT' && !animated)) break;
    if (type === 'fcTL' && head.length === HEAD) {
      frames += 1;
      // 0 below the line stands for hundredths
      durationMs += shownMs((head.readUInt16BE(28) * 1000) / (head.readUInt16BE(30) || 100));
    }
    at += 12 + head.readUInt32BE(0);
  }
  return animated ? animationOf(frames, durationMs) : undefined;
}
