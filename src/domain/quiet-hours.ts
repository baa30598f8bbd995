/**
 * Whether `at` lies in `hours`, such as `22:00-07:00`: local time of this process, the end not included, past midnight when
 * the end is not after the start. Empty = never.
 */
export function isQuiet(hours: string, at: Date): boolean {
  const [from, to] = hours.split('-').map(minutesOf);
  if (from === undefined || to === undefined) return false;
  const now = at.getHours() * 60 + at.getMinutes();
  return from < to ? now >= from && now < to : now >= from || now < to;
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours! * 60 + minutes!;
}
