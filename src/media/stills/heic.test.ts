import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { corpus } from '../../../test/support/corpus.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { configureSharp } from '../configure-sharp.ts';
import { fingerprint } from '../fingerprint.ts';
import { toThumbnailSize } from '../derive.ts';
import { withoutAlpha } from '../pixels.ts';
import { findTool } from '../tools/find-tool.ts';
import { heicPicture } from './heic.ts';
import type { Picture } from './picture.ts';

const LIMITS = { maxPixels: 100_000_000, timeoutSeconds: 30 };
const folder = corpus('formats');
const file = join(folder ?? '', 'IMG_2927.HEIC');
const hasTool = (await findTool('heif-convert', ['--help'])) !== undefined;
if (!hasTool) process.stderr.write('skipped: heif-convert is not installed (sudo apt install libheif-examples)\n');

beforeAll(configureSharp);

async function phash({ pixels }: Picture): Promise<Buffer> {
  return fingerprint(await toThumbnailSize(withoutAlpha(pixels))).phash;
}

function differingBits(a: Buffer, b: Buffer): number {
  return a.reduce((sum, byte, i) => sum + ((byte ^ b[i]!).toString(2).match(/1/g)?.length ?? 0), 0);
}

describe.skipIf(folder === undefined)('HEIC of 12 MP', () => {
  test('without heif-convert it is decoded in a process of its own, and this one stays small', async () => {
    const before = process.memoryUsage().rss;
    const { header, pixels } = await heicPicture(readFileSync(file), LIMITS, tempDir('no-tools'));
    expect(header).toMatchObject({ width: 3024, height: 4032, frames: 1 });
    expect(header.exif?.length).toBeGreaterThan(1000);
    expect(pixels).toMatchObject({ width: 1080, height: 1440 });
    // all 12 MP would be 49 MB; the preview is 6
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  test.skipIf(!hasTool)('both decoders give the same picture, upright and in sRGB', async () => {
    const bytes = readFileSync(file);
    const [tool, wasm] = [await heicPicture({ path: file }, LIMITS), await heicPicture(bytes, LIMITS, tempDir('no-tools'))];
    expect(tool.pixels).toMatchObject({ width: 1080, height: 1440 });
    expect(differingBits(await phash(tool), await phash(wasm))).toBeLessThanOrEqual(2);
    for (const channel of [0, 1, 2]) expect(Math.abs(mean(tool, channel) - mean(wasm, channel))).toBeLessThan(3);
  });

  test('a heif-convert that hangs is killed and named', async () => {
    const limits = { ...LIMITS, timeoutSeconds: 1 };
    const answer = heicPicture(readFileSync(file), limits, scripted('sleep 100'));
    await expect(answer).rejects.toMatchObject({ code: 'decode-failed', message: expect.stringContaining('longer than 1 s') });
  });

  test('one that fails is made up for', async () => {
    expect((await heicPicture(readFileSync(file), LIMITS, scripted('exit 1'))).pixels.height).toBe(1440);
  });

  test('damaged ones end in an error', async () => {
    const whole = readFileSync(file);
    const noise = Buffer.from(whole);
    for (let i = 5000; i < noise.length; i += 5) noise[i] = (i * 31) & 255;
    for (const bytes of [whole.subarray(0, 100_000), noise]) {
      const result: unknown = await heicPicture(bytes, LIMITS).catch((error: unknown) => error);
      if (result instanceof Error) expect(result.message).not.toBe('');
    }
  });
});

function mean({ pixels: { data, channels } }: Picture, channel: number): number {
  let sum = 0;
  for (let i = channel; i < data.length; i += channels) sum += data[i]!;
  return sum / (data.length / channels);
}

function scripted(script: string): string {
  const path = tempDir('scripted');
  writeFileSync(join(path, 'heif-convert'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(path, 'heif-convert'), 0o755);
  return `${path}:/usr/bin:/bin`;
}
