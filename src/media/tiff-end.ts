import { TiffReader, type TiffDirectory } from './tiff-reader.ts';

/** Pages and strips looked at; more cannot tell more. */
const MAX_DIRECTORIES = 64;
const MAX_STRIPS = 1_000_000;

/** Whether the directories, their values and every strip or tile they name lie inside the bytes. */
export function isTiffComplete(bytes: Buffer): boolean {
  const reader = new TiffReader(bytes);
  let offset = reader.firstDirectory;
  if (offset === undefined) return false;
  const seen = new Set<number>();
  while (offset !== 0 && seen.size < MAX_DIRECTORIES && !seen.has(offset)) {
    seen.add(offset);
    const directory: TiffDirectory | undefined = reader.directory(offset);
    if (directory === undefined || !fits(directory, bytes.length)) return false;
    offset = directory.next;
  }
  return true;
}

function fits(directory: TiffDirectory, length: number): boolean {
  const entries = new Map(directory.entries.map((entry) => [entry.tag, entry]));
  if (directory.entries.some((entry) => entry.valuesEnd > length)) return false;
  for (const [offsetsTag, sizesTag] of EXTENTS) {
    const offsets = entries.get(offsetsTag)?.values(MAX_STRIPS) ?? [];
    const sizes = entries.get(sizesTag)?.values(MAX_STRIPS) ?? [];
    if (offsets.some((start, i) => start + (sizes[i] ?? 0) > length)) return false;
  }
  return true;
}

/** Offsets and byte counts: of strips, of tiles. */
const EXTENTS = [
  [273, 279],
  [324, 325],
] as const;
