/** The first photograph was taken in 1826 or 1827. */
const EARLIEST = Date.UTC(1826, 0, 1);
/** A camera whose clock is wrong by more than this says nothing about when. */
const AHEAD_MS = 366 * 86_400_000;

/**
 * An EXIF date such as `2019:07:21 14:03:59` with its fraction and zone fields. Without a zone the wall-clock time is read
 * as UTC. Nothing when it is no real date, before 1826 or more than a year ahead of `now`.
 */
export function parseExifDate(
  date: unknown,
  fraction: unknown,
  zone: unknown,
  now: number = Date.now(),
): { takenAt: number; takenAtOffsetMinutes?: number } | undefined {
  if (typeof date !== 'string') return undefined;
  const match = /^\s*(\d{4})[:\-/. ](\d\d?)[:\-/. ](\d\d?)[T ]+(\d\d?):(\d\d?)(?::(\d\d?)(?:[.,](\d+))?)?\s*(Z|[+-]\d\d:?\d\d)?/.exec(date);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as Parts;
  const wall = new Date(0);
  wall.setUTCFullYear(year, month - 1, day);
  wall.setUTCHours(hour, minute, second, milliseconds(match[7] ?? fraction));
  // 2010:02:31 and 25:00 would roll over into another day
  if (wall.getUTCMonth() !== month - 1 || wall.getUTCDate() !== day || wall.getUTCHours() !== hour || minute > 59 || second > 60) {
    return undefined;
  }
  const offset = zoneMinutes(match[8] ?? zone);
  const takenAt = wall.getTime() - (offset ?? 0) * 60_000;
  if (takenAt < EARLIEST || takenAt > now + AHEAD_MS) return undefined;
  return offset === undefined ? { takenAt } : { takenAt, takenAtOffsetMinutes: offset };
}

type Parts = [number, number, number, number, number, number];

function milliseconds(fraction: unknown): number {
  const digits = typeof fraction === 'string' ? /^\s*(\d{1,9})/.exec(fraction)?.[1] : undefined;
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
