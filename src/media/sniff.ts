import type { MediaFormat } from '../domain/format.ts';
import { sniffBoxes } from './sniff-boxes.ts';
import { sniffRaw } from './sniff-raw.ts';
import { isSvg } from './sniff-svg.ts';
import { isUgoiraHead } from './ugoira-names.ts';

/** Bytes of a file's beginning that are enough for `sniff` in practice. */
export const SNIFF_BYTES = 4096;

/**
 * What a file is, by its first bytes and never by its name; `undefined` is everything Magpie does not take in. Never throws; a
 * whole file will do as well. Of an archive the first bytes only say that it looks like frames: `ugoiraFrames` knows.
 */
export function sniff(head: Buffer): MediaFormat | undefined {
  for (const [format, matches] of SIGNATURES) if (matches(head)) return format;
  if (TIFF_STARTS.some((start) => startsWith(head, 0, start))) return sniffRaw(head);
  return sniffBoxes(head) ?? (isSvg(head) ? 'svg' : undefined);
}

/** The most frequent first. */
const SIGNATURES: ReadonlyArray<readonly [MediaFormat, (head: Buffer) => boolean]> = [
  ['jpg', (head) => startsWith(head, 0, '\xff\xd8\xff')],
  ['png', (head) => startsWith(head, 0, '\x89PNG\r\n\x1a\n')],
  ['gif', (head) => startsWith(head, 0, 'GIF87a') || startsWith(head, 0, 'GIF89a')],
  ['webp', (head) => startsWith(head, 0, 'RIFF') && startsWith(head, 8, 'WEBP')],
  ['avi', (head) => startsWith(head, 0, 'RIFF') && startsWith(head, 8, 'AVI ')],
  ['webm', (head) => documentType(head) === 'webm'],
  ['mkv', (head) => documentType(head) === 'matroska'],
  ['orf', (head) => startsWith(head, 0, 'IIRO') || startsWith(head, 0, 'IIRS') || startsWith(head, 0, 'MMOR')],
  ['rw2', (head) => startsWith(head, 0, 'IIU\0')],
  ['raf', (head) => startsWith(head, 0, 'FUJIFILMCCD-RAW ')],
  ['bmp', isBmp],
  ['jxl', (head) => startsWith(head, 0, '\xff\x0a') || startsWith(head, 0, '\0\0\0\x0cJXL \r\n\x87\n')],
  ['jp2', (head) => startsWith(head, 0, '\0\0\0\x0cjP  \r\n\x87\n') || startsWith(head, 0, '\xff\x4f\xff\x51')],
  ['psd', (head) => startsWith(head, 0, '8BPS\0\x01\0\0\0\0\0\0') || startsWith(head, 0, '8BPS\0\x02\0\0\0\0\0\0')],
  ['ugoira', isUgoiraHead],
];

/** Classic and Big TIFF in both byte orders. */
const TIFF_STARTS = ['II*\0', 'MM\0*', 'II+\0\x08\0\0\0', 'MM\0+\0\x08\0\0'];

/** `BM` begins many a text; the size of the second header and where the pixels begin must make sense too. */
function isBmp(head: Buffer): boolean {
  if (head.length < 26 || !startsWith(head, 0, 'BM')) return false;
  return BMP_HEADERS.has(head.readUInt32LE(14)) && head.readUInt32LE(10) >= 26;
}

const BMP_HEADERS = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

/** The DocType element (RFC 8794 §11.2.4) of an EBML header, which lies in the first bytes. */
function documentType(head: Buffer): string | undefined {
  if (!startsWith(head, 0, '\x1a\x45\xdf\xa3')) return undefined;
  const at = head.subarray(0, 256).indexOf('\x42\x82', 4, 'latin1');
  const size = at === -1 ? 0 : (head[at + 2] ?? 0) & 0x7f;
  return head.toString('latin1', at + 3, at + 3 + size).split('\0', 1)[0];
}

function startsWith(head: Buffer, at: number, text: string): boolean {
  return head.toString('latin1', at, at + text.length) === text;
}
