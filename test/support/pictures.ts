import sharp from 'sharp';
import { seededRandom } from '../../src/cli/demo/random.ts';

export interface PictureOptions {
  readonly width?: number;
  readonly height?: number;
  readonly format?: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'tiff';
  readonly quality?: number;
  /** 1…8, written as EXIF. */
  readonly orientation?: number;
}

/**
 * A picture that only this `seed` gives: a gradient with a few discs, so that hashes of different seeds differ and sizes
 * are those of photographs. Same seed and options, same bytes.
 */
export async function picture(seed: number, options: PictureOptions = {}): Promise<Buffer> {
  const { width = 320, height = 240, format = 'jpeg', quality = 80 } = options;
  const random = seededRandom(seed).next;
  const colors = Array.from({ length: 6 }, () => [random() * 255, random() * 255, random() * 255]);
  const discs = Array.from({ length: 5 }, (_, i) => ({
    x: random() * width,
    y: random() * height,
    r: (0.08 + random() * 0.2) * width,
    c: colors[i]!,
  }));
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) {
      const disc = discs.find((d) => (x - d.x) ** 2 + (y - d.y) ** 2 < d.r ** 2);
      const t = (x / width + y / height) / 2;
      for (let c = 0; c < 3; c += 1) {
        const base = disc ? disc.c[c]! : colors[4]![c]! * (1 - t) + colors[5]![c]! * t;
        pixels[at + c] = base + ((x * 7 + y * 13 + seed) % 11) - 5;
      }
    }
  }
  const image = sharp(pixels, { raw: { width, height, channels: 3 } });
  if (options.orientation !== undefined) image.withMetadata({ orientation: options.orientation });
  return image.toFormat(format, format === 'png' || format === 'gif' ? {} : { quality }).toBuffer();
}
