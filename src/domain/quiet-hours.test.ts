import { expect, test } from 'vitest';
import { isQuiet } from './quiet-hours.ts';

const at = (hours: number, minutes: number): Date => new Date(2026, 5, 1, hours, minutes);

test.each([
  ['22:00-07:00', 21, 59, false],
  ['22:00-07:00', 22, 0, true],
  ['22:00-07:00', 0, 0, true],
  ['22:00-07:00', 6, 59, true],
  ['22:00-07:00', 7, 0, false],
  ['12:30-13:00', 12, 29, false],
  ['12:30-13:00', 12, 59, true],
  ['12:30-13:00', 13, 0, false],
  ['08:00-08:00', 3, 0, true],
  ['', 3, 0, false],
])('%s at %i:%i: %s', (hours, hour, minute, quiet) => {
  expect(isQuiet(hours, at(hour, minute))).toBe(quiet);
});
