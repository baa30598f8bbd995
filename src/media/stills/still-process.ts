import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import sharp, { type OutputInfo } from 'sharp';
import { AppError, toAppError } from '../../core/errors.ts';
import type { MediaFormat } from '../../domain/format.ts';
import { configureSharp } from '../configure-sharp.ts';
import { PREVIEW_SIDE, SCALING } from '../limits.ts';
import type { DecodedStill, StillDecoder } from './decoded-still.ts';
import type { StillAnswer, StillRequest } from './decode-apart.ts';
import { tiffShell } from './tiff-shell.ts';

/**
 * A process for one picture: decodes a rare format and answers with pixels that are scaled already. It may crash, hang or run
 * out of memory; whoever started it looks after that.
 */
const DECODERS: Partial<Record<MediaFormat, () => Promise<StillDecoder>>> = {
  bmp: async () => (await import('./decode-bmp.ts')).decodeBmp,
  jxl: async () => (await import('./jxl/decode-jxl.ts')).decodeJxl,
  jp2: async () => (await import('./decode-jp2.ts')).decodeJp2,
  heic: async () => (await import('./decode-heic.ts')).decodeHeic,
};

async function answer(request: StillRequest): Promise<[StillAnswer, Buffer]> {
  try {
    const bytes = await buffer(request.path === undefined ? process.stdin : createReadStream(request.path));
    const decoder = await (DECODERS[request.format] ?? (async () => (await import('./decode-raw.ts')).decodeRaw))();
    const still = await decoder(bytes, { maxPixels: request.maxPixels, side: PREVIEW_SIDE });
    const { data, info } = await scaled(still, request);
    const { width, height, orientation, frames, durationMs } = still;
    return [{ width, height, orientation, frames, durationMs, pixels: { width: info.width, height: info.height, channels: info.channels as 3 | 4 } }, data];
  } catch (thrown) {
    const error = thrown instanceof AppError ? thrown : new AppError('decode-failed', { detail: toAppError(thrown).message });
    return [{ error: { code: error.code, detail: error.message } }, Buffer.alloc(0)];
  }
}

async function scaled({ picture }: DecodedStill, request: StillRequest): Promise<{ data: Buffer; info: OutputInfo }> {
  const icc = request.icc === undefined ? undefined : Buffer.from(request.icc, 'base64');
  const source = 'jpeg' in picture ? picture.jpeg : tiffShell({ ...picture, icc });
  return sharp(source, { autoOrient: true, limitInputPixels: request.maxPixels })
    .resize(PREVIEW_SIDE, PREVIEW_SIDE, { fit: 'inside', withoutEnlargement: true, kernel: SCALING })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
}

// decoders print what they do, and standard output is for the answer
console.log = console.error;
configureSharp();
const [facts, pixels] = await answer(JSON.parse(process.argv[2] ?? '{}') as StillRequest);
const head = Buffer.from(`${JSON.stringify(facts)}\n`);
process.stdout.write(Buffer.concat([head, pixels]), () => process.exit(0));
