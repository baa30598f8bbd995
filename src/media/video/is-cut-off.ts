import type { MediaFormat } from '../../domain/format.ts';
import type { MediaInput } from '../media-input.ts';
import { type ByteSource, withByteSource } from '../stills/byte-source.ts';

/** Boxes of a file one after another; one with more at its top is none people make. */
const MAX_BOXES = 100_000;

/** Whether the file ends before its own structure says: a copy or a recording that was interrupted. Reads headers only. */
export function isCutOff(input: MediaInput, format: MediaFormat): Promise<boolean> {
  return withByteSource(input, (source) => {
    if (format === 'avi') return riffEndsEarly(source);
    return format === 'webm' || format === 'mkv' ? segmentEndsEarly(source) : boxesEndEarly(source);
  });
}

const FIRST = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

async function boxesEndEarly(source: ByteSource): Promise<boolean> {
  let at = 0;
  for (let n = 0; n < MAX_BOXES && at + 8 <= source.size; n++) {
    const head = await source.read(at, 16);
    let size = head.readUInt32BE(0);
    if (size === 1 && head.length === 16) size = Number(head.readBigUInt64BE(8));
    // otherwise it is no such file at all
    if (n === 0 && !FIRST.has(head.toString('latin1', 4, 8))) return false;
    // 0 reaches to the end of the file; less than a header is something else behind the last box
    if (size < 8) return false;
    at += size;
  }
  return at > source.size;
}

async function riffEndsEarly(source: ByteSource): Promise<boolean> {
  const head = await source.read(0, 8);
  // some writers leave out the padding byte at the end
  return head.toString('latin1', 0, 4) === 'RIFF' && head.length === 8 && head.readUInt32LE(4) + 8 > source.size + 1;
}

/** The segment of Matroska follows the EBML header and says its size, unless it was streamed. */
async function segmentEndsEarly(source: ByteSource): Promise<boolean> {
  const head = await source.read(0, 4096);
  const at = head.indexOf('\x18\x53\x80\x67', 0, 'latin1');
  const first = head[at + 4] ?? 0;
  const length = Math.clz32(first) - 23;
  if (at === -1 || length > 8 || at + 4 + length > head.length) return false;
  let size = BigInt(first & (0xff >> length));
  let unknown = size === BigInt(0xff >> length);
  for (let i = 1; i < length; i++) {
    const byte = head[at + 4 + i]!;
    size = (size << 8n) | BigInt(byte);
    unknown &&= byte === 0xff;
  }
  return !unknown && BigInt(at + 4 + length) + size > BigInt(source.size);
}
