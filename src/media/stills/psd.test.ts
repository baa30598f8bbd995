import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type PsdOptions, psd } from '../../../test/support/psd.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { configureSharp } from '../configure-sharp.ts';
import { sniff } from '../sniff.ts';
import { openPicture } from './open-picture.ts';

const LIMITS = { maxPixels: 1_000_000, timeoutSeconds: 10 };

beforeAll(configureSharp);

async function colourOf(options: PsdOptions): Promise<{ colour: number[]; width: number; height: number }> {
  const bytes = psd(options);
  expect(sniff(bytes)).toBe('psd');
  const { header, pixels } = await openPicture(bytes, 'psd', LIMITS);
  const middle = (Math.floor(pixels.height / 2) * pixels.width + Math.floor(pixels.width / 2)) * pixels.channels;
  return { colour: [...pixels.data.subarray(middle, middle + pixels.channels)], width: header.width, height: header.height };
}

describe('the picture in a Photoshop file', () => {
  const rgb = { width: 301, height: 200, colour: [200, 100, 50] };

  test.each([
    ['packed', rgb],
    ['not packed', { ...rgb, packed: false }],
    ['large', { ...rgb, large: true }],
    ['16 bits', { ...rgb, bits: 16 }],
    ['16 bits, not packed', { ...rgb, bits: 16, packed: false }],
    ['with a channel that is no transparency', { ...rgb, colour: [200, 100, 50, 9] }],
  ] as const)('%s', async (_, options) => {
    expect(await colourOf(options)).toEqual({ colour: [200, 100, 50], width: 301, height: 200 });
  });

  test('transparency is kept', async () => {
    expect((await colourOf({ ...rgb, colour: [200, 100, 50, 128], alpha: true })).colour).toEqual([200, 100, 50, 128]);
  });

  test('grey, and CMYK in which 255 is no ink', async () => {
    expect((await colourOf({ ...rgb, mode: 1, colour: [77] })).colour).toEqual([77, 77, 77]);
    for (const packed of [true, false]) {
      const [red = 0, green = 0, blue = 0] = (await colourOf({ ...rgb, mode: 4, colour: [255, 0, 255, 255], packed })).colour;
      expect(red - green).toBeGreaterThan(100);
      expect(blue - green).toBeGreaterThan(80);
    }
  });

  test('a larger file than memory should hold is read from its path, and only its end', async () => {
    const path = `${tempDir('psd')}/a.psd`;
    writeFileSync(path, psd(rgb));
    expect((await openPicture({ path }, 'psd', LIMITS)).header).toMatchObject({ width: 301, height: 200 });
  });

  test('damaged, too large and unknown ones are named', async () => {
    const whole = psd(rgb);
    for (const length of [20, 30, 60, whole.length - 10]) {
      await expect(openPicture(whole.subarray(0, length), 'psd', LIMITS)).rejects.toMatchObject({ code: 'file-truncated' });
    }
    await expect(openPicture(psd({ ...rgb, width: 3000, height: 2000, packed: false }), 'psd', LIMITS)).rejects.toMatchObject({ code: 'too-many-pixels' });
    const odd = Buffer.from(whole);
    odd.writeUInt16BE(7, 24);
    await expect(openPicture(odd, 'psd', LIMITS)).rejects.toMatchObject({ code: 'decode-failed' });
  });
});
