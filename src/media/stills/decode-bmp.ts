import { decode } from 'bmp-ts';
import type { StillDecoder } from './decoded-still.ts';
import { assertPixels } from './pixel-limit.ts';

/** Windows bitmaps of all depths, run-length packed or not. */
export const decodeBmp: StillDecoder = async (bytes, limits) => {
  const old = bytes.readUInt32LE(14) === 12;
  const width = old ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const height = Math.abs(old ? bytes.readUInt16LE(20) : bytes.readInt32LE(22));
  assertPixels(width, height, limits);
  const { data } = decode(bytes, { toRGBA: true });
  if (data.length !== width * height * 4) throw new Error('the bitmap has other pixels than its header says');
  // many writers leave the fourth byte of a pixel at 0 and mean nothing by it
  const alpha = data.some((value, i) => (i & 3) === 3 && value !== 0);
  if (!alpha) for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { width, height, orientation: 1, frames: 1, picture: { width, height, bits: 8, colours: 'rgb', alpha: true, planes: false, data } };
};
