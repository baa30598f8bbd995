import sharp, { type Sharp } from 'sharp';
import { drawScene } from './scenes.ts';
import { makePhoto, photoPixels } from './make-photo.ts';
import type { DemoPhoto, SpecialRecipe } from './plan.ts';
import { seededRandom } from './random.ts';

/** The bytes of a special file. `photos` are those of the same plan, which `recipe.of` counts into. */
export async function makeSpecial(recipe: SpecialRecipe, photos: readonly DemoPhoto[]): Promise<Buffer> {
  switch (recipe.make) {
    case 'empty':
      return Buffer.alloc(0);
    case 'text':
      return Buffer.from('Dear reader,\n\nthis is a letter that calls itself a photograph.\n');
    case 'svg':
      return Buffer.from(
        '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><circle cx="40" cy="40" r="30" fill="#0b7285"/><script>alert(1)</script></svg>\n',
      );
    case 'garbage':
      return garbage();
    case 'animation':
      return animation();
    case 'alpha':
      return seeThrough();
    default: {
      const photo = photos[recipe.of];
      if (photo === undefined) throw new Error(`The plan has no photo ${recipe.of}`);
      return variant(recipe, photo);
    }
  }
}

type Variant = Extract<SpecialRecipe, { of: number }>;

async function variant(recipe: Variant, photo: DemoPhoto): Promise<Buffer> {
  const pixels = photoPixels(photo);
  switch (recipe.make) {
    case 'copy':
      return makePhoto(photo);
    case 'smaller':
      return pixels
        .resize({ width: Math.round(photo.width * 0.6) })
        .jpeg({ quality: 84 })
        .toBuffer();
    case 'coarser':
      return pixels.jpeg({ quality: 38 }).toBuffer();
    case 'cropped':
      return pixels
        .extract({ left: 20, top: 14, width: photo.width - 40, height: photo.height - 28 })
        .jpeg({ quality: 84 })
        .toBuffer();
    case 'brighter':
      return pixels.linear(1.12, 6).jpeg({ quality: 84 }).toBuffer();
    case 'as-png':
      return pixels.png({ compressionLevel: 3 }).toBuffer();
    case 'as-webp':
      return pixels.webp({ quality: 80, effort: 0 }).toBuffer();
    case 'as-avif':
      return pixels.avif({ quality: 60, effort: 0 }).toBuffer();
    case 'as-tiff':
      return pixels.tiff({ compression: 'lzw' }).toBuffer();
    case 'as-jpeg':
      return pixels.jpeg({ quality: 90 }).toBuffer();
    case 'turned':
      return turned(pixels, recipe.orientation);
    case 'cut-jpeg': {
      const whole = await makePhoto(photo);
      return whole.subarray(0, Math.round(whole.length * 0.6));
    }
    case 'cut-png': {
      const whole = await pixels.resize({ width: 600 }).png().toBuffer();
      return whole.subarray(0, Math.round(whole.length * 0.5));
    }
  }
}

/** Clockwise turn and left-right flop (before the turn) that store upright pixels for each EXIF orientation. */
const STORED: Record<number, { readonly flop: boolean; readonly turn: 0 | 90 | 180 | 270 }> = {
  1: { flop: false, turn: 0 },
  2: { flop: true, turn: 0 },
  3: { flop: false, turn: 180 },
  4: { flop: true, turn: 180 },
  5: { flop: true, turn: 270 },
  6: { flop: false, turn: 270 },
  7: { flop: true, turn: 90 },
  8: { flop: false, turn: 90 },
};

async function turned(pixels: Sharp, orientation: number): Promise<Buffer> {
  const { flop, turn } = STORED[orientation]!;
  // In two steps: within one pipeline sharp turns before it flops, whatever the order of the calls.
  const upright = await pixels.resize({ width: 900 }).flop(flop).png({ compressionLevel: 1 }).toBuffer();
  return sharp(upright).rotate(turn).withMetadata({ orientation }).jpeg({ quality: 88 }).toBuffer();
}

/** A JPEG header and then chance. */
function garbage(): Buffer {
  const random = seededRandom(99);
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from(Array.from({ length: 4000 }, () => Math.floor(random.next() * 255))),
  ]);
}

async function animation(): Promise<Buffer> {
  const [width, height, frames] = [320, 214, 8];
  const scenes = await Promise.all(
    Array.from({ length: frames }, (_, i) =>
      sharp(drawScene(10, width, height), { raw: { width, height, channels: 3 } })
        .modulate({ hue: i * 12, brightness: 1 - i * 0.06 })
        .raw()
        .toBuffer(),
    ),
  );
  return sharp(Buffer.concat(scenes), { raw: { width, height: height * frames, channels: 3, pageHeight: height } })
    .gif({ delay: Array<number>(frames).fill(120), loop: 0 })
    .toBuffer();
}

/** A flower cut out by a soft round mask: real transparency, not only an alpha channel. */
async function seeThrough(): Promise<Buffer> {
  const side = 700;
  const alpha = Buffer.alloc(side * side);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      alpha[y * side + x] = Math.round(255 * Math.min(1, Math.max(0, (0.46 * side - Math.hypot(x - side / 2, y - side / 2)) / 40)));
  return sharp(drawScene(7, side, side), { raw: { width: side, height: side, channels: 3 } })
    .joinChannel(alpha, { raw: { width: side, height: side, channels: 1 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}
