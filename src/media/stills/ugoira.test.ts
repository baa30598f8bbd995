import sharp from 'sharp';
import { expect, test } from 'vitest';
import { zip } from '../../../test/support/zip.ts';
import { analyse } from '../analyse.ts';

const LIMITS = { maxPixels: 1e8, timeoutSeconds: 30 };

/** A red, a green and so on; the first is black. */
async function frames(count: number): Promise<Array<{ name: string; bytes: Buffer }>> {
  const made = [];
  for (let i = 0; i < count; i++) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90"><rect width="120" height="90"/><circle cx="${i * 9}" cy="45" r="${i * 4}" fill="white"/></svg>`;
    made.push({ name: `${String(i).padStart(6, '0')}.jpg`, bytes: await sharp(Buffer.from(svg)).jpeg().toBuffer() });
  }
  return made;
}

test('frames in a zip: how many, how long by the index, a poster that shows something, a strip', async () => {
  const all = await frames(12);
  const index = { frames: all.map(({ name }, i) => ({ file: name, delay: i === 0 ? 250 : 50 })) };
  const bytes = zip([...all, { name: 'animation.json', bytes: Buffer.from(JSON.stringify(index)) }]);
  const { motion, frames: count, width, height, preview } = await analyse(bytes, 'ugoira', LIMITS);
  expect({ count, width, height }).toEqual({ count: 12, width: 120, height: 90 });
  expect(motion).toMatchObject({ durationMs: 800, framesPerSecond: 15, audioCodec: null, playable: false });
  expect(motion?.framesHash).toHaveLength(64);
  expect(await sharp(motion?.strip).metadata()).toMatchObject({ width: 8 * 120, height: 90 });
  expect((await sharp(preview.bytes).greyscale().stats()).channels[0]!.stdev).toBeGreaterThan(20);
});

test('without an index, or with nonsense for one, a frame takes 100 ms', async () => {
  const all = await frames(3);
  expect((await analyse(zip(all), 'ugoira', LIMITS)).motion?.durationMs).toBe(300);
  const odd = zip([...all, { name: 'animation.json', bytes: Buffer.from('{"frames":[{"file":"000000.jpg","delay":-5},7,null') }]);
  expect((await analyse(odd, 'ugoira', LIMITS)).motion?.durationMs).toBe(300);
});

test('a frame that is none, or claims far too much, is a reason', async () => {
  const all = await frames(3);
  const drawn = all.map((frame, i) => (i === 1 ? { ...frame, bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') } : frame));
  await expect(analyse(zip(drawn), 'ugoira', LIMITS)).rejects.toMatchObject({ code: 'decode-failed' });
  const huge = all.map((frame, i) => (i === 1 ? { ...frame, claims: 3_000_000_000 } : frame));
  await expect(analyse(zip(huge), 'ugoira', LIMITS)).rejects.toMatchObject({ code: expect.stringMatching(/decode-failed|archive-damaged/) });
});

test('animated pictures say how long they are; a still says nothing', async () => {
  const pages = await Promise.all((await frames(3)).map(({ bytes }) => sharp(bytes).raw().toBuffer()));
  const raw = { width: 120, height: 270, channels: 3 as const, pageHeight: 90 };
  const moving = sharp(Buffer.concat(pages), { raw });
  for (const [format, bytes] of [
    [
      'gif',
      await moving
        .clone()
        .gif({ delay: [200, 100, 300] })
        .toBuffer(),
    ],
    [
      'webp',
      await moving
        .clone()
        .webp({ delay: [200, 100, 300] })
        .toBuffer(),
    ],
  ] as const) {
    const { motion, frames: count } = await analyse(bytes, format, LIMITS);
    expect([format, count, motion]).toEqual([format, 3, { durationMs: 600, audioCodec: null, playable: true }]);
  }
  expect(
    (
      await analyse(
        await sharp(Buffer.concat(pages), { raw: { width: 120, height: 270, channels: 3 } })
          .webp()
          .toBuffer(),
        'webp',
        LIMITS,
      )
    ).motion,
  ).toBeUndefined();
});
