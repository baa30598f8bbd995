import type { MetadataFacts } from '../../domain/metadata.ts';
import { parsePhotoDate, type TakenAt } from './photo-date.ts';
import { numberOf, type Tags } from './tags.ts';

interface Candidate {
  readonly date: string;
  readonly fraction?: string;
  readonly zone?: string;
  /** A field that by its standard holds UTC. */
  readonly utc?: boolean;
}

/**
 * When the shutter opened; else when it was digitised; else what an editor or a scan says; else when a video was begun; and last
 * the date of the file's last change in the camera, which is all that old cameras wrote.
 */
const CANDIDATES: readonly Candidate[] = [
  { date: 'EXIF:DateTimeOriginal', fraction: 'EXIF:SubSecTimeOriginal', zone: 'EXIF:OffsetTimeOriginal' },
  { date: 'EXIF:CreateDate', fraction: 'EXIF:SubSecTimeDigitized', zone: 'EXIF:OffsetTimeDigitized' },
  { date: 'XMP:DateTimeOriginal' },
  { date: 'XMP:DateCreated' },
  { date: 'XMP:DateTimeDigitized' },
  { date: 'IPTC:Date' },
  { date: 'QuickTime:CreationDate' },
  { date: 'QuickTime:ContentCreateDate' },
  { date: 'QuickTime:DateTimeOriginal' },
  { date: 'RIFF:DateTimeOriginal' },
  { date: 'QuickTime:CreateDate', utc: true },
  { date: 'Matroska:DateTimeOriginal', utc: true },
  { date: 'APP1:DateTimeOriginal' },
  { date: 'MakerNotes:DateTimeOriginal' },
  { date: 'XMP:CreateDate' },
  { date: 'PNG:CreationTime' },
  { date: 'EXIF:ModifyDate', fraction: 'EXIF:SubSecTime', zone: 'EXIF:OffsetTime' },
];

/** The first date that can be trusted; when there is none but one nobody trusts, that one as it was written. */
export function takenAtIn(tags: Tags, now: number): Pick<MetadataFacts, 'takenAt' | 'takenAtOffsetMinutes' | 'doubtfulDate'> {
  const all: Tags = { ...tags, 'IPTC:Date': iptcDate(tags) };
  let doubtful: string | undefined;
  for (const { date, fraction, zone, utc } of CANDIDATES) {
    const parsed = parsePhotoDate(all[date], fraction && all[fraction], zone === undefined ? (utc ? 'Z' : undefined) : all[zone], now);
    if (parsed === undefined) continue;
    if ('doubtful' in parsed) doubtful ??= parsed.doubtful;
    else return date.startsWith('EXIF:') ? withGpsZone(parsed, all) : parsed;
  }
  return doubtful === undefined ? {} : { doubtfulDate: doubtful };
}

const QUARTER_MS = 15 * 60_000;
/** How far the camera's clock may be off for its distance from GPS time to still tell a zone. */
const CLOCK_ERROR_MS = 5 * 60_000;

/**
 * GPS time is UTC, so its distance from the camera's clock is the zone, if it is a whole number of quarters of an hour between
 * -12:00 and +14:00 give or take five minutes. The moment itself stays what the camera's clock says.
 */
function withGpsZone(found: TakenAt, tags: Tags): TakenAt {
  if (found.takenAtOffsetMinutes !== undefined) return found;
  const utc = gpsTime(tags);
  if (utc === undefined) return found;
  const apart = found.takenAt - utc;
  const zone = Math.round(apart / QUARTER_MS) * 15;
  if (zone < -720 || zone > 840 || Math.abs(apart - zone * 60_000) > CLOCK_ERROR_MS) return found;
  return { takenAt: found.takenAt - zone * 60_000, takenAtOffsetMinutes: zone };
}

function gpsTime(tags: Tags): number | undefined {
  const day = tags['EXIF:GPSDateStamp'];
  const time = tags['EXIF:GPSTimeStamp'];
  const match = typeof day === 'string' ? /^\s*(\d{4})[:\-/](\d\d)[:\-/](\d\d)/.exec(day) : null;
  if (match === null) return undefined;
  const parts =
    typeof time === 'string'
      ? time.split(/[:\s]+/).map(Number)
      : Array.isArray(time) || ArrayBuffer.isView(time)
        ? Array.from(time as ArrayLike<unknown>, (part) => numberOf(part) ?? Number.NaN)
        : [];
  const [hour, minute, second] = parts;
  if (hour === undefined || minute === undefined || second === undefined || !(hour < 24 && minute < 60 && second < 61)) return undefined;
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]), hour, minute, Math.floor(second));
}

/** IPTC keeps day and time apart: `20190721` or `2019:07:21`, and `140359+0200` or `14:03:59+02:00`. */
function iptcDate(tags: Tags): string | undefined {
  const day = /^(\d{4}):?(\d\d):?(\d\d)$/.exec(String(tags['IPTC:DateCreated'] ?? '').trim());
  if (day === null || Number(day[2]) === 0 || Number(day[3]) === 0) return undefined;
  const time = /^(\d\d):?(\d\d):?(\d\d)([+-]\d\d:?\d\d)?/.exec(String(tags['IPTC:TimeCreated'] ?? '').trim());
  const date = `${day[1]}:${day[2]}:${day[3]}`;
  return time === null ? date : `${date} ${time[1]}:${time[2]}:${time[3]}${time[4] ?? ''}`;
}
