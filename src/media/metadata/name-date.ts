import { parsePhotoDate, type TakenAt } from './photo-date.ts';

/** Date and time: `IMG_20230102_030405`, `PXL_20230102_030405678`, `Screenshot 2023-01-02 at 03.04.05`, `2023-01-02 03-04-05`. */
const MOMENT =
  /(?<!\d)((?:19[89]|20\d)\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:[-_T. ]| at )([01]?\d|2[0-3])([-_.:h]?)([0-5]\d)\6([0-5]\d)(\d{3})?(?!\d)\s?(AM|PM)?/i;
/** WhatsApp strips the time: `IMG-20230102-WA0007`. */
const DAY = /(?<![0-9a-z])(?:IMG|VID)-((?:19[89]|20\d)\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])-WA\d+/i;

/**
 * When a file was made, by its name: what phones, screenshot programs and messengers call their files. Local wall-clock time,
 * but for Pixel phones (`PXL_`), which write UTC. A day without a time counts as its noon.
 */
export function dateInName(name: string, now: number = Date.now()): TakenAt | undefined {
  const moment = MOMENT.exec(name);
  if (moment !== null) {
    const [, year, , month, day, hour, , minute, second, fraction, half] = moment;
    const utc = /(?:^|[^a-z])PXL_/i.test(name);
    return trusted(`${year}:${month}:${day} ${hourOf(hour!, half)}:${minute}:${second}`, fraction, utc ? 'Z' : undefined, now);
  }
  const date = DAY.exec(name);
  return date === null ? undefined : trusted(`${date[1]}:${date[2]}:${date[3]} 12:00:00`, undefined, undefined, now);
}

function trusted(date: string, fraction: string | undefined, zone: string | undefined, now: number): TakenAt | undefined {
  const parsed = parsePhotoDate(date, fraction, zone, now);
  return parsed === undefined || 'doubtful' in parsed ? undefined : parsed;
}

function hourOf(hour: string, half: string | undefined): string {
  if (half === undefined || Number(hour) > 12) return hour;
  return String((Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0));
}
