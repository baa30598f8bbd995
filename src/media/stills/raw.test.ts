import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawFile } from '../../../test/support/raw.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { configureSharp } from '../configure-sharp.ts';
import type { Pixels } from '../pixels.ts';
import { sniff } from '../sniff.ts';
import { endExifTool } from '../tools/exiftool.ts';
import { findTool } from '../tools/find-tool.ts';
import { decodeApart } from './decode-apart.ts';
import { openPicture } from './open-picture.ts';

const LIMITS = { maxPixels: 100_000_000, timeoutSeconds: 30 };
const hasPerl = (await findTool('perl', ['-v'])) !== undefined;
if (!hasPerl) process.stderr.write('skipped: perl is not installed (sudo apt install perl)\n');

beforeAll(configureSharp);
afterAll(endExifTool);

/** Red on the left, blue on the right. */
const sensor = { width: 640, height: 480, colour: (x: number) => (x < 320 ? ([0.8, 0.1, 0.1] as const) : ([0.1, 0.1, 0.8] as const)) };

/** Green above, yellow below: nobody can take it for what the sensor saw. */
async function preview(width: number, height: number): Promise<{ bytes: Buffer; width: number; height: number }> {
  const below = { input: { create: { width, height: height / 2, channels: 3 as const, background: '#dd0' } }, top: height / 2, left: 0 };
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#0c0' } })
    .composite([below])
    .jpeg()
    .toBuffer();
  return { bytes, width, height };
}

function colourAt({ data, width, height, channels }: Pixels, x: number, y: number): number[] {
  const at = (Math.floor(y * height) * width + Math.floor(x * width)) * channels;
  return [...data.subarray(at, at + 3)];
}

const isGreen = ([r = 0, g = 0, b = 0]: number[]): boolean => g > 150 && r < 60 && b < 60;
const isYellow = ([r = 0, g = 0, b = 0]: number[]): boolean => g > 150 && r > 150 && b < 60;
const isRed = ([r = 0, g = 0, b = 0]: number[]): boolean => r > 2 * g && r > 2 * b;

describe.skipIf(!hasPerl)('camera RAW', () => {
  test.each([
    ['dng', true, 'Magpie'],
    ['nef', false, 'NIKON CORPORATION'],
    ['arw', false, 'SONY'],
  ] as const)('%s: a preview of 1,440 px or more is what is seen, turned as the RAW says', async (format, dng, make) => {
    const bytes = rawFile({ ...sensor, preview: await preview(1600, 1200), orientation: 6, dng, make });
    expect(sniff(bytes)).toBe(format);
    const { header, pixels } = await openPicture(bytes, format, LIMITS);
    // the size is the sensor's, not the preview's
    expect(header).toMatchObject({ width: 480, height: 640, orientation: 6 });
    expect(pixels).toMatchObject({ width: 1080, height: 1440 });
    // a quarter turn to the right: what was above is right
    expect(isGreen(colourAt(pixels, 0.75, 0.5))).toBe(true);
    expect(isYellow(colourAt(pixels, 0.25, 0.5))).toBe(true);
  });

  test('a preview the camera has turned itself is not turned again', async () => {
    const bytes = rawFile({ ...sensor, preview: await preview(1200, 1600), orientation: 6, dng: false, make: 'SONY' });
    const { header, pixels } = await openPicture(bytes, 'arw', LIMITS);
    expect(header).toMatchObject({ width: 480, height: 640, orientation: 6 });
    expect(isGreen(colourAt(pixels, 0.5, 0.25))).toBe(true);
  });

  test('a smaller preview is passed over: the sensor is developed', async () => {
    const bytes = rawFile({ ...sensor, preview: await preview(320, 240), orientation: 6 });
    const { header, pixels } = await openPicture(bytes, 'dng', LIMITS);
    expect(header).toMatchObject({ width: 480, height: 640, orientation: 6 });
    expect(pixels).toMatchObject({ width: 480, height: 640 });
    expect(isRed(colourAt(pixels, 0.5, 0.25))).toBe(true);
  });

  test('a path that would be two arguments of exiftool', async () => {
    const path = join(tempDir('raw'), 'two\nlines.dng');
    writeFileSync(path, rawFile({ ...sensor, preview: await preview(1600, 1200) }));
    expect(isGreen(colourAt((await openPicture({ path }, 'dng', LIMITS)).pixels, 0.5, 0.25))).toBe(true);
  });

  test('after its end exiftool is started anew', async () => {
    const bytes = rawFile({ ...sensor, preview: await preview(1600, 1200) });
    await endExifTool();
    expect((await openPicture(bytes, 'dng', LIMITS)).pixels.width).toBe(1440);
  });

  test('a damaged one ends in an error', async () => {
    const whole = rawFile(sensor);
    const cut = Buffer.from(whole);
    cut.fill(0, 0, 4000);
    cut.write('II*\0\x08\0\0\0', 0, 'latin1');
    await expect(openPicture(cut, 'nef', LIMITS)).rejects.toMatchObject({ code: 'decode-failed' });
    await expect(openPicture(rawFile(sensor), 'dng', { ...LIMITS, maxPixels: 1000 })).rejects.toMatchObject({ code: 'too-many-pixels' });
  });
});

describe('without exiftool', () => {
  test('LibRaw finds the preview', async () => {
    const bytes = rawFile({ ...sensor, preview: await preview(1600, 1200), orientation: 6 });
    const { pixels, ...facts } = await decodeApart(bytes, 'dng', LIMITS);
    expect(facts).toMatchObject({ width: 480, height: 640, orientation: 6 });
    expect(isGreen(colourAt(pixels, 0.75, 0.5))).toBe(true);
  });

  test('a large sensor is developed at half its size', async () => {
    const bytes = rawFile({ width: 3200, height: 2400, colour: (x) => (x < 1600 ? [0.8, 0.1, 0.1] : [0.1, 0.1, 0.8]) });
    const { pixels, ...facts } = await decodeApart(bytes, 'dng', LIMITS);
    expect(facts).toMatchObject({ width: 3200, height: 2400, orientation: 1 });
    expect(pixels).toMatchObject({ width: 1440, height: 1080 });
    expect(isRed(colourAt(pixels, 0.25, 0.5))).toBe(true);
  });
});
