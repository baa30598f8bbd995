import type { MediaFormat } from '../domain/format.ts';
import { type TiffDirectory, TiffReader } from './tiff-reader.ts';

/**
 * Which camera RAW a TIFF shell hides, or `tiff` for a picture that is one. libvips would take a RAW for a picture of
 * 160 × 120 px: its thumbnail. `undefined` for the RAW of a maker that is not among the formats.
 */
export function sniffRaw(head: Buffer): MediaFormat | undefined {
  if (head.toString('latin1', 8, 10) === 'CR') return 'cr2';
  const reader = new TiffReader(head);
  const directory = reader.firstDirectory === undefined ? undefined : reader.directory(reader.firstDirectory);
  if (directory === undefined) return 'tiff';
  if (has(directory, DNG_VERSION)) return 'dng';
  if (!isRaw(directory)) return 'tiff';
  const make =
    directory.entries
      .find((entry) => entry.tag === MAKE)
      ?.bytes(64)
      ?.toString('latin1') ?? '';
  return MAKES.find(([pattern]) => pattern.test(make))?.[1];
}

const MAKES: ReadonlyArray<readonly [RegExp, MediaFormat]> = [
  [/^nikon/i, 'nef'],
  [/^sony/i, 'arw'],
  [/^(?:pentax|ricoh|asahi)/i, 'pef'],
  [/^samsung/i, 'srw'],
  [/^canon/i, 'cr2'],
  [/^(?:olympus|om digital)/i, 'orf'],
];

/** A sensor's colour pattern, a maker's own compression, or a first directory that is a reduced picture and points to others. */
function isRaw(directory: TiffDirectory): boolean {
  if (number(directory, PHOTOMETRIC) === COLOUR_FILTER_ARRAY || MAKERS_COMPRESSION.has(number(directory, COMPRESSION) ?? 0)) return true;
  return has(directory, SUB_IFDS) && ((number(directory, NEW_SUBFILE_TYPE) ?? 0) & 1) === 1;
}

function has(directory: TiffDirectory, tag: number): boolean {
  return directory.entries.some((entry) => entry.tag === tag);
}

function number(directory: TiffDirectory, tag: number): number | undefined {
  return directory.entries.find((entry) => entry.tag === tag)?.values(1)?.[0];
}

const NEW_SUBFILE_TYPE = 0xfe;
const COMPRESSION = 0x103;
const PHOTOMETRIC = 0x106;
const MAKE = 0x10f;
const SUB_IFDS = 0x14a;
const DNG_VERSION = 0xc612;
const COLOUR_FILTER_ARRAY = 32_803;
/** Sony, Samsung, Nikon, Pentax. */
const MAKERS_COMPRESSION = new Set([32_767, 32_770, 34_713, 65_535]);
