import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Create, type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../core/errors.ts';
import type { MediaFormat } from '../domain/format.ts';
import { analyse } from './analyse.ts';
import { configureSharp } from './configure-sharp.ts';

const LIMITS = { maxPixels: 50_000_000, timeoutSeconds: 30 };
const COLOUR = '#c83232';

beforeAll(configureSharp);

function plain(width: number, height: number, background: Create['background'] = COLOUR, channels: 3 | 4 = 3): Sharp {
  return sharp({ create: { width, height, channels, background } });
}

async function expectCode(work: Promise<unknown>, code: string): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).code).toBe(code);
  return error as AppError;
}

/** Distance of two `#rrggbb`, the largest of the three channels. */
function off(hex: string, wanted: string): number {
  return Math.max(...[1, 3, 5].map((i) => Math.abs(Number.parseInt(hex.slice(i, i + 2), 16) - Number.parseInt(wanted.slice(i, i + 2), 16))));
}

describe('analyse', () => {
  test.each([
    ['jpg', 'jpeg'],
    ['png', 'png'],
    ['webp', 'webp'],
    ['gif', 'gif'],
    ['avif', 'avif'],
    ['tiff', 'tiff'],
  ] as const)('%s: facts and both derivatives', async (format, encoder) => {
    const analysis = await analyse(await plain(2000, 1000).toFormat(encoder).toBuffer(), format, LIMITS);
    expect(analysis).toMatchObject({ format, width: 2000, height: 1000, orientation: 1, frames: 1, hasAlpha: false });
    expect(off(analysis.fingerprint.colors[0]!.hex, COLOUR)).toBeLessThanOrEqual(4);
    expect(await sharp(analysis.preview.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1440, height: 720 });
    expect(await sharp(analysis.thumbnail).metadata()).toMatchObject({ format: 'webp', width: 320, height: 160 });
  });

  test('small pictures are not enlarged', async () => {
    const { preview, thumbnail } = await analyse(await plain(50, 40).png().toBuffer(), 'png', LIMITS);
    expect(await sharp(preview.bytes).metadata()).toMatchObject({ width: 50, height: 40 });
    expect(await sharp(thumbnail).metadata()).toMatchObject({ width: 50, height: 40 });
  });

  test.each([
    [20_000, 2],
    [2, 20_000],
    [1, 1],
  ])('%i × %i px', async (width, height) => {
    const analysis = await analyse(await plain(width, height).png().toBuffer(), 'png', LIMITS);
    expect(analysis).toMatchObject({ width, height });
    expect((await sharp(analysis.thumbnail).metadata()).width).toBeGreaterThanOrEqual(1);
  });

  test('real transparency is kept, an alpha channel of 255 is not', async () => {
    const half = await analyse(await plain(400, 300, { r: 200, g: 50, b: 50, alpha: 0.5 }, 4).png().toBuffer(), 'png', LIMITS);
    expect(half).toMatchObject({ hasAlpha: true, preview: { ext: 'webp' } });
    expect((await sharp(half.preview.bytes).metadata()).hasAlpha).toBe(true);
    expect((await sharp(half.thumbnail).metadata()).hasAlpha).toBe(true);
    expect(off(half.fingerprint.colors[0]!.hex, '#e49898')).toBeLessThanOrEqual(2);
    const opaque = await analyse(await plain(400, 300, { r: 200, g: 50, b: 50, alpha: 1 }, 4).png().toBuffer(), 'png', LIMITS);
    expect(opaque).toMatchObject({ hasAlpha: false, preview: { ext: 'jpg' } });
    expect(off(opaque.fingerprint.colors[0]!.hex, COLOUR)).toBeLessThanOrEqual(1);
  });

  const unusual: ReadonlyArray<readonly [string, MediaFormat, () => Promise<Buffer>, number]> = [
    ['CMYK JPEG', 'jpg', () => plain(300, 200).toColourspace('cmyk').jpeg().toBuffer(), 40],
    ['Display P3', 'png', () => plain(300, 200).withIccProfile('p3').png().toBuffer(), 2],
    ['Display P3, 16 bits', 'png', () => plain(300, 200).toColourspace('rgb16').withIccProfile('p3').png().toBuffer(), 2],
    ['sRGB profile', 'jpg', () => plain(300, 200).withIccProfile('srgb').jpeg({ quality: 100 }).toBuffer(), 2],
    ['16 bits', 'png', () => plain(300, 200).toColourspace('rgb16').png().toBuffer(), 1],
    ['16 bits TIFF with sRGB profile', 'tiff', () => plain(300, 200).toColourspace('rgb16').withIccProfile('srgb').tiff().toBuffer(), 2],
    ['palette', 'png', () => plain(300, 200).png({ palette: true }).toBuffer(), 1],
    ['Lab TIFF', 'tiff', () => plain(300, 200).toColourspace('lab').tiff().toBuffer(), 3],
  ];
  test.each(unusual)('%s becomes sRGB', async (_, format, make, tolerance) => {
    const { fingerprint } = await analyse(await make(), format, LIMITS);
    expect(off(fingerprint.colors[0]!.hex, COLOUR), fingerprint.colors[0]!.hex).toBeLessThanOrEqual(tolerance);
  });

  test.each(['b-w', 'grey16'])('grey (%s)', async (space) => {
    const { fingerprint, hasAlpha } = await analyse(await plain(300, 200, '#808080').toColourspace(space).png().toBuffer(), 'png', LIMITS);
    expect(hasAlpha).toBe(false);
    expect(off(fingerprint.colors[0]!.hex, '#808080')).toBeLessThanOrEqual(1);
  });

  test('grey with transparency', async () => {
    const bytes = await plain(300, 200, { r: 128, g: 128, b: 128, alpha: 0.5 }, 4).toColourspace('b-w').png().toBuffer();
    expect(await analyse(bytes, 'png', LIMITS)).toMatchObject({ hasAlpha: true });
  });

  test.each(['gif', 'webp'] as const)('the first frame of an animated %s', async (format) => {
    const frames = await Promise.all(['#c83232', '#00ff00', '#0000ff'].map((colour) => plain(60, 40, colour).png().toBuffer()));
    const bytes = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    const analysis = await analyse(bytes, format, LIMITS);
    expect(analysis).toMatchObject({ frames: 3, width: 60, height: 40 });
    expect(off(analysis.fingerprint.colors[0]!.hex, COLOUR)).toBeLessThanOrEqual(4);
  });

  test('from a path', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'magpie-media-'));
    try {
      const path = join(folder, 'ä b.tif');
      const bytes = await plain(300, 200)
        .withExif({ IFD0: { Model: 'D70' } })
        .tiff()
        .toBuffer();
      await writeFile(path, bytes);
      expect(await analyse({ path }, 'tiff', LIMITS)).toEqual(await analyse(bytes, 'tiff', LIMITS));
      const bracketed = join(folder, 'photo[1]');
      await writeFile(bracketed, bytes);
      expect(await analyse({ path: bracketed }, 'tiff', LIMITS)).toEqual(await analyse(bytes, 'tiff', LIMITS));
      const error = await expectCode(analyse({ path: join(folder, 'none') }, 'tiff', LIMITS), 'file-vanished');
      expect(error.detail).not.toContain(folder);
      await writeFile(path, 'II*\0nothing');
      expect((await expectCode(analyse({ path }, 'tiff', LIMITS), 'decode-failed')).detail).not.toContain(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('too many pixels are refused before any is decoded', async () => {
    const bytes = await plain(400, 300).png().toBuffer();
    // the pixels are not even there
    const header = Buffer.concat([bytes.subarray(0, bytes.length - 60), Buffer.alloc(60)]);
    await expectCode(analyse(header, 'png', { ...LIMITS, maxPixels: 100_000 }), 'too-many-pixels');
  });

  test.each([
    ['jpg', 'jpeg'],
    ['png', 'png'],
    ['webp', 'webp'],
    ['gif', 'gif'],
    ['avif', 'avif'],
    ['tiff', 'tiff'],
  ] as const)('a %s cut off is named so', async (format, encoder) => {
    const noise = sharp({
      create: { width: 120, height: 90, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 50 } },
    });
    const bytes = await noise.toFormat(encoder).toBuffer();
    for (const part of [0.02, 0.4, 0.8]) await expectCode(analyse(bytes.subarray(0, bytes.length * part), format, LIMITS), 'file-truncated');
  });

  test('nonsense is not decoded', async () => {
    await expectCode(analyse(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(5000)]), 'png', LIMITS), 'decode-failed');
  });

  test('loaders of other formats are shut', async () => {
    await expect(sharp(Buffer.from('%PDF-1.4')).metadata()).rejects.toThrow();
    await expect(sharp(Buffer.from('P6 1 1 255\n123')).metadata()).rejects.toThrow();
  });
});
