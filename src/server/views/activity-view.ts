import type { z } from 'zod';
import type { HourCount } from '../../catalog/activity-queries.ts';
import { ACTIVITIES, type Activity, HOUR_MS } from '../../domain/activity.ts';
import type { ActivityYear } from '../schemas/marks.ts';

type DayOf = (hour: number) => string;

/**
 * Tells on which day of a time zone an hour begins, `YYYY-MM-DD`. Throws RangeError for a zone that is none. The clock is asked twice
 * for each day of UTC, not for each hour: two years of hours would take a tenth of a second.
 */
export function calendarDay(zone: string): DayOf {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const minutesEast = (hour: number): number => {
    const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(hour * HOUR_MS)) ?? [];
    return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
  const known = new Map<number, number | undefined>();
  return (hour) => {
    const date = Math.floor(hour / 24);
    if (!known.has(date)) {
      const morning = minutesEast(date * 24);
      known.set(date, morning === minutesEast(date * 24 + 23) ? morning : undefined);
    }
    // Undefined: on this day the clocks are changed.
    return new Date(hour * HOUR_MS + (known.get(date) ?? minutesEast(hour)) * 60_000).toISOString().slice(0, 10);
  };
}

interface ActivityInput {
  readonly year: number;
  readonly rows: readonly HourCount[];
  readonly ofStreak: readonly HourCount[];
  readonly first: number | undefined;
  readonly now: number;
  readonly dayOf: DayOf;
}

export function activityYear({ year, rows, ofStreak, first, now, dayOf }: ActivityInput): z.infer<typeof ActivityYear> {
  const totals = none();
  const days = new Map<string, Record<Activity, number>>();
  for (const { hour, kind, count } of rows) {
    const day = dayOf(hour);
    if (Number(day.slice(0, 4)) !== year) continue;
    const counts = days.get(day) ?? none();
    counts[kind] += count;
    totals[kind] += count;
    days.set(day, counts);
  }
  const today = dayOf(Math.floor(now / HOUR_MS));
  return {
    year,
    firstYear: Number((first === undefined ? today : dayOf(first)).slice(0, 4)),
    days: [...days].map(([day, counts]) => ({ day, ...counts })).sort((a, b) => (a.day < b.day ? -1 : 1)),
    totals,
    streak: streaks(new Set(ofStreak.filter(({ kind }) => kind !== 'ingested').map(({ hour }) => dayOf(hour))), today),
  };
}

/** A streak still stands while today is not over. */
function streaks(active: ReadonlySet<string>, today: string): { current: number; longest: number } {
  let longest = 0;
  let run = 0;
  let last: string | undefined;
  for (const day of [...active].sort()) {
    run = last !== undefined && after(last) === day ? run + 1 : 1;
    longest = Math.max(longest, run);
    last = day;
  }
  return { current: last === today || (last !== undefined && after(last) === today) ? run : 0, longest };
}

function after(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function none(): Record<Activity, number> {
  return Object.fromEntries(ACTIVITIES.map((kind) => [kind, 0])) as Record<Activity, number>;
}
