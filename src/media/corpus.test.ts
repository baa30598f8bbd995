import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../core/errors.ts';
import type { Analysis } from '../domain/asset.ts';
import { FORMATS, type MediaFormat } from '../domain/format.ts';
import { analyse } from './analyse.ts';
import { isComplete } from './completeness.ts';
import { configureSharp } from './configure-sharp.ts';
import { SNIFF_BYTES, sniff } from './sniff.ts';

/** Real files beside the checkout; without them these tests are skipped, and say so. */
const CORPUS = join(import.meta.dirname, '../../../shared/corpus');
const LIMITS = { maxPixels: 100_000_000, timeoutSeconds: 30 };

beforeAll(configureSharp);

function filesIn(folder: string): string[] {
  const path = join(CORPUS, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function read(path: string): Promise<Analysis> {
  const bytes = readFileSync(path);
  const format = sniff(bytes) as MediaFormat;
  expect(isComplete(format, bytes), path).toBe(true);
  return analyse(bytes, format, LIMITS);
}

describe.each([
  ['Landscape', 1800, 1200],
  ['Portrait', 1200, 1800],
])('orientation %s', (name, width, height) => {
  const files = filesIn('orientation').filter((path) => path.includes(`${name}_`));
  test.skipIf(files.length === 0)('all variants are the same picture upright', async () => {
    const all = await Promise.all(files.map(read));
    for (const [i, analysis] of all.entries()) {
      expect(analysis, files[i]).toMatchObject({ width, height });
      expect(analysis.fingerprint.phash, files[i]).toEqual(all[0]!.fingerprint.phash);
    }
    expect(new Set(all.map((analysis) => analysis.orientation))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
  });
});

const cameras = filesIn('cameras');
test.skipIf(cameras.length === 0)('every camera file is analysed, nearly all with camera and date', { timeout: 60_000 }, async () => {
  const all: Analysis[] = [];
  for (const path of cameras) all.push(await read(path));
  for (const analysis of all) {
    expect(analysis.thumbnail.length).toBeGreaterThan(100);
    expect(analysis.fingerprint.phash.length).toBe(8);
  }
  expect(all.filter(({ metadata: { facts } }) => facts.cameraMake !== undefined).length).toBeGreaterThan(50);
  expect(all.filter(({ metadata: { facts } }) => facts.takenAt !== undefined).length).toBeGreaterThan(55);
});

/** Format, width, height and frames of each; of films only the format: they are read elsewhere. */
const FORMAT_FILES: Record<string, readonly [MediaFormat, number?, number?, number?]> = {
  '8x4x8bit-Grayscale.psd': ['psd', 8, 4, 1],
  'Animation_Lossy.webp': ['webp', 320, 240, 101],
  'BlazRobar_Thinking_Head_Icon_Set.png': ['png', 600, 1399, 1],
  'IMG_2927.HEIC': ['heic', 3024, 4032, 1],
  'Issue_201.gif': ['gif', 500, 375, 1],
  'Issue_204_dotnet.png': ['png', 500, 500, 1],
  // a JPEG that is called .nef
  'Issue_247-1.nef': ['jpg', 2000, 3008, 1],
  'Issue_62.png': ['png', 23, 25, 1],
  'Issue_649.avif': ['avif', 5472, 3648, 1],
  'Photo_2.webp': ['webp', 1024, 752, 1],
  'dotnet-256x256-alpha-palette.png': ['png', 256, 256, 1],
  'invalid-iCCP-missing-adler32-checksum.png': ['png', 460, 60, 1],
  'pbar-ani-invalid-XMP.gif': ['gif', 48, 22, 23],
  'sample.3gp': ['3gp'],
  'sampleWithExifData.png': ['png', 256, 256, 1],
  'sample_mpeg4.mp4': ['mp4'],
  'with-gps.mp4': ['mp4'],
  'xmp480qt.mov': ['mov'],
};

const formats = filesIn('formats');
test.skipIf(formats.length === 0)('every format is known by its bytes and read at its size', { timeout: 60_000 }, async () => {
  const seen: Record<string, unknown[]> = {};
  for (const path of formats) {
    const bytes = readFileSync(path);
    const format = sniff(bytes.subarray(0, SNIFF_BYTES))!;
    expect(isComplete(format, bytes), path).toBe(true);
    if (FORMATS[format].kind === 'video') seen[basename(path)] = [format];
    else {
      const { width, height, frames } = await analyse(bytes, format, LIMITS);
      seen[basename(path)] = [format, width, height, frames];
    }
  }
  expect(seen).toEqual(FORMAT_FILES);
});

const hostile = filesIn('hostile');
test.skipIf(hostile.length === 0)('every hostile file ends with an analysis or a named error', { timeout: 60_000 }, async () => {
  for (const path of hostile) {
    const bytes = readFileSync(path);
    const format = sniff(bytes);
    if (format === undefined) continue;
    isComplete(format, bytes);
    const result: unknown = await analyse(bytes, format, LIMITS).catch((error: unknown) => error);
    if (result instanceof Error) {
      expect(result, path).toBeInstanceOf(AppError);
      // the last two: no picture in a film, and a film where there is no ffmpeg
      expect(['file-truncated', 'decode-failed', 'too-many-pixels', 'unsupported-type', 'tool-missing'], path).toContain((result as AppError).code);
    }
  }
});
