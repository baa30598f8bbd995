import type { MediaFormat } from '../domain/format.ts';
import { isJpegComplete } from './jpeg-end.ts';
import { isTiffComplete } from './tiff-end.ts';

/**
 * Whether the bytes reach the end their own structure promises; a copy still under way does not. No pixel is decoded
 * (microseconds; a TIFF with a million strips some milliseconds). True when it cannot be told. Never throws.
 */
export function isComplete(format: MediaFormat, bytes: Buffer): boolean {
  return CHECKS[format]?.(bytes) ?? true;
}

const CHECKS: Partial<Record<MediaFormat, (bytes: Buffer) => boolean>> = {
  jpg: isJpegComplete,
  png: isPngComplete,
  gif: isGifComplete,
  webp: isRiffComplete,
  avif: areBoxesComplete,
  heic: areBoxesComplete,
  cr3: areBoxesComplete,
  mp4: areBoxesComplete,
  mov: areBoxesComplete,
  '3gp': areBoxesComplete,
  tiff: isTiffComplete,
  dng: isTiffComplete,
  nef: isTiffComplete,
  cr2: isTiffComplete,
  arw: isTiffComplete,
  pef: isTiffComplete,
  srw: isTiffComplete,
  bmp: (bytes) => bytes.length >= 6 && bytes.readUInt32LE(2) <= bytes.length,
  avi: isRiffComplete,
};

/** Chunks of length, type, data and checksum up to IEND; what follows IEND is of no concern. */
function isPngComplete(bytes: Buffer): boolean {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IEND' || !/^[A-Za-z]{4}$/.test(type)) return true;
    at += 12 + bytes.readUInt32BE(at);
  }
  return false;
}

/** Screen descriptor, then blocks of sub-blocks up to the trailer 0x3B. */
function isGifComplete(bytes: Buffer): boolean {
  if (bytes.length < 13) return false;
  if (bytes.at(-1) === 0x3b) return true;
  let at = 13 + colourTable(bytes[10]!);
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === 0x3b) return true;
    if (kind === 0x2c) at += 11 + colourTable(bytes[at + 9] ?? 0);
    else if (kind === 0x21) at += 2;
    else return true;
    while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1;
    at += 1;
  }
  return false;
}

function colourTable(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** The RIFF size counts everything after itself; some writers leave out the padding byte at the end. */
function isRiffComplete(bytes: Buffer): boolean {
  return bytes.length >= 12 && bytes.readUInt32LE(4) + 8 <= bytes.length + 1;
}

/** Top-level boxes that fit, with the index (`meta`, or `moov` of a sequence) and the data both there. */
function areBoxesComplete(bytes: Buffer): boolean {
  let index = false;
  let data = false;
  let at = 0;
  while (at + 8 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    let size = bytes.readUInt32BE(at);
    if (size === 1) size = at + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(at + 8)) : Infinity;
    // 0 is a box that reaches to the end of the file, wherever that will be
    if (size === 0) return true;
    if (size < 8 || at + size > bytes.length) return size < 8;
    if (type === 'meta' || type === 'moov') {
      index = true;
      // small pictures may keep their data inside the index
      data ||= bytes.subarray(at, at + size).includes('idat');
    }
    if (type === 'mdat') data = true;
    at += size;
  }
  return index && data;
}
