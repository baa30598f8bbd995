import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { zip } from '../../../test/support/zip.ts';
import { analyse } from '../analyse.ts';
import { configureSharp } from '../configure-sharp.ts';
import type { Pixels } from '../pixels.ts';
import { openPicture } from './open-picture.ts';
import { isUgoira } from './ugoira.ts';

const LIMITS = { maxPixels: 10_000_000, timeoutSeconds: 20 };
const SIDE = 24;

beforeAll(configureSharp);

/** Frames of one colour each, the second and later with a dot in them. */
async function animation(colours: readonly string[], format: 'gif' | 'webp' | 'tiff'): Promise<Buffer> {
  const frames = await Promise.all(
    colours.map((background, i) =>
      sharp({ create: { width: SIDE, height: SIDE, channels: 4, background } })
        .composite(i === 0 ? [] : [{ input: { create: { width: 8, height: 8, channels: 4, background: '#fff' } }, top: 8, left: 8 }])
        .png()
        .toBuffer(),
    ),
  );
  return sharp(frames, { join: { animated: true } })
    .toFormat(format, { lossless: true })
    .toBuffer();
}

function corner({ data, channels }: Pixels): number[] {
  return [...data.subarray(0, channels)].slice(0, 3);
}

describe('what stands for many frames', () => {
  test.each(['gif', 'webp'] as const)('the first frame on which there is something: %s', async (format) => {
    const bytes = await animation(['#0000', '#f00', '#00f'], format);
    const { header, pixels } = await openPicture(bytes, format, LIMITS);
    expect(header).toMatchObject({ width: SIDE, height: SIDE, frames: 3 });
    expect(corner(pixels)).toEqual([255, 0, 0]);
  });

  test('all frames empty: the first', async () => {
    const empty = await sharp(await animation(['#000', '#f00'], 'gif'), { page: 0 })
      .gif()
      .toBuffer();
    expect(corner((await openPicture(empty, 'gif', LIMITS)).pixels)).toEqual([0, 0, 0]);
  });

  test('pages of a TIFF are counted, the first is shown', async () => {
    const { header, pixels } = await openPicture(await animation(['#0a0', '#f00', '#00f', '#ff0'], 'tiff'), 'tiff', LIMITS);
    expect(header.frames).toBe(4);
    expect(pixels.height).toBe(SIDE);
  });
});

describe('an animation in a zip', () => {
  const frame = (background: string): Promise<Buffer> =>
    sharp({ create: { width: 40, height: 30, channels: 3, background } })
      .jpeg()
      .toBuffer();

  test('frames are counted and the first is shown, from bytes and from a path', async () => {
    const [a, b] = [await frame('#f00'), await frame('#00f')];
    const bytes = zip([
      { name: '000001.jpg', bytes: b },
      { name: '000000.jpg', bytes: a },
      { name: 'animation.json', bytes: Buffer.from('{"frames":[{"file":"000000.jpg","delay":100}]}') },
    ]);
    const path = join(tempDir('ugoira'), 'a.zip');
    writeFileSync(path, bytes);
    for (const input of [bytes, { path }]) {
      const { width, height, frames, preview } = await analyse(input, 'ugoira', LIMITS);
      expect({ width, height, frames }).toEqual({ width: 40, height: 30, frames: 2 });
      expect((await sharp(preview.bytes).stats()).dominant.r).toBeGreaterThan(200);
      expect(await isUgoira(input)).toBe(true);
    }
  });

  test('another archive is none', async () => {
    const a = await frame('#f00');
    const others = [
      [{ name: '000000.jpg', bytes: a }],
      [
        { name: '000000.jpg', bytes: a },
        { name: '000002.jpg', bytes: a },
      ],
      [
        { name: '000000.jpg', bytes: a },
        { name: '000001.jpg', bytes: a },
        { name: 'readme.txt', bytes: a },
      ],
      [
        { name: 'x/000000.jpg', bytes: a },
        { name: 'x/000001.jpg', bytes: a },
      ],
    ];
    for (const entries of others) {
      expect(await isUgoira(zip(entries))).toBe(false);
      await expect(analyse(zip(entries), 'ugoira', LIMITS)).rejects.toMatchObject({ code: 'unsupported-type' });
    }
  });

  test('damaged ones, and frames that are no pictures, end in an error', async () => {
    const text = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>');
    const drawn = zip([
      { name: '000000.jpg', bytes: text },
      { name: '000001.jpg', bytes: text },
    ]);
    await expect(analyse(drawn, 'ugoira', LIMITS)).rejects.toMatchObject({ code: 'decode-failed' });
    await expect(analyse(drawn.subarray(0, 60), 'ugoira', LIMITS)).rejects.toMatchObject({ code: 'archive-damaged' });
    const lying = zip([
      { name: '000000.jpg', bytes: text, deflate: true, claims: 5 },
      { name: '000001.jpg', bytes: text },
    ]);
    await expect(analyse(lying, 'ugoira', LIMITS)).rejects.toThrow();
  });
});
