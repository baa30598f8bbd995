import { TiffReader } from './tiff-reader.ts';

/**
 * Whether TIFF magic hides a camera RAW (CR2, NEF, ARW, DNG, PEF …). libvips would take such a file for a picture of
 * 160 × 120 px: its thumbnail. Told by the CR2 mark, by a DNG version, or by a first directory that calls itself a
 * reduced picture and points to others.
 */
export function isRawTiff(head: Buffer): boolean {
  if (head.toString('latin1', 8, 10) === 'CR') return true;
  const reader = new TiffReader(head);
  const directory = reader.firstDirectory === undefined ? undefined : reader.directory(reader.firstDirectory);
  if (directory === undefined) return false;
  const entries = new Map(directory.entries.map((entry) => [entry.tag, entry]));
  if (entries.has(DNG_VERSION)) return true;
  const reduced = entries.get(NEW_SUBFILE_TYPE)?.values(1)?.[0];
  return entries.has(SUB_IFDS) && reduced !== undefined && (reduced & 1) === 1;
}

const NEW_SUBFILE_TYPE = 0xfe;
const SUB_IFDS = 0x14a;
const DNG_VERSION = 0xc612;
