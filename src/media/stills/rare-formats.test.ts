import { beforeAll, expect, test } from 'vitest';
import { bmp, j2k, jp2, jxl, quarters } from '../../../test/support/rare-pictures.ts';
import { configureSharp } from '../configure-sharp.ts';
import type { Pixels } from '../pixels.ts';
import { sniff } from '../sniff.ts';
import { codestreamOf } from './jxl/codestream.ts';
import { jxlHeader } from './jxl/jxl-header.ts';
import { openPicture } from './open-picture.ts';

const LIMITS = { maxPixels: 10_000_000, timeoutSeconds: 30 };
const drawing = quarters(321, 200);

beforeAll(configureSharp);

/** The colours in the middle of the four quarters. */
function seen({ data, width, height, channels }: Pixels): number[][] {
  return [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ].map(([x = 0, y = 0]) => {
    const at = (Math.floor(y * height) * width + Math.floor(x * width)) * channels;
    return [...data.subarray(at, at + 3)];
  });
}

const QUARTERS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
];

test.each([
  ['JPEG XL', 'jxl', () => jxl(drawing)],
  ['a JPEG 2000 codestream', 'jp2', () => j2k(drawing)],
  ['JPEG 2000', 'jp2', async () => jp2(await j2k(drawing), drawing)],
  ['BMP of 24 bits', 'bmp', () => bmp(drawing)],
  ['BMP of 32 bits, the last of which mean nothing', 'bmp', () => bmp(drawing, 32)],
] as const)('%s', async (_, format, make) => {
  const bytes = await make();
  expect(sniff(bytes.subarray(0, 4096))).toBe(format);
  const { header, pixels } = await openPicture(bytes, format, LIMITS);
  expect(header).toMatchObject({ width: 321, height: 200, orientation: 1, frames: 1 });
  expect(pixels).toMatchObject({ width: 321, height: 200 });
  expect(seen(pixels)).toEqual(QUARTERS);
});

test('a large JPEG 2000 is decoded at a lower resolution, and its full size is told', async () => {
  const large = quarters(3200, 2000);
  const { header, pixels } = await openPicture(await j2k(large), 'jp2', LIMITS);
  expect(header).toMatchObject({ width: 3200, height: 2000 });
  expect(pixels).toMatchObject({ width: 1440, height: 900 });
  expect(seen(pixels)).toEqual(QUARTERS);
});

test('what is too large is refused before it is decoded', async () => {
  const limits = { ...LIMITS, maxPixels: 60_000 };
  for (const [format, bytes] of [
    ['jxl', await jxl(drawing)],
    ['jp2', await j2k(drawing)],
    ['bmp', bmp(drawing)],
  ] as const) {
    await expect(openPicture(bytes, format, limits), format).rejects.toMatchObject({ code: 'too-many-pixels' });
  }
});

test.each([
  ['jxl', () => jxl(drawing)],
  ['jp2', () => j2k(drawing)],
  ['bmp', () => bmp(drawing)],
] as const)('a %s that is cut off or overwritten ends in an error or a picture', async (format, make) => {
  const whole = await make();
  const cut = whole.subarray(0, Math.floor(whole.length / 3));
  const noise = Buffer.from(whole);
  for (let i = 60; i < noise.length; i += 7) noise[i] = (i * 31) & 255;
  for (const bytes of [cut, noise, whole.subarray(0, 40)]) {
    const result: unknown = await openPicture(bytes, format, LIMITS).catch((error: unknown) => error);
    if (result instanceof Error) expect(result).toMatchObject({ code: expect.stringMatching(/^(?:decode-failed|file-truncated|too-many-pixels)$/) });
  }
});

test('the size a JPEG XL file claims', async () => {
  expect(jxlHeader(codestreamOf(await jxl(drawing))!)).toMatchObject({ width: 321, height: 200 });
  expect(jxlHeader(codestreamOf(await jxl(quarters(256, 256)))!)).toMatchObject({ width: 256, height: 256 });
  expect(codestreamOf(Buffer.from('no picture'))).toBeUndefined();
});
