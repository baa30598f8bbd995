import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import encodeJxlPixels, { init } from '@jsquash/jxl/encode.js';

/** Straight RGBA. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

/** A picture whose top left quarter is red, top right green, bottom left blue, bottom right white. */
export function quarters(width: number, height: number): Drawing {
  const data = Buffer.alloc(width * height * 4, 255);
  const colours = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
  ] as const;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(colours[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)]!, (y * width + x) * 4);
  }
  return { width, height, data };
}

const require = createRequire(import.meta.url);

/** JPEG XL, a bare codestream. */
export async function jxl({ width, height, data }: Drawing): Promise<Buffer> {
  const wasmBinary = await readFile(require.resolve('@jsquash/jxl/codec/enc/jxl_enc.wasm'));
  await init({ wasmBinary: Uint8Array.from(wasmBinary).buffer });
  const pixels = { width, height, data: new Uint8ClampedArray(data), colorSpace: 'srgb' } as unknown as Parameters<typeof encodeJxlPixels>[0];
  return Buffer.from(await encodeJxlPixels(pixels, { quality: 100, lossless: true }));
}

interface Encoder {
  getDecodedBuffer(info: object): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
}

/** JPEG 2000, a bare codestream without loss and with five resolutions below the whole. */
export async function j2k({ width, height, data }: Drawing): Promise<Buffer> {
  const load = require('@cornerstonejs/codec-openjpeg/wasmjs') as () => Promise<{ J2KEncoder: new () => Encoder }>;
  const { J2KEncoder } = await load();
  const encoder = new J2KEncoder();
  const into = encoder.getDecodedBuffer({ width, height, bitsPerSample: 8, componentCount: 3, isSigned: false, isUsingColorTransform: true });
  for (let i = 0, to = 0; i < data.length; i += 4, to += 3) into.set(data.subarray(i, i + 3), to);
  encoder.encode();
  return Buffer.from(encoder.getEncodedBuffer());
}

/** The file format around a codestream (ISO/IEC 15444-1 annex I): signature, type, header, codestream. */
export function jp2(codestream: Buffer, { width, height }: Drawing): Buffer {
  const header = Buffer.alloc(14);
  header.writeUInt32BE(height, 0);
  header.writeUInt32BE(width, 4);
  header.writeUInt16BE(3, 8);
  header.set([7, 7, 0, 0], 10);
  const colour = Buffer.from([1, 0, 0, 0, 0, 0, 16]);
  return Buffer.concat([
    box('jP  ', Buffer.from('\r\n\x87\n', 'latin1')),
    box('ftyp', Buffer.from('jp2 \0\0\0\0jp2 ', 'latin1')),
    box('jp2h', Buffer.concat([box('ihdr', header), box('colr', colour)])),
    box('jp2c', codestream),
  ]);
}

function box(type: string, data: Buffer): Buffer {
  const head = Buffer.from(`\0\0\0\0${type}`, 'latin1');
  head.writeUInt32BE(8 + data.length);
  return Buffer.concat([head, data]);
}

/** A Windows bitmap of 24 bits, or 32 with the fourth byte always 0, bottom row first. */
export function bmp({ width, height, data }: Drawing, bits: 24 | 32 = 24): Buffer {
  const row = Math.ceil((width * bits) / 32) * 4;
  const bytes = Buffer.alloc(54 + row * height);
  bytes.write('BM', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(bits, 28);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = ((height - 1 - y) * width + x) * 4;
      bytes.set([data[from + 2]!, data[from + 1]!, data[from]!], 54 + y * row + (x * bits) / 8);
    }
  }
  return bytes;
}
