import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { drawScene } from '../../src/cli/demo/scenes.ts';
import { seededRandom } from '../../src/cli/demo/random.ts';

export interface PictureSet {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** JPEG quality that gives sizes as cameras and boorus have them: 2.5…4 MB at 12 MP, 60…90 kB at 500 × 375. */
  readonly quality: number;
  /** Drawn pictures; the other files repeat them with a number in a comment, so that no two have the same bytes. */
  readonly originals: number;
}

export const SMALL: PictureSet = { label: '500x375', width: 500, height: 375, quality: 92, originals: 48 };
export const LARGE: PictureSet = { label: '12MP', width: 4000, height: 3000, quality: 88, originals: 10 };

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/magpie-bench/v3');

/** A folder with `count` distinct JPEG files of the set; made once, then kept. */
export async function pictureFolder(set: PictureSet, count: number): Promise<string> {
  const folder = join(CACHE, `${set.label}-${count}`);
  if (existsSync(folder) && readdirSync(folder).length === count) return folder;
  rmSync(folder, { recursive: true, force: true });
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const originals = await Promise.all(Array.from({ length: Math.min(count, set.originals) }, (_, seed) => draw(set, seed)));
  for (let i = 0; i < count; i += 1) writeFileSync(join(making, `picture-${String(i).padStart(5, '0')}.jpg`), numbered(originals[i % originals.length]!, i));
  renameSync(making, folder);
  return folder;
}

async function draw(set: PictureSet, seed: number): Promise<Buffer> {
  const { width, height } = set;
  const pixels = drawScene(seed + 1, width, height);
  texture(pixels, width, height, seed);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .withExif({ IFD0: { Make: 'Bench', Model: 'Magpie' }, IFD2: { DateTimeOriginal: TAKEN } })
    .jpeg({ quality: set.quality })
    .toBuffer();
}

/** Fine detail of several scales, as foliage or cloth have it: flat drawings would decode too cheaply. */
function texture(pixels: Buffer, width: number, height: number, seed: number): void {
  const random = seededRandom(seed + 77);
  const tile = 256;
  const noise = Int8Array.from({ length: tile * tile }, () => Math.round((random.next() + random.next() - 1) * 22));
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const fine = noise[(y & 255) * tile + (x & 255)]!;
      const coarse = noise[((y >> 2) & 255) * tile + ((x >> 2) & 255)]!;
      const detail = (fine >> 1) + coarse;
      for (let c = 0; c < 3; c += 1, at += 1) pixels[at] = Math.min(255, Math.max(0, pixels[at]! + detail));
    }
  }
}

/** What every drawn picture says; each file then gets a minute of its own, as photographs have, or all were shots of one burst. */
const TAKEN = '2024:05:06 07:08:09';

/** The JPEG with a comment segment after its first marker and a date of its own: other bytes, same picture. */
function numbered(original: Buffer, number: number): Buffer {
  const jpeg = Buffer.from(original);
  const minute = new Date(Date.UTC(2024, 4, 6, 7, 8, 9) + number * 60_000).toISOString();
  const taken = minute.slice(0, 19).replace('T', ' ').replaceAll('-', ':');
  for (let at = jpeg.indexOf(TAKEN); at !== -1; at = jpeg.indexOf(TAKEN)) jpeg.write(taken === TAKEN ? '2024:05:06 07:08:10' : taken, at, 'latin1');
  const text = Buffer.from(`magpie bench ${number}`);
  const head = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)]);
}
