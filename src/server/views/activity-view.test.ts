import { expect, test } from 'vitest';
import { calendarDay } from './activity-view.ts';

test.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'])('every hour of a year falls on the day the clock shows: %s', (zone) => {
  const dayOf = calendarDay(zone);
  const clock = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  for (let hour = Date.UTC(2026, 0, 1) / 3_600_000; hour < Date.UTC(2027, 0, 1) / 3_600_000; hour += 1)
    expect(dayOf(hour)).toBe(clock.format(hour * 3_600_000));
});

test('a zone that is none', () => expect(() => calendarDay('Mars/Olympus')).toThrow(RangeError));
