import sharp from 'sharp';
import { zip } from './zip.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Frames with a white disc that goes to the right, 20 px a frame. */
export async function ugoiraFrames(count: number, { width, height }: Size = { width: 120, height: 90 }): Promise<Array<{ name: string; bytes: Buffer }>> {
  const made = [];
  for (let i = 0; i < count; i++) {
    const disc = `<circle cx="${10 + i * 20}" cy="45" r="9" fill="white"/>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}"/>${disc}</svg>`;
    made.push({ name: `${String(i).padStart(6, '0')}.jpg`, bytes: await sharp(Buffer.from(svg)).jpeg().toBuffer() });
  }
  return made;
}

/** As Pixiv packs them: a frame of each of these delays, in milliseconds, and the index. */
export async function ugoira(delays: readonly number[], size?: Size): Promise<Buffer> {
  const frames = await ugoiraFrames(delays.length, size);
  const index = { frames: frames.map(({ name }, i) => ({ file: name, delay: delays[i] })) };
  return zip([...frames, { name: 'animation.json', bytes: Buffer.from(JSON.stringify(index)) }]);
}
