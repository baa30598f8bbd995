import type { MediaInput } from '../media-input.ts';
import { type Animation, animationOf } from './animation.ts';
import { type ByteSource, withByteSource } from './byte-source.ts';

/** The index of a sequence of 65,535 pictures has about 1 MB. */
const MAX_INDEX = 16 * 1024 * 1024;
const MAX_BOXES = 10_000;

/**
 * How many pictures a sequence of AVIF or HEIC has and how long they take: by the track of pictures in its box `moov` (ISO/IEC 23008-12 §7).
 * Undefined for a still, which has none.
 */
export function boxSequence(input: MediaInput): Promise<Animation | undefined> {
  return withByteSource(input, async (source) => {
    const index = await movieOf(source);
    if (index === undefined) return undefined;
    for (const track of boxesIn(index, 'trak')) {
      const [media] = boxesIn(track, 'mdia');
      const found = media === undefined ? undefined : pictures(media);
      if (found !== undefined) return found;
    }
    return undefined;
  });
}

async function movieOf(source: ByteSource): Promise<Buffer | undefined> {
  for (let at = 0, seen = 0; at + 8 <= source.size && seen < MAX_BOXES; seen++) {
    const head = await source.read(at, 16);
    if (head.length < 16) return undefined;
    const said = head.readUInt32BE(0);
    const size = said === 1 ? Number(head.readBigUInt64BE(8)) : said === 0 ? source.size - at : said;
    if (head.toString('latin1', 4, 8) === 'moov') return size > MAX_INDEX ? undefined : source.read(at + 8, size - 8);
    if (size < 8) return undefined;
    at += size;
  }
  return undefined;
}

/** The contents of all boxes of a type among those that lie in a row. */
function boxesIn(bytes: Buffer, type: string): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0, seen = 0; at + 8 <= bytes.length && seen < MAX_BOXES; seen++) {
    const size = bytes.readUInt32BE(at);
    if (size < 8) break;
    if (bytes.toString('latin1', at + 4, at + 8) === type) found.push(bytes.subarray(at + 8, at + size));
    at += size;
  }
  return found;
}

/** Of the track of pictures; another may hold what is transparent of them. */
function pictures(media: Buffer): Animation | undefined {
  const [handler] = boxesIn(media, 'hdlr');
  const [header] = boxesIn(media, 'mdhd');
  const [times] = boxesIn(media, 'minf').flatMap((info) => boxesIn(info, 'stbl').flatMap((table) => boxesIn(table, 'stts')));
  if (handler?.toString('latin1', 8, 12) !== 'pict' || header === undefined || header.length < 24 || times === undefined || times.length < 8) return undefined;
  // times of 64 bits stand before the scale, or such of 32
  const scale = header.readUInt32BE(header[0] === 1 ? 20 : 12);
  let frames = 0;
  let ticks = 0;
  const entries = Math.min(times.readUInt32BE(4), Math.floor((times.length - 8) / 8));
  for (let i = 0; i < entries; i++) {
    const count = times.readUInt32BE(8 + i * 8);
    frames += count;
    ticks += count * times.readUInt32BE(12 + i * 8);
  }
  return animationOf(frames, scale === 0 ? 0 : (ticks * 1000) / scale);
}
