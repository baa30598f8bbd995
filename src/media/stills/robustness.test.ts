import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { corpus } from '../../../test/support/corpus.ts';
import { psd } from '../../../test/support/psd.ts';
import { bmp, j2k, jp2, jxl, quarters } from '../../../test/support/rare-pictures.ts';
import { rawFile } from '../../../test/support/raw.ts';
import { zip } from '../../../test/support/zip.ts';
import { AppError } from '../../core/errors.ts';
import type { MediaFormat } from '../../domain/format.ts';
import { analyse } from '../analyse.ts';
import { isComplete } from '../completeness.ts';
import { configureSharp } from '../configure-sharp.ts';
import { otherKind } from '../other-kind.ts';
import { sniff } from '../sniff.ts';
import { endExifTool } from '../tools/exiftool.ts';

const LIMITS = { maxPixels: 15_000_000, timeoutSeconds: 20 };
const folder = corpus('formats');
const files: Partial<Record<MediaFormat, Buffer>> = {};

/** Runs of what is decoded in this process, and of what takes a process for each. */
const QUICK = 150;
const APART = 12;

beforeAll(async () => {
  configureSharp();
  const drawing = quarters(60, 40);
  const jpeg = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#3a6' } })
    .jpeg()
    .toBuffer();
  const colour = (x: number): readonly [number, number, number] => [x / 200, 0.5, 0.2];
  files.psd = psd({ width: 90, height: 60, colour: [200, 100, 50, 128], alpha: true });
  files.svg = Buffer.from(
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><g id="a"><path d="M1 1 L9 9z"/></g><use href="#a"/></svg>',
  );
  files.ugoira = zip(['000000.jpg', '000001.jpg'].map((name) => ({ name, bytes: jpeg, deflate: true })));
  files.nef = rawFile({ width: 200, height: 150, colour, make: 'NIKON CORPORATION', dng: false, preview: { bytes: jpeg, width: 1600, height: 1200 } });
  files.dng = rawFile({ width: 200, height: 150, colour });
  files.bmp = bmp(drawing);
  files.jxl = await jxl(drawing);
  files.jp2 = jp2(await j2k(drawing), drawing);
  if (folder !== undefined) files.heic = readFileSync(join(folder, 'IMG_2927.HEIC'));
});
afterAll(endExifTool);

/** Up to twelve bytes changed, two thirds of them in the first two kilobytes where the structure is, and perhaps the end cut off. */
const mutation = fc.record({
  changes: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
  keep: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) }),
});

test.each([
  ['psd', QUICK],
  ['svg', QUICK],
  ['ugoira', QUICK],
  ['nef', 3 * APART],
  ['dng', APART],
  ['bmp', APART],
  ['jxl', APART],
  ['jp2', APART],
  ['heic', APART],
] as const)('a mutated %s ends with an analysis or a named error', { timeout: 120_000 }, async (format, numRuns) => {
  const whole = files[format];
  if (whole === undefined) return;
  await fc.assert(
    fc.asyncProperty(mutation, async ({ changes, keep }) => {
      const bytes = Buffer.from(whole);
      changes.forEach(([at, value], i) => bytes.writeUInt8(value, Math.floor(at * (Math.min(i % 3 === 0 ? Infinity : 2000, bytes.length) - 1))));
      const mutated = bytes.subarray(0, Math.ceil(bytes.length * keep));
      sniff(mutated);
      otherKind(mutated);
      expect(typeof isComplete(format, mutated)).toBe('boolean');
      const result: unknown = await analyse(mutated, format, LIMITS).catch((error: unknown) => error);
      if (!(result instanceof Error)) return;
      expect(result).toBeInstanceOf(AppError);
      expect((result as AppError).code).not.toBe('internal');
    }),
    { numRuns },
  );
});
