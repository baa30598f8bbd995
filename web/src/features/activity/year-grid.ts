export interface GridDay {
  readonly day: string;
  readonly week: number;
  /** 0 = Monday. */
  readonly weekday: number;
}

export interface YearGrid {
  readonly days: readonly GridDay[];
  readonly weeks: number;
  /** Weeks in which a month begins. */
  readonly months: ReadonlyArray<{ readonly month: number; readonly week: number }>;
}

/** Every day of a year by week and day of the week, the first Monday-to-Sunday week on the left. */
export function yearGrid(year: number): YearGrid {
  const first = new Date(Date.UTC(year, 0, 1));
  const shift = (first.getUTCDay() + 6) % 7;
  const days: GridDay[] = [];
  const months: { month: number; week: number }[] = [];
  for (let at = 0; ; at += 1) {
    const date = new Date(Date.UTC(year, 0, 1 + at));
    if (date.getUTCFullYear() !== year) break;
    const week = Math.floor((at + shift) / 7);
    if (date.getUTCDate() === 1) months.push({ month: date.getUTCMonth(), week });
    days.push({ day: date.toISOString().slice(0, 10), week, weekday: (at + shift) % 7 });
  }
  return { days, weeks: days.at(-1)!.week + 1, months };
}

/** 0 (nothing) to 4, by the share of the busiest day: a square root, so that one day of 5,000 does not make all others pale. */
export function shade(count: number, most: number): number {
  return count === 0 || most === 0 ? 0 : Math.max(1, Math.ceil(4 * Math.sqrt(count / most)));
}
