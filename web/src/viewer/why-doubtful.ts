/** The date as it was written → what is odd about it. */
export function whyDoubtful(written: string, now = Date.now()): string {
  const year = Number(/\d{4}/.exec(written)?.[0] ?? 0);
  if (/^1970[-:]01[-:]01/.test(written)) return 'the first day of computers’ clocks, so the clock was not set';
  if (year === 0) return 'no date at all';
  if (year < 1826) return 'before the first photograph';
  if (year >= new Date(now).getUTCFullYear()) return 'that is still to come';
  return 'a clock that was never set says so';
}
