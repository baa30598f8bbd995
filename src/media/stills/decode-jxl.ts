import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import decode, { init } from '@jsquash/jxl/decode.js';
import type { StillDecoder } from './decoded-still.ts';
import { jxlSize } from './jxl-size.ts';
import { assertPixels } from './pixel-limit.ts';

/** JPEG XL by libjxl: upright sRGB of the first frame. */
export const decodeJxl: StillDecoder = async (bytes, limits) => {
  const size = jxlSize(bytes);
  assertPixels(size?.width ?? 0, size?.height ?? 0, limits);
  const wasmBinary = await readFile(createRequire(import.meta.url).resolve('@jsquash/jxl/codec/dec/jxl_dec.wasm'));
  await init({ wasmBinary: Uint8Array.from(wasmBinary).buffer });
  // the decoder answers with a class of browsers
  Object.assign(globalThis, { ImageData: Picture });
  const { width, height, data } = await decode(Uint8Array.from(bytes).buffer);
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return { width, height, orientation: 1, frames: 1, picture: { width, height, bits: 8, colours: 'rgb', alpha: true, planes: false, data: pixels } };
};

class Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}
