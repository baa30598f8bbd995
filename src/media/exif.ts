import exifr from 'exifr';
import type { MediaFormat } from '../domain/format.ts';
import type { ExtractedMetadata, MetadataFacts } from '../domain/metadata.ts';
import { parseExifDate } from './exif-date.ts';
import { asSource, type MediaInput } from './media-input.ts';

const { parse } = exifr;

/**
 * The facts of an EXIF block (a TIFF structure, `Exif\0\0` in front or not), 0.2 ms. Fields that are absent, garbled or not
 * plausible are left out; nothing is ever thrown.
 */
export async function readExif(block: Buffer | undefined): Promise<MetadataFacts> {
  if (block === undefined) return {};
  const prefixed = block.length >= 6 && block.toString('latin1', 0, 4) === 'Exif';
  return factsIn(prefixed ? block.subarray(6) : block);
}

/** The same for a whole picture. libvips hands out no EXIF block of a TIFF, so there the file itself is read. */
export async function exifOf(input: MediaInput, format: MediaFormat, block: Buffer | undefined): Promise<ExtractedMetadata> {
  const facts = await (block === undefined && format === 'tiff' ? factsIn(asSource(input)) : readExif(block));
  return { facts, raw: {} };
}

async function factsIn(tiff: Buffer | string): Promise<MetadataFacts> {
  try {
    const tags: unknown = await parse(tiff, OPTIONS);
    return tags !== null && typeof tags === 'object' ? toFacts(tags as Tags) : {};
  } catch {
    // garbled EXIF is common and says nothing about the picture
    return {};
  }
}

const FIELDS = [
  'Make',
  'Model',
  'Software',
  'ModifyDate',
  'DateTimeOriginal',
  'CreateDate',
  'OffsetTime',
  'OffsetTimeOriginal',
  'OffsetTimeDigitized',
  'SubSecTime',
  'SubSecTimeOriginal',
  'SubSecTimeDigitized',
  'ExposureTime',
  'FNumber',
  'ISO',
  'FocalLength',
  'LensModel',
  'GPSLatitude',
  'GPSLatitudeRef',
  'GPSLongitude',
  'GPSLongitudeRef',
  'GPSAltitude',
  'GPSAltitudeRef',
];

const OPTIONS = {
  pick: FIELDS,
  xmp: false,
  icc: false,
  iptc: false,
  jfif: false,
  ifd1: false,
  interop: false,
  translateValues: false,
  reviveValues: false,
};

type Tags = Readonly<Record<string, unknown>>;

function toFacts(tags: Tags): MetadataFacts {
  return omitUndefined({
    ...takenAt(tags),
    cameraMake: text(tags['Make']),
    cameraModel: text(tags['Model']),
    lens: text(tags['LensModel']),
    focalLengthMm: numberIn(tags['FocalLength'], 0.1, 10_000),
    aperture: numberIn(tags['FNumber'], 0.1, 1000),
    iso: numberIn(first(tags['ISO']), 1, 10_000_000),
    exposureSeconds: numberIn(tags['ExposureTime'], 1e-7, 1_000_000),
    ...position(tags),
    software: text(tags['Software']),
  });
}

/** When the shutter opened, else when it was digitised, else the date every old camera wrote; each with its own zone. */
function takenAt(tags: Tags): Pick<MetadataFacts, 'takenAt' | 'takenAtOffsetMinutes'> {
  return (
    parseExifDate(tags['DateTimeOriginal'], tags['SubSecTimeOriginal'], tags['OffsetTimeOriginal']) ??
    parseExifDate(tags['CreateDate'], tags['SubSecTimeDigitized'], tags['OffsetTimeDigitized']) ??
    parseExifDate(tags['ModifyDate'], tags['SubSecTime'], tags['OffsetTime']) ??
    {}
  );
}

/** Degrees, or nothing: cameras without a fix write 0/0 or zeros for both, and no one stands at 0° 0′ in the Atlantic. */
function position(tags: Tags): Partial<Pick<MetadataFacts, 'latitude' | 'longitude' | 'altitudeMetres'>> {
  const latitude = degrees(tags['GPSLatitude'], tags['GPSLatitudeRef'], 'S', 90);
  const longitude = degrees(tags['GPSLongitude'], tags['GPSLongitudeRef'], 'W', 180);
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)) return {};
  const height = numberIn(tags['GPSAltitude'], 0, 100_000);
  const below = first(tags['GPSAltitudeRef']) === 1;
  return height === undefined ? { latitude, longitude } : { latitude, longitude, altitudeMetres: below ? -height : height };
}

function degrees(parts: unknown, reference: unknown, negative: 'S' | 'W', limit: number): number | undefined {
  const [whole, minutes = 0, seconds = 0] = isList(parts) ? Array.from(parts) : [];
  if (!finite(whole) || !finite(minutes) || !finite(seconds) || minutes < 0 || seconds < 0) return undefined;
  const value = Math.abs(whole) + minutes / 60 + seconds / 3600;
  if (value > limit) return undefined;
  const south = whole < 0 || (typeof reference === 'string' && reference.trim().toUpperCase().startsWith(negative));
  // seven digits are a centimetre
  const rounded = Math.round(value * 1e7) / 1e7;
  return south && rounded !== 0 ? -rounded : rounded;
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const printable = value
    .replace(/[\p{Cc}\ufffd]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // half a surrogate pair may be left at the cut
  const clean = printable
    .slice(0, 200)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  return clean === '' ? undefined : clean;
}

function numberIn(value: unknown, least: number, most: number): number | undefined {
  return finite(value) && value >= least && value <= most ? value : undefined;
}

function finite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function first(value: unknown): unknown {
  return isList(value) ? value[0] : value;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function omitUndefined(facts: { readonly [K in keyof MetadataFacts]: MetadataFacts[K] | undefined }): MetadataFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as MetadataFacts;
}
