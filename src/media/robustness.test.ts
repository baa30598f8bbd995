import * as fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { AppError } from '../core/errors.ts';
import { analyse } from './analyse.ts';
import { isComplete } from './completeness.ts';
import { configureSharp } from './configure-sharp.ts';
import { fastPass } from './metadata/fast-pass.ts';
import { isSrgbProfile } from './icc.ts';
import { sniff } from './sniff.ts';

const LIMITS = { maxPixels: 1_000_000, timeoutSeconds: 10 };
const ENCODERS = { jpg: 'jpeg', png: 'png', webp: 'webp', gif: 'gif', avif: 'avif', tiff: 'tiff' } as const;
const DECODED = Object.keys(ENCODERS) as (keyof typeof ENCODERS)[];
const files = {} as Record<(typeof DECODED)[number], Buffer>;

beforeAll(async () => {
  configureSharp();
  for (const format of DECODED) {
    files[format] = await sharp({
      create: { width: 40, height: 30, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 50 } },
    })
      .withExif({
        IFD0: { Model: 'D70' },
        IFD2: { DateTimeOriginal: '2005:12:14 14:39:47' },
        IFD3: { GPSLatitude: '4/1 5/1 6/1', GPSLatitudeRef: 'N' },
      })
      .withIccProfile('p3')
      .toFormat(ENCODERS[format])
      .toBuffer();
  }
});

const randomBytes = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
const starts = ['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF89a', 'RIFF\0\0\0\0WEBP', '\0\0\0\x18ftypavif', 'II*\0', 'MM\0+\0\x08\0\0', '<svg', 'Exif\0\0II*\0'];
const halfRandom = fc.tuple(fc.constantFrom(...starts), randomBytes).map(([start, rest]) => Buffer.concat([Buffer.from(start, 'latin1'), rest]));

/** Up to eight bytes changed and perhaps the end cut off. */
const mutation = fc.record({
  format: fc.constantFrom(...DECODED),
  changes: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
  keep: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutated({ format, changes, keep }: Mutation): Buffer {
  const bytes = Buffer.from(files[format]);
  // the first kilobyte holds the structure, so half of the changes go there
  changes.forEach(([at, value], i) => bytes.writeUInt8(value, Math.floor(at * (Math.min(i % 2 === 0 ? 1000 : Infinity, bytes.length) - 1))));
  return bytes.subarray(0, Math.ceil(bytes.length * keep));
}

test('nothing throws on random bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(randomBytes, halfRandom), async (bytes) => {
      sniff(bytes);
      isSrgbProfile(bytes);
      for (const format of DECODED) expect(typeof isComplete(format, bytes)).toBe('boolean');
      await fastPass(bytes, 'webp', { exif: bytes, xmp: bytes });
    }),
    { numRuns: 500 },
  );
});

test('nothing throws on mutated files', async () => {
  await fc.assert(
    fc.asyncProperty(mutation, async (change) => {
      const bytes = mutated(change);
      sniff(bytes);
      isComplete(change.format, bytes);
      await fastPass(bytes, change.format, { exif: bytes.subarray(12), xmp: bytes });
      await fastPass(bytes, 'tiff', { exif: undefined, xmp: undefined });
    }),
    { numRuns: 500 },
  );
});

test('a mutated file ends with an analysis or a named error', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(mutation, async (change) => {
      const result: unknown = await analyse(mutated(change), change.format, LIMITS).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toBeInstanceOf(AppError);
    }),
    { numRuns: 200 },
  );
});
