import { createRequire } from 'node:module';
import { AppError } from '../../core/errors.ts';
import type { StillDecoder, StillLimits } from './decoded-still.ts';
import { assertPixels } from './pixel-limit.ts';

interface Decoder {
  getEncodedBuffer(bytes: number): Uint8Array;
  decodeSubResolution(level: number, layer: number): void;
  getFrameInfo(): {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned: boolean;
  };
  getDecodedBuffer(): Uint8Array;
}

/** JPEG 2000 by OpenJPEG, the file format and the bare codestream; of a large one only the resolutions that are wanted. */
export const decodeJp2: StillDecoder = async (bytes, limits) => {
  const size = codestreamSize(bytes);
  if (size === undefined) throw new AppError('file-truncated', { detail: 'the JPEG 2000 file has no picture in it' });
  assertPixels(size.width, size.height, limits);
  const require = createRequire(import.meta.url);
  const load = require('@cornerstonejs/codec-openjpeg/decodewasmjs') as () => Promise<{ J2KDecoder: new () => Decoder }>;
  const { J2KDecoder } = await load();
  const decoder = new J2KDecoder();
  decoder.getEncodedBuffer(bytes.length).set(bytes);
  const halvings = reductions(size, limits);
  decoder.decodeSubResolution(halvings, 0);
  const { width: known, bitsPerSample, componentCount, isSigned } = decoder.getFrameInfo();
  if (known === 0) throw new AppError('decode-failed', { detail: 'the JPEG 2000 picture cannot be decoded' });
  const [width, height] = [reduced(size.left, size.right, halvings), reduced(size.top, size.bottom, halvings)];
  const samples = Buffer.from(decoder.getDecodedBuffer());
  const data = toBytes(samples, width * height * componentCount, bitsPerSample, isSigned);
  const colours = componentCount < 3 ? 'grey' : 'rgb';
  const alpha = componentCount === 2 || componentCount === 4;
  if (componentCount > 4) throw new AppError('decode-failed', { detail: `the JPEG 2000 picture has ${componentCount} components` });
  return { width: size.width, height: size.height, orientation: 1, frames: 1, picture: { width, height, bits: 8, colours, alpha, planes: false, data } };
};

interface CodestreamSize {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
  readonly levels: number;
}

/** From the main header (ISO/IEC 15444-1 §A.5): SIZ has the sides, COD how many times they can be halved. */
function codestreamSize(bytes: Buffer): CodestreamSize | undefined {
  const start = bytes.indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51]));
  if (start === -1 || start + 24 > bytes.length) return undefined;
  const [right = 0, bottom = 0, left = 0, top = 0] = [8, 12, 16, 20].map((at) => bytes.readUInt32BE(start + at));
  let levels = 0;
  for (let at = start + 2; at + 12 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== START_OF_TILE; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at + 1] === CODING_STYLE) levels = Math.min(bytes[at + 9]!, 32);
  }
  return { left, right, top, bottom, width: right - left, height: bottom - top, levels };
}

const CODING_STYLE = 0x52;
const START_OF_TILE = 0x90;

/** Samples between two places of the reference grid after so many halvings (§B.5); the decoder itself only tells the whole. */
function reduced(from: number, to: number, halvings: number): number {
  return Math.ceil(to / 2 ** halvings) - Math.ceil(from / 2 ** halvings);
}

function reductions({ width, height, levels }: CodestreamSize, { side }: StillLimits): number {
  return Math.max(0, Math.min(levels, Math.floor(Math.log2(Math.max(width, height) / side))));
}

/** Samples of up to 16 bits, little-endian, to bytes. */
function toBytes(samples: Buffer, count: number, bits: number, signed: boolean): Buffer {
  const wide = bits > 8;
  if (samples.length < count * (wide ? 2 : 1)) throw new AppError('file-truncated', { detail: 'the JPEG 2000 picture ends too early' });
  if (bits === 8 && !signed) return samples.subarray(0, count);
  const most = 2 ** bits - 1;
  const offset = signed ? 2 ** (bits - 1) : 0;
  const result = Buffer.alloc(count);
  for (let i = 0; i < count; i++) {
    const value = wide ? (signed ? samples.readInt16LE(i * 2) : samples.readUInt16LE(i * 2)) : signed ? samples.readInt8(i) : samples[i]!;
    result[i] = Math.max(0, Math.min(255, Math.round(((value + offset) / most) * 255)));
  }
  return result;
}
