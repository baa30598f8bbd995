import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import type { MediaLimits } from '../limits.ts';
import { asSource, type MediaInput } from '../media-input.ts';
import type { Pixels } from '../pixels.ts';
import { TEXT_LIMIT } from './texts.ts';

/**
 * NovelAI also writes its text into the lowest bit of the alpha channel, column by column, where it outlives programs that
 * drop the texts of a file: 15 letters that say so, 32 bits of length (in bits), then UTF-8, compressed or not.
 */
const PLAIN = 'stealth_pnginfo';
const COMPRESSED = 'stealth_pngcomp';
const MARK_BITS = PLAIN.length * 8;
/** Pixels that are decoded once more at full size, when the preview was smaller; generators make 1 to 4 million. */
const MOST_PIXELS = 40_000_000;

/**
 * The text hidden in the alpha channel. `decoded` are the pixels of the preview; `full` says that they are all pixels as
 * they lie in the file. Costs nothing to speak of where there is no mark.
 */
export async function stealthText(input: MediaInput, limits: MediaLimits, decoded: Pixels, full: boolean): Promise<string | undefined> {
  if (decoded.channels !== 4 || !mayCarry(decoded)) return undefined;
  if (full) return readStealth(decoded);
  // Made smaller: the bits are gone. The mark alone needs one column.
  try {
    const pipeline = sharp(asSource(input), { limitInputPixels: Math.min(limits.maxPixels, MOST_PIXELS) }).timeout({ seconds: limits.timeoutSeconds });
    const { data, info } = await pipeline.ensureAlpha().extractChannel('alpha').raw().toBuffer({ resolveWithObject: true });
    return readBits(data, info.width, info.height, 1, 0);
  } catch {
    return undefined;
  }
}

/** The same from pixels at full size. */
export function readStealth({ data, width, height, channels }: Pixels): string | undefined {
  return channels === 4 ? readBits(data, width, height, 4, 3) : undefined;
}

/** Where there is a text, alpha is 254 or 255 in the first column, or between them after scaling, and not 255 throughout. */
function mayCarry({ data, width, height }: Pixels): boolean {
  let below = false;
  for (let y = 0; y < height; y++) {
    const alpha = data[y * width * 4 + 3]!;
    if (alpha < 253) return false;
    if (alpha < 255) below = true;
  }
  return below;
}

function readBits(data: Buffer, width: number, height: number, step: number, offset: number): string | undefined {
  const bytesAt = (from: number, count: number): Buffer => {
    const bytes = Buffer.alloc(count);
    for (let bit = 0; bit < count * 8; bit++) {
      const pixel = from + bit;
      const at = ((pixel % height) * width + Math.floor(pixel / height)) * step + offset;
      bytes[bit >> 3]! |= (data[at]! & 1) << (7 - (bit & 7));
    }
    return bytes;
  };
  const room = width * height;
  if (room < MARK_BITS + 32) return undefined;
  const mark = bytesAt(0, PLAIN.length).toString('latin1');
  if (mark !== PLAIN && mark !== COMPRESSED) return undefined;
  const bits = bytesAt(MARK_BITS, 4).readUInt32BE();
  if (bits > room - MARK_BITS - 32 || bits > TEXT_LIMIT * 8) return undefined;
  const body = bytesAt(MARK_BITS + 32, bits >> 3);
  try {
    return (mark === COMPRESSED ? gunzipSync(body, { maxOutputLength: TEXT_LIMIT }) : body).toString('utf8');
  } catch {
    return undefined;
  }
}
