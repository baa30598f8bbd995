import type { MediaFormat } from '../domain/format.ts';
import { isRawTiff } from './raw-tiff.ts';
import { isSvg } from './sniff-svg.ts';

/** Bytes of a file's beginning that are enough for `sniff` in practice. */
export const SNIFF_BYTES = 4096;

/**
 * What a file is, by its first bytes and never by its name. `svg` is told apart so that it can be refused with its own
 * reason; `undefined` is everything else, camera RAW in a TIFF shell included. Never throws; a whole file will do as well.
 */
export function sniff(head: Buffer): MediaFormat | 'svg' | undefined {
  for (const [format, matches] of SIGNATURES) if (matches(head)) return format;
  return isSvg(head) ? 'svg' : undefined;
}

const SIGNATURES: ReadonlyArray<readonly [MediaFormat, (head: Buffer) => boolean]> = [
  ['jpg', (head) => startsWith(head, 0, '\xff\xd8\xff')],
  ['png', (head) => startsWith(head, 0, '\x89PNG\r\n\x1a\n')],
  ['gif', (head) => startsWith(head, 0, 'GIF87a') || startsWith(head, 0, 'GIF89a')],
  ['webp', (head) => startsWith(head, 0, 'RIFF') && startsWith(head, 8, 'WEBP')],
  ['avif', isAvif],
  ['tiff', (head) => TIFF_STARTS.some((start) => startsWith(head, 0, start)) && !isRawTiff(head)],
];

/** Classic and Big TIFF in both byte orders. */
const TIFF_STARTS = ['II*\0', 'MM\0*', 'II+\0\x08\0\0\0', 'MM\0+\0\x08\0\0'];

/** A `ftyp` box (ISO/IEC 14496-12 §4.3) that names an AVIF brand as its own or as a compatible one. */
function isAvif(head: Buffer): boolean {
  if (head.length < 12 || !startsWith(head, 4, 'ftyp')) return false;
  const end = Math.min(head.length, head.readUInt32BE(0), 256);
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) {
    const brand = head.toString('latin1', at, at + 4);
    if (brand === 'avif' || brand === 'avis') return true;
  }
  return false;
}

function startsWith(head: Buffer, at: number, text: string): boolean {
  return head.toString('latin1', at, at + text.length) === text;
}
