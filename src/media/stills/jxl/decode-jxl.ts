import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import decode, { init } from '@jsquash/jxl/decode.js';
import type { StillDecoder } from '../decoded-still.ts';
import { assertPixels } from '../pixel-limit.ts';
import { codestreamOf } from './codestream.ts';
import { jxlAnimation } from './jxl-frames.ts';
import { jxlHeader } from './jxl-header.ts';

/** JPEG XL by libjxl: upright sRGB of the first frame. */
export const decodeJxl: StillDecoder = async (bytes, limits) => {
  const codestream = codestreamOf(bytes);
  const size = codestream === undefined ? { width: 0, height: 0 } : jxlHeader(codestream);
  assertPixels(size.width, size.height, limits);
  const wasmBinary = await readFile(createRequire(import.meta.url).resolve('@jsquash/jxl/codec/dec/jxl_dec.wasm'));
  await init({ wasmBinary: Uint8Array.from(wasmBinary).buffer });
  // the decoder answers with a class of browsers
  Object.assign(globalThis, { ImageData: Picture });
  const { width, height, data } = await decode(Uint8Array.from(bytes).buffer);
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const { frames, durationMs } = jxlAnimation(bytes) ?? { frames: 1 };
  return { width, height, orientation: 1, frames, durationMs, picture: { width, height, bits: 8, colours: 'rgb', alpha: true, planes: false, data: pixels } };
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
