import type { ExtractedMetadata } from '../../domain/metadata.ts';
import { factsFromTags } from './facts-from-tags.ts';

/** Bytes of JSON kept of one file; of what is more the largest groups go first. */
const MAX_RAW = 256 * 1024;
const MAX_VALUE = 20_000;
/** About the file on this disk and the run of exiftool, not about the picture. */
const NOT_OF_THE_PICTURE = /^(?:SourceFile$|ExifTool:|File:System:|System:)|(?:^|:)Directory$/;
const BINARY = /^\(Binary data \d+ bytes/;
/** A thumbnail's own block says when it was made, not when the picture was. */
const NOT_THE_MAIN_ONE = /^EXIF:(?:IFD1|InteropIFD|IFD[2-9])|^QuickTime:Track/;

export interface ExifToolMetadata extends ExtractedMetadata {
  /** There is a lens, but only as a number. */
  readonly lensByNumber: boolean;
}

/** Facts and raw groups in what `exiftool -json -n -a -G0:1` says (`EXIF:ExifIFD:FNumber`). */
export function readExifTool(json: Readonly<Record<string, unknown>>): ExifToolMetadata {
  const tags: Record<string, unknown> = {};
  const groups: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of Object.entries(json)) {
    if (NOT_OF_THE_PICTURE.test(key) || value === undefined || value === null || isBinary(value)) continue;
    const parts = key.split(':');
    const name = parts.at(-1)!;
    if (parts.length > 1) {
      (groups[parts.length > 2 ? parts[1]! : parts[0]!] ??= {})[name] = shortened(value);
      if (!NOT_THE_MAIN_ONE.test(key)) tags[`${parts[0]}:${name}`] ??= value;
    }
  }
  // What exiftool has worked out itself: a place with its sign, from any camera's own way of writing it.
  const lensByNumber = /^(?:MakerNotes):Lens(?:Type|ID|IDNumber)?$/;
  return { facts: factsFromTags(tags), raw: fitting(groups), lensByNumber: Object.keys(tags).some((name) => lensByNumber.test(name)) };
}

function isBinary(value: unknown): boolean {
  return typeof value === 'string' ? BINARY.test(value) || value.startsWith('base64:') : Array.isArray(value) && value.length > 0 && value.every(isBinary);
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value;
  return Array.isArray(value) ? value.slice(0, 1_000).map(shortened) : value;
}

function fitting(groups: Record<string, Record<string, unknown>>): Record<string, unknown> {
  const sizes = Object.entries(groups).map(([name, group]) => ({ name, size: Buffer.byteLength(JSON.stringify(group)) }));
  let total = sizes.reduce((sum, { size }) => sum + size, 0);
  const dropped: string[] = [];
  for (const { name, size } of sizes.sort((a, b) => b.size - a.size)) {
    if (total <= MAX_RAW) break;
    dropped.push(name);
    total -= size;
  }
  const kept = Object.entries(groups).filter(([name]) => !dropped.includes(name));
  return Object.fromEntries(dropped.length === 0 ? kept : [...kept, ['Left out', { Groups: dropped }]]);
}
