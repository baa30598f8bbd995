import { expect, test } from 'vitest';
import { parsePhotoDate } from './photo-date.ts';

const NOW = Date.UTC(2026, 0, 1);

test('wall-clock time is read as UTC when no zone is named', () => {
  expect(parsePhotoDate('2019:07:21 14:03:59', undefined, undefined, NOW)).toEqual({ takenAt: Date.UTC(2019, 6, 21, 14, 3, 59) });
});

test('fraction and zone count', () => {
  expect(parsePhotoDate('2019:07:21 14:03:59', '25', '+02:00', NOW)).toEqual({
    takenAt: Date.UTC(2019, 6, 21, 12, 3, 59, 250),
    takenAtOffsetMinutes: 120,
  });
  expect(parsePhotoDate('2019-07-21T14:03:59.5-03:30', undefined, undefined, NOW)).toEqual({
    takenAt: Date.UTC(2019, 6, 21, 17, 33, 59, 500),
    takenAtOffsetMinutes: -210,
  });
  expect(parsePhotoDate('2019:07:21 14:03:59', '', '   :  ', NOW)).toEqual({ takenAt: Date.UTC(2019, 6, 21, 14, 3, 59) });
});

test.each([
  '0000:00:00 00:00:00',
  '2010:02:31 10:00:00',
  '2010:13:01 10:00:00',
  '2010:01:01 25:00:00',
  '1825:12:31 23:59:59',
  '1970:01:01 00:00:00',
  '1970:01:01 07:00:00',
  '1980:01:01 00:00:00',
  '2000:01:01 00:00:00',
  '2026:01:02 00:00:01',
  '2038:01:01 00:00:00',
])('a date nobody trusts: %j', (date) => {
  expect(parsePhotoDate(date, undefined, undefined, NOW)).toEqual({ doubtful: date });
});

test('an hour into the millennium, and tomorrow, are dates', () => {
  expect(parsePhotoDate('2000:01:01 00:20:00', undefined, undefined, NOW)).toEqual({ takenAt: Date.UTC(2000, 0, 1, 0, 20) });
  expect(parsePhotoDate('2026:01:01 23:00:00', undefined, undefined, NOW)).toEqual({ takenAt: Date.UTC(2026, 0, 1, 23) });
  expect(parsePhotoDate('1955-01-01', undefined, undefined, NOW)).toEqual({ takenAt: Date.UTC(1955, 0, 1) });
});

test.each(['    :  :     :  :  ', 'yesterday', '', 42, undefined])('no date: %j', (date) => {
  expect(parsePhotoDate(date, undefined, undefined, NOW)).toBeUndefined();
});
