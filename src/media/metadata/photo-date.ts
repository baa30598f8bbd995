/** A moment, with the zone of the clock that showed it when something names one. */
export interface TakenAt {
  readonly takenAt: number;
  readonly takenAtOffsetMinutes?: number;
}

/** `doubtful`: it is a date, but nobody trusts it; as it was written. */
export type PhotoDate = TakenAt | { readonly doubtful: string };

/** The first photograph was taken in 1826 or 1827. */
const EARLIEST = Date.UTC(1826, 0, 1);
/** A camera that travels is ahead of the server by 26 hours of zones at most, half of which its wall clock shows. */
const AHEAD_MS = 86_400_000;
/** Midnight that begins these days is where clocks start that were never set: Unix, QuickTime, FAT, and most cameras. */
const RESET_DAYS: ReadonlySet<number> = new Set([Date.UTC(1904, 0, 1), Date.UTC(1980, 0, 1), Date.UTC(2000, 0, 1)]);
const DAY_MS = 86_400_000;

/**
 * A date as EXIF (`2019:07:21 14:03:59`) or XMP (`2019-07-21T14:03:59.5+02:00`, also without seconds or time) writes it, with the
 * fraction and zone that stand in fields of their own. Without a zone the wall-clock time is read as UTC. Nothing when it is no
 * date; doubtful when it is no real one, 1970-01-01, the start of a clock, before 1826 or more than a day ahead of `now`.
 */
export function parsePhotoDate(date: unknown, fraction: unknown, zone: unknown, now: number = Date.now()): PhotoDate | undefined {
  if (typeof date !== 'string') return undefined;
  const written = date.trim().slice(0, 60);
  const match = PATTERN.exec(written);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as Parts;
  const wall = new Date(0);
  wall.setUTCFullYear(year, month - 1, day);
  wall.setUTCHours(hour, minute, second, milliseconds(match[7] ?? fraction));
  // 2010:02:31 and 25:00 would roll over into another day
  if (wall.getUTCMonth() !== month - 1 || wall.getUTCDate() !== day || wall.getUTCHours() !== hour || minute > 59 || second > 60) {
    return { doubtful: written };
  }
  const offset = zoneMinutes(match[8] ?? zone);
  const takenAt = wall.getTime() - (offset ?? 0) * 60_000;
  const unset = RESET_DAYS.has(wall.getTime()) || Math.floor(wall.getTime() / DAY_MS) === 0;
  if (unset || takenAt < EARLIEST || takenAt > now + AHEAD_MS) return { doubtful: written };
  return offset === undefined ? { takenAt } : { takenAt, takenAtOffsetMinutes: offset };
}

const PATTERN = /^(\d{4})[:\-/. ](\d\d?)[:\-/. ](\d\d?)(?:[T ]+(\d\d?):(\d\d?)(?::(\d\d?)(?:[.,](\d+))?)?)?\s*(Z|[+-]\d\d:?\d\d)?/;

type Parts = [number, number, number, number, number, number];

function milliseconds(fraction: unknown): number {
  // exiftool gives a fraction of digits alone as a number, without the zeros in front only when it is quoted
  const digits = typeof fraction === 'string' || typeof fraction === 'number' ? /^\s*(\d{1,9})/.exec(String(fraction))?.[1] : undefined;
  return digits === undefined ? 0 : Math.floor(Number(`0.${digits}`) * 1000);
}

/** Minutes east of UTC; zones reach from -12:00 to +14:00. */
function zoneMinutes(zone: unknown): number | undefined {
  if (typeof zone !== 'string') return undefined;
  if (zone.trim() === 'Z') return 0;
  const match = /^\s*([+-])(\d\d):?(\d\d)/.exec(zone);
  if (match === null) return undefined;
  const minutes = (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
  return Number(match[3]) < 60 && minutes >= -720 && minutes <= 840 ? minutes : undefined;
}
