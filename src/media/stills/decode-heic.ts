import decode from 'heic-decode';
import type { StillDecoder } from './decoded-still.ts';

/** HEIC by libheif in WebAssembly, the main picture, turned as the file says. Its size is checked by whoever read the header. */
export const decodeHeic: StillDecoder = async (bytes) => {
  const { width, height, data } = await decode({ buffer: bytes });
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return { width, height, orientation: 1, frames: 1, picture: { width, height, bits: 8, colours: 'rgb', alpha: true, planes: false, data: pixels } };
};
