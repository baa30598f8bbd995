import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** A picture of noise, so that it takes as long to read as a photograph of its size. */
export function noise(width: number, height: number, quality = 80): Promise<Buffer> {
  const create = { width, height, channels: 3 as const, background: '#888', noise: { type: 'gaussian' as const, mean: 128, sigma: 40 } };
  return sharp({ create }).jpeg({ quality }).toBuffer();
}

/** Writes `count` JPEG files that differ in a comment only: contents of their own at the cost of one. */
export function writeMany(folder: string, picture: Buffer, count: number): void {
  for (let n = 0; n < count; n += 1) {
    const text = Buffer.from(`picture ${n} of ${count}`);
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text]);
    writeFileSync(join(folder, `IMG_${String(n).padStart(4, '0')}.jpg`), Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]));
  }
}
