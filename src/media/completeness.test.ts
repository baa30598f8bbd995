import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { MediaFormat } from '../domain/format.ts';
import { isComplete } from './completeness.ts';

const noise = sharp({
  create: { width: 96, height: 64, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
});

const FILES: ReadonlyArray<readonly [string, MediaFormat, () => Promise<Buffer>]> = [
  ['jpeg', 'jpg', () => noise.clone().jpeg().toBuffer()],
  ['progressive jpeg', 'jpg', () => noise.clone().jpeg({ progressive: true }).toBuffer()],
  ['png', 'png', () => noise.clone().png().toBuffer()],
  ['webp', 'webp', () => noise.clone().webp().toBuffer()],
  ['gif', 'gif', () => noise.clone().gif().toBuffer()],
  ['avif', 'avif', () => noise.clone().avif({ effort: 0 }).toBuffer()],
  ['tiff', 'tiff', () => noise.clone().tiff().toBuffer()],
  ['tiled tiff', 'tiff', () => noise.clone().tiff({ tile: true, compression: 'none' }).toBuffer()],
  ['big tiff', 'tiff', () => noise.clone().tiff({ bigtiff: true }).toBuffer()],
];

describe.each(FILES)('isComplete of %s', (name, format, make) => {
  test('true for the whole file, false for what a copy under way has', async () => {
    const bytes = await make();
    expect(isComplete(format, bytes)).toBe(true);
    for (const part of [0.05, 0.3, 0.6, 0.9, 0.99]) {
      expect(isComplete(format, bytes.subarray(0, Math.floor(bytes.length * part))), `${name} cut at ${part}`).toBe(false);
    }
    expect(isComplete(format, bytes.subarray(0, bytes.length - 3))).toBe(false);
  });

  test('bytes behind the end do no harm', async () => {
    const trailing = format === 'avif' ? Buffer.from('\0\0\0\x0cfree\0\0\0\0', 'latin1') : Buffer.alloc(5000, 7);
    expect(isComplete(format, Buffer.concat([await make(), trailing]))).toBe(true);
  });

  test('empty bytes are not complete', () => {
    expect(isComplete(format, Buffer.alloc(0))).toBe(false);
  });
});

test('the end mark of an embedded thumbnail is not the end of a JPEG', async () => {
  const thumbnail = await noise.clone().resize(16).jpeg().toBuffer();
  const picture = await noise.clone().jpeg().toBuffer();
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 0]), thumbnail]);
  segment.writeUInt16BE(segment.length - 2, 2);
  const bytes = Buffer.concat([picture.subarray(0, 2), segment, picture.subarray(2)]);
  expect(isComplete('jpg', bytes)).toBe(true);
  expect(isComplete('jpg', bytes.subarray(0, 2 + segment.length))).toBe(false);
  expect(isComplete('jpg', bytes.subarray(0, bytes.length - 500))).toBe(false);
});
