import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { AppError } from '../../core/errors.ts';
import { decode } from '../decode.ts';
import { readHeader } from '../header.ts';
import type { MediaLimits } from '../limits.ts';
import { asSource, type MediaInput } from '../media-input.ts';
import type { Pixels } from '../pixels.ts';
import { runTool } from '../tools/run-tool.ts';
import { scratchFile, withScratch } from '../tools/scratch.ts';
import { decodeApart } from './decode-apart.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { apartPicture, type Picture } from './picture.ts';

/**
 * HEIC. libvips reads header, EXIF and profile but, for want of a licence, no pixels: these come from heif-convert where it is
 * installed, else from libheif in WebAssembly (0.8 s of 12 MP by either). `path`: where programs are looked up instead of PATH. Throws
 * AppError, or what libvips said.
 */
export async function heicPicture(input: MediaInput, limits: MediaLimits, path?: string): Promise<Picture> {
  const header = await readHeader(input, limits);
  return oneAtATime(async () => {
    const pixels = await byTool(input, limits, path);
    if (pixels !== undefined) return { header, pixels };
    const { icc } = await sharp(asSource(input)).metadata();
    return apartPicture(await decodeApart(input, 'heic', limits, icc), header);
  });
}

const MAX_MEMORY = 3_000_000_000;

/** By heif-convert; undefined when it is not installed or cannot do it. What hangs here is not tried again in another way. */
function byTool(input: MediaInput, limits: MediaLimits, path: string | undefined): Promise<Pixels | undefined> {
  return withScratch(async (folder) => {
    const file = await scratchFile(folder, input, 'heic');
    const run = { timeoutMs: limits.timeoutSeconds * 1000, maxOutputBytes: 65_536, maxMemoryBytes: MAX_MEMORY, ...(path === undefined ? {} : { path }) };
    const result = await runTool('heif-convert', { ...run, args: ['-q', '95', file, join(folder, 'out.jpg')] }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'tool-missing') return undefined;
      throw error;
    });
    if (result?.code !== 0) return undefined;
    // of several pictures in one file it writes out-1.jpg, out-2.jpg …
    const made = (await readdir(folder)).filter((name) => /^out(?:-1)?\.jpg$/.test(name)).sort()[0];
    if (made === undefined) return undefined;
    const jpeg = await readFile(join(folder, made));
    // the tool has turned the picture already, whatever its EXIF still says
    return decode(jpeg, await readHeader(jpeg, limits), limits, { orientation: 1 });
  });
}
