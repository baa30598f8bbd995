import { expect, test } from 'vitest';
import { rawFile } from '../../test/support/raw.ts';
import type { MediaFormat } from '../domain/format.ts';
import { SNIFF_BYTES, sniff } from './sniff.ts';
import { sniffFile } from './sniff-file.ts';

const sensor = { width: 16, height: 12, colour: () => [0.5, 0.5, 0.5] as const };
const preview = { bytes: Buffer.alloc(100), width: 8, height: 6 };
const nef = rawFile({ ...sensor, preview, dng: false, make: 'NIKON CORPORATION', padding: 20_000 });

/** As identify asks: the first bytes, and then what it wants. Tells also how much was read beyond them. */
async function ask(bytes: Buffer): Promise<{ format: MediaFormat | undefined; read: number }> {
  let read = 0;
  const format = await sniffFile(bytes.subarray(0, SNIFF_BYTES), async (at, length) => {
    read += length;
    return bytes.subarray(Math.min(at, bytes.length), Math.min(at + length, bytes.length));
  });
  return { format, read };
}

test.each<[string, Buffer, MediaFormat]>([
  ['DNG', rawFile({ ...sensor, preview, padding: 20_000 }), 'dng'],
  ['NEF', nef, 'nef'],
  ['ARW', rawFile({ ...sensor, preview, dng: false, make: 'SONY', padding: 20_000 }), 'arw'],
  ['PEF whose sensor comes first', rawFile({ ...sensor, dng: false, make: 'PENTAX Corporation', padding: 20_000 }), 'pef'],
  ['a directory right at the front', rawFile({ ...sensor, preview, dng: false, make: 'SONY' }), 'arw'],
])('%s: its directory is read where it lies, and nothing else', async (_, bytes, format) => {
  expect(sniff(bytes)).toBe(format);
  const asked = await ask(bytes);
  expect(asked.format).toBe(format);
  expect(asked.read).toBeLessThan(1_000);
});

test('big-endian and BigTIFF alike, also when the name of the maker fits into its entry', async () => {
  for (const [order, big] of [
    ['MM', false],
    ['II', true],
    ['MM', true],
  ] as const) {
    expect((await ask(shell(order, big, 'Nikon', 30_000))).format).toBe('nef');
    expect((await ask(shell(order, big, 'Sony', 30_000))).format).toBe('arw');
    expect((await ask(shell(order, big, 'Hasselblad', 30_000))).format).toBe(undefined);
  }
});

test('anything else is asked for nothing', async () => {
  const jpeg = Buffer.alloc(10_000);
  jpeg.write('\xff\xd8\xff', 'latin1');
  expect(await ask(jpeg)).toEqual({ format: 'jpg', read: 0 });
  expect(await ask(Buffer.from('a text'))).toEqual({ format: undefined, read: 0 });
});

test('a directory that is not there, endless or full of lies leaves a TIFF; little is read, and nothing thrown', async () => {
  const lies: Array<(bytes: Buffer, directory: number) => void> = [
    (bytes) => bytes.writeUInt32LE(0xffff_ffff, 4),
    (bytes) => bytes.writeUInt32LE(bytes.length - 1, 4),
    (bytes) => bytes.writeUInt32LE(0, 4),
    (bytes) => bytes.writeUInt32LE(3, 4),
    (bytes, directory) => bytes.writeUInt16LE(65_535, directory),
    (bytes, directory) => bytes.writeUInt16LE(0, directory),
  ];
  for (const lie of lies) {
    const bytes = Buffer.from(nef);
    lie(bytes, bytes.readUInt32LE(4));
    const asked = await ask(bytes);
    expect(asked.format).toBe('tiff');
    expect(asked.read).toBeLessThan(50_000);
  }
  for (let n = 0; n < 2_000; n += 1) {
    const bytes = Buffer.from(nef);
    const directory = bytes.readUInt32LE(4);
    for (let i = 0; i < 4; i += 1)
      bytes[(n * 7 + i * 31) % 3 === 0 ? (n + i) % 8 : Math.min(bytes.length - 1, directory + ((n * 13 + i * 57) % 200))] = (n * 31 + i * 17) & 255;
    expect((await ask(bytes)).read).toBeLessThan(50_000);
  }
});

/** A TIFF whose first directory, a reduced picture that points to others, lies at `at`. */
function shell(order: 'II' | 'MM', big: boolean, make: string, at: number): Buffer {
  const little = order === 'II';
  const bytes = Buffer.alloc(at + 300);
  const put = (value: number, where: number, size: number): void => {
    const text = BigInt(value)
      .toString(16)
      .padStart(size * 2, '0');
    const raw = Buffer.from(text, 'hex');
    (little ? raw.reverse() : raw).copy(bytes, where);
  };
  const [count, entry, pointer] = big ? [8, 20, 8] : [2, 12, 4];
  bytes.write(order, 0, 'latin1');
  put(big ? 43 : 42, 2, 2);
  if (big) put(8, 4, 2);
  put(at, big ? 8 : 4, pointer);
  const text = Buffer.from(make.length < 4 ? make : `${make}\0`, 'latin1');
  const name = at + 250;
  text.copy(bytes, name);
  const entries: Array<[number, number, number, number]> = [
    [0xfe, 4, 1, 1],
    [0x10f, 2, text.length, name],
    [0x14a, 4, 1, 500],
  ];
  put(entries.length, at, count);
  entries.forEach(([tag, type, values, value], i) => {
    const where = at + count + i * entry;
    put(tag, where, 2);
    put(type, where + 2, 2);
    put(values, where + 4, pointer);
    // Numbers of 4 bytes and texts that fit stand at the front of their place.
    if (tag === 0x10f && text.length <= pointer) text.copy(bytes, where + 4 + pointer);
    else put(value, where + 4 + pointer, tag === 0x10f ? pointer : 4);
  });
  return bytes;
}
