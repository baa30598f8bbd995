import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { apng, avifSequence, JXL_BOXED, JXL_FIVE, JXL_GREY, JXL_LOSSY } from '../../../test/support/animations.ts';
import { jxl, quarters } from '../../../test/support/rare-pictures.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { ffmpegMissing } from '../../../test/support/videos.ts';
import type { MediaFormat } from '../../domain/format.ts';
import { analyse } from '../analyse.ts';
import { configureSharp } from '../configure-sharp.ts';
import { apngAnimation } from './apng.ts';
import { boxSequence } from './box-sequence.ts';
import { jxlAnimation } from './jxl/jxl-frames.ts';

beforeAll(configureSharp);

const LIMITS = { maxPixels: 1e8, timeoutSeconds: 30 };
const noTools = ffmpegMissing();

/** Frames, milliseconds, and the size of the poster. */
async function told(bytes: Buffer, format: MediaFormat) {
  const { frames, motion, width, height, preview } = await analyse(bytes, format, LIMITS);
  return {
    frames,
    ms: motion?.durationMs,
    size: [width, height],
    poster: await sharp(preview.bytes)
      .metadata()
      .then((m) => [m.width, m.height]),
  };
}

describe('APNG', () => {
  test('frames and their delays, as browsers keep to them', async () => {
    const bytes = await apng(
      ['#f00', '#0f0', '#00f'],
      [
        [1, 4],
        [3, 0],
        [0, 100],
      ],
    );
    // a quarter of a second, three hundredths, and 0 which is 100 ms
    expect(await told(bytes, 'png')).toEqual({ frames: 3, ms: 250 + 30 + 100, size: [24, 24], poster: [24, 24] });
  });

  test('a cover that is no part of the animation is the poster, and not counted', async () => {
    const bytes = await apng(
      ['#f00', '#0f0'],
      [
        [1, 10],
        [1, 10],
      ],
      '#fff',
    );
    const { frames, motion, preview } = await analyse(bytes, 'png', LIMITS);
    expect([frames, motion?.durationMs]).toEqual([2, 200]);
    expect((await sharp(preview.bytes).stats()).channels[0]!.mean).toBeGreaterThan(250);
  });

  test('a still, one frame, and a file too large to be held', async () => {
    expect(
      await apngAnimation(
        await sharp({ create: { width: 9, height: 9, channels: 3, background: '#123' } })
          .png()
          .toBuffer(),
      ),
    ).toBeUndefined();
    expect(await apngAnimation(await apng(['#f00'], []))).toBeUndefined();
    const path = join(tempDir('apng'), 'a.png');
    writeFileSync(path, await apng(['#f00', '#0f0'], []));
    expect(await apngAnimation({ path })).toEqual({ frames: 2, durationMs: 200 });
  });

  test('cut off or garbled: what is there is counted, and nothing is thrown', async () => {
    const bytes = await apng(['#f00', '#0f0', '#00f'], []);
    for (let end = 8; end < bytes.length; end += 7) await apngAnimation(bytes.subarray(0, end));
    expect(await apngAnimation(bytes.subarray(0, bytes.length - 40))).toMatchObject({ frames: 3 });
  });
});

describe.skipIf(noTools !== undefined)(`AVIF sequences${noTools === undefined ? '' : ` (skipped: ${noTools})`}`, () => {
  test('frames, duration and poster', async () => {
    const bytes = avifSequence(2);
    const before = Buffer.from(bytes);
    expect(await told(bytes, 'avif')).toEqual({ frames: 10, ms: 2000, size: [160, 120], poster: [160, 120] });
    // what is hashed is what is stored
    expect(bytes.equals(before)).toBe(true);
    const path = join(tempDir('avif'), 'a.avif');
    writeFileSync(path, bytes);
    expect(await boxSequence({ path })).toEqual({ frames: 10, durationMs: 2000 });
    for (let end = 16; end < bytes.length; end += 61) await boxSequence(bytes.subarray(0, end));
  });

  test('a still has one frame', async () => {
    const still = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#f00' } })
      .avif()
      .toBuffer();
    expect(await told(still, 'avif')).toMatchObject({ frames: 1, ms: undefined });
  });
});

describe('JPEG XL', () => {
  test.each([
    ['lossless', JXL_FIVE, 5, [32, 24]],
    ['transparent, in a container in pieces', JXL_BOXED, 3, [32, 24]],
    ['grey', JXL_GREY, 3, [32, 24]],
    ['lossy', JXL_LOSSY, 4, [64, 48]],
  ] as const)('%s: frames and duration from the frame headers, the first is the poster', async (_, bytes, frames, size) => {
    expect(await told(bytes, 'jxl')).toEqual({ frames, ms: frames * 100, size, poster: size });
  });

  test('a still has one frame', async () => {
    const bytes = await jxl(quarters(64, 32));
    expect(jxlAnimation(bytes)).toBeUndefined();
    expect(await told(bytes, 'jxl')).toMatchObject({ frames: 1, ms: undefined });
  });

  test('where the frames cannot be gone through, it still says that it moves', () => {
    expect(jxlAnimation(JXL_LOSSY.subarray(0, 400))).toEqual({ frames: 2 });
    for (const whole of [JXL_FIVE, JXL_BOXED, JXL_LOSSY]) {
      for (let at = 0; at < whole.length; at += 3) {
        const garbled = Buffer.from(whole);
        garbled[at]! ^= 0x5a;
        jxlAnimation(garbled);
        jxlAnimation(whole.subarray(0, at));
      }
    }
  });
});
