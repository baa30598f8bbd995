import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** A small PNG with these chunks put in, before the pixels or behind them. */
export async function pngWith(chunks: readonly Buffer[], where: 'before' | 'behind' = 'before'): Promise<Buffer> {
  const png = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
  const at = where === 'before' ? 33 : png.length - 12;
  return Buffer.concat([png.subarray(0, at), ...chunks, png.subarray(at)]);
}

export function textChunk(name: string, text: string | Buffer): Buffer {
  return chunk('tEXt', Buffer.concat([Buffer.from(`${name}\0`), Buffer.from(text as string)]));
}

export function compressedChunk(name: string, text: string | Buffer): Buffer {
  return chunk('zTXt', Buffer.concat([Buffer.from(`${name}\0\0`), deflateSync(text)]));
}

export function internationalChunk(name: string, text: string, compressed: boolean): Buffer {
  const body = Buffer.from(text);
  return chunk('iTXt', Buffer.concat([Buffer.from(`${name}\0${compressed ? '\x01' : '\0'}\0en\0\0`), compressed ? deflateSync(body) : body]));
}

export function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  // nobody checks the sums of chunks that hold text
  return Buffer.concat([head, data, Buffer.alloc(4)]);
}

/** An EXIF block with these entries: in the first directory, and in the EXIF directory it points to. */
export function exifBlock(order: 'II' | 'MM', first: Readonly<Record<number, Buffer>>, second: Readonly<Record<number, Buffer>> = {}): Buffer {
  const little = order === 'II';
  const u16 = (value: number): Buffer => {
    const bytes = Buffer.alloc(2);
    if (little) bytes.writeUInt16LE(value);
    else bytes.writeUInt16BE(value);
    return bytes;
  };
  const u32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (little) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const directory = (entries: readonly [number, number, Buffer][], at: number): Buffer => {
    let values = at + 2 + entries.length * 12 + 4;
    const rows: Buffer[] = [];
    const bodies: Buffer[] = [];
    for (const [tag, type, value] of entries) {
      const count = type === 4 ? value.length / 4 : value.length;
      const inside = value.length <= 4;
      rows.push(u16(tag), u16(type), u32(count), inside ? Buffer.concat([value, Buffer.alloc(4 - value.length)]) : u32(values));
      if (!inside) {
        bodies.push(value);
        values += value.length;
      }
    }
    return Buffer.concat([u16(entries.length), ...rows, u32(0), ...bodies]);
  };
  const ofText = (entries: Readonly<Record<number, Buffer>>, type: number): [number, number, Buffer][] =>
    Object.entries(entries).map(([tag, value]) => [Number(tag), type, value]);
  const texts = ofText(first, 2);
  const hasSecond = Object.keys(second).length > 0;
  const sizeOfFirst = 2 + (texts.length + (hasSecond ? 1 : 0)) * 12 + 4 + texts.reduce((sum, [, , value]) => sum + (value.length <= 4 ? 0 : value.length), 0);
  const pointer: [number, number, Buffer][] = hasSecond ? [[0x8769, 4, u32(8 + sizeOfFirst)]] : [];
  return Buffer.concat([
    Buffer.from(order),
    u16(42),
    u32(8),
    directory([...texts, ...pointer], 8),
    ...(hasSecond ? [directory(ofText(second, 7), 8 + sizeOfFirst)] : []),
  ]);
}

/** RGBA pixels with a text in the lowest bit of alpha, column by column. */
export function stealthPixels(width: number, height: number, mark: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length * 8);
  const bytes = Buffer.concat([Buffer.from(mark), length, body]);
  const pixels = Buffer.alloc(width * height * 4, 255);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const at = ((bit % height) * width + Math.floor(bit / height)) * 4 + 3;
    pixels[at] = 254 | ((bytes[bit >> 3]! >> (7 - (bit & 7))) & 1);
  }
  return pixels;
}
