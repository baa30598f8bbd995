import type { MetadataFacts } from '../../domain/metadata.ts';
import { firstOf, numberIn, numberOf, type Tags } from './tags.ts';

type Position = Pick<MetadataFacts, 'latitude' | 'longitude' | 'altitudeMetres'>;

/** WGS 84 degrees in every form they are written in, or nothing: cameras without a fix write 0/0, or zeros for both. */
export function positionIn(tags: Tags): Partial<Position> {
  const heightOf = (names: readonly string[], below: unknown): Partial<Position> => {
    const height = numberIn(firstOf(tags, names), -12_000, 100_000);
    if (height === undefined) return {};
    return { altitudeMetres: numberOf(below) === 1 && height > 0 ? -height : height };
  };
  const exif = place(
    degrees(tags['EXIF:GPSLatitude'], tags['EXIF:GPSLatitudeRef'], 'S', 90),
    degrees(tags['EXIF:GPSLongitude'], tags['EXIF:GPSLongitudeRef'], 'W', 180),
  );
  if (exif !== undefined) return { ...exif, ...heightOf(['EXIF:GPSAltitude'], tags['EXIF:GPSAltitudeRef']) };
  const xmp = place(degrees(tags['XMP:GPSLatitude'], undefined, 'S', 90), degrees(tags['XMP:GPSLongitude'], undefined, 'W', 180));
  if (xmp !== undefined) return { ...xmp, ...heightOf(['XMP:GPSAltitude'], tags['XMP:GPSAltitudeRef']) };
  for (const name of QUICKTIME) {
    const found = iso6709(tags[name]);
    if (found !== undefined) return found;
  }
  return {};
}

const QUICKTIME = ['QuickTime:GPSCoordinates', 'QuickTime:LocationInformation', 'Composite:GPSPosition'];

function place(latitude: number | undefined, longitude: number | undefined): { latitude: number; longitude: number } | undefined {
  // No one stands at 0° 0′ in the Atlantic.
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)) return undefined;
  return { latitude, longitude };
}

/**
 * Degrees, minutes and seconds as three numbers (EXIF), one number (exiftool), or text: `51,30.5N`, `51,30,12S`, `51.5083`, and
 * `51 deg 30' 12.00" N`.
 */
function degrees(value: unknown, reference: unknown, negative: 'S' | 'W', limit: number): number | undefined {
  const text = typeof value === 'string' ? value : undefined;
  const parts = text === undefined ? numbers(value) : (text.match(/\d+(?:\.\d+)?(?:\/\d+)?/g) ?? []).map(numberOf);
  const [whole, minutes = 0, seconds = 0] = parts;
  if (whole === undefined || !Number.isFinite(whole) || !Number.isFinite(minutes) || !Number.isFinite(seconds) || minutes < 0 || seconds < 0) return undefined;
  const size = Math.abs(whole) + minutes / 60 + seconds / 3600;
  if (size > limit) return undefined;
  const letters = text === undefined ? reference : `${/[NSEW]/i.exec(text.slice(-1))?.[0] ?? (text.trim().startsWith('-') ? negative : '')}`;
  const south = whole < 0 || (typeof letters === 'string' && letters.trim().toUpperCase().startsWith(negative));
  // seven digits are a centimetre
  const rounded = Math.round(size * 1e7) / 1e7;
  return south && rounded !== 0 ? -rounded : rounded;
}

function numbers(value: unknown): Array<number | undefined> {
  if (typeof value === 'number') return [value];
  return Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : [];
}

/** `+51.4169-000.0806+012.3/` as phones write it into videos, or `51.4169 -0.0806 12.3` as exiftool gives it. */
function iso6709(value: unknown): Position | undefined {
  if (typeof value !== 'string') return undefined;
  const [latitude, longitude, height] = (value.match(/[+-]?\d+(?:\.\d+)?/g) ?? []).map(Number);
  if (latitude === undefined || longitude === undefined || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  const found = place(latitude, longitude);
  if (found === undefined) return undefined;
  return height === undefined || Math.abs(height) > 100_000 ? found : { ...found, altitudeMetres: height };
}
