import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../core/errors.ts';
import { decode } from '../decode.ts';
import { readHeader } from '../header.ts';
import { PREVIEW_SIDE, type MediaLimits } from '../limits.ts';
import type { MediaInput } from '../media-input.ts';
import { checkSvg } from './check-svg.ts';
import type { Picture } from './picture.ts';

/** A drawing is text; 20 MB of it take seconds to draw. */
const MAX_BYTES = 20 * 1024 * 1024;
/** What a length of 1 px is drawn at by itself, and at most: an icon of 16 px fills the preview. */
const DENSITY = 72;
const MAX_DENSITY = 7200;

/** An SVG drawn as large as the preview is, after a look that nothing in it reaches out or runs. Throws AppError, or what libvips said. */
export async function svgPicture(input: MediaInput, limits: MediaLimits): Promise<Picture> {
  const size = Buffer.isBuffer(input) ? input.length : (await stat(input.path)).size;
  if (size > MAX_BYTES) throw new AppError('svg-refused', { detail: `it has ${size} bytes; drawings of more than ${MAX_BYTES} are not drawn` });
  const bytes = Buffer.isBuffer(input) ? input : await readFile(input.path);
  checkSvg(bytes);
  const header = await readHeader(bytes, limits);
  const scale = PREVIEW_SIDE / Math.max(header.width, header.height);
  const density = Math.min(MAX_DENSITY, Math.max(1, DENSITY * scale));
  return { header, pixels: await decode(bytes, header, limits, { density }) };
}
