import type { MediaFormat } from '../domain/format.ts';
import { sniff } from './sniff.ts';
import { sniffRaw } from './sniff-raw.ts';

/** These bytes of the file, or as many as there are. */
export type ReadAt = (at: number, length: number) => Promise<Buffer>;

/** First directories have some 20 to 60 entries. */
const MAX_ENTRIES = 2_000;
const MAKE = 0x10f;
const MAKE_BYTES = 64;
const ASCII = 2;

/**
 * What a file is, by its first bytes. Whether a TIFF is a picture or a camera RAW stands in its first directory, which some cameras put at the
 * end: that is read where it lies, at most 40 kB of it, whatever the size of the file. Throws only what `read` throws.
 */
export async function sniffFile(head: Buffer, read: ReadAt): Promise<MediaFormat | undefined> {
  const format = sniff(head);
  if ((format !== undefined && format !== 'tiff') || !isTiff(head)) return format;
  const front = await directoryInFront(head, read);
  return front === undefined ? format : sniffRaw(front);
}

function isTiff(head: Buffer): boolean {
  return /^(?:II[*+]\0|MM\0[*+])$/.test(head.toString('latin1', 0, 4));
}

/** A TIFF of the header, the first directory right behind it, and the maker's name; undefined when there is no such directory. */
async function directoryInFront(head: Buffer, read: ReadAt): Promise<Buffer | undefined> {
  const little = head[0] === 0x49;
  const big = head[little ? 2 : 3] === 43;
  const [headerBytes, countBytes, entryBytes, pointer] = big ? ([16, 8, 20, 8] as const) : ([8, 2, 12, 4] as const);
  if (head.length < headerBytes) return undefined;
  const number = (bytes: Buffer, at: number, size: number): number => {
    if (size === 8) return Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
    return little ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);
  };
  const put = (bytes: Buffer, value: number, at: number, size: 4 | 8): void => {
    if (size === 8) bytes[little ? 'writeBigUInt64LE' : 'writeBigUInt64BE'](BigInt(value), at);
    else bytes[little ? 'writeUInt32LE' : 'writeUInt32BE'](value, at);
  };
  const at = number(head, headerBytes - pointer, pointer);
  if (!Number.isSafeInteger(at)) return undefined;
  const counted = await read(at, countBytes);
  const entries = counted.length === countBytes ? number(counted, 0, countBytes) : 0;
  if (entries === 0 || entries > MAX_ENTRIES) return undefined;
  const length = countBytes + entries * entryBytes + pointer;
  const directory = Buffer.from(await read(at, length));
  if (directory.length < length) return undefined;
  const header = Buffer.from(head.subarray(0, headerBytes));
  put(header, headerBytes, headerBytes - pointer, pointer);
  const made = Buffer.concat([header, directory, Buffer.alloc(MAKE_BYTES)]);
  for (let entry = headerBytes + countBytes; entry < headerBytes + length - pointer; entry += entryBytes) {
    const value = entry + 4 + pointer;
    const size = number(made, entry + 4, pointer);
    if (number(made, entry, 2) !== MAKE || number(made, entry + 2, 2) !== ASCII || size <= pointer) continue;
    const from = number(made, value, pointer);
    const make = Number.isSafeInteger(from) ? await read(from, Math.min(size, MAKE_BYTES)) : Buffer.alloc(0);
    make.copy(made, headerBytes + length);
    put(made, headerBytes + length, value, pointer);
    put(made, Math.max(1, make.length), entry + 4, pointer);
    break;
  }
  return made;
}
