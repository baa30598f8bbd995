import { expect, test } from 'vitest';
import { bytes, files, seconds } from './format.ts';

test('bytes in decimal units with one digit where it says something', () => {
  expect([0, 999, 1000, 12_345, 1_234_567, 250_000_000, 5e12].map(bytes)).toEqual(['0 B', '999 B', '1.0 kB', '12.3 kB', '1.2 MB', '250 MB', '5.0 TB']);
});

test('seconds as people say them', () => {
  expect([0.04, 9.94, 42.4, 75.3, 3599.6, 3725].map(seconds)).toEqual(['0.0 s', '9.9 s', '42 s', '1 min 15 s', '1 h 0 min', '1 h 2 min']);
});

test('one file, many files', () => {
  expect([0, 1, 1200].map(files)).toEqual(['0 files', '1 file', '1,200 files']);
});
