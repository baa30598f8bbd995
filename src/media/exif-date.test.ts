import { expect, test } from 'vitest';
import { parseExifDate } from './exif-date.ts';

const NOW = Date.UTC(2026, 0, 1);

test('wall-clock time is read as UTC when no zone is named', () => {
  expect(parseExifDate('2019:07:21 14:03:59', undefined, undefined, NOW)).toEqual({ takenAt: Date.UTC(2019, 6, 21, 14, 3, 59) });
});

test('fraction and zone count', () => {
  expect(parseExifDate('2019:07:21 14:03:59', '25', '+02:00', NOW)).toEqual({
    takenAt: Date.UTC(2019, 6, 21, 12, 3, 59, 250),
    takenAtOffsetMinutes: 120,
  });
  expect(parseExifDate('2019-07-21T14:03:59.5-03:30', undefined, undefined, NOW)).toEqual({
    takenAt: Date.UTC(2019, 6, 21, 17, 33, 59, 500),
    takenAtOffsetMinutes: -210,
  });
  expect(parseExifDate('2019:07:21 14:03:59', '', '   :  ', NOW)).toEqual({ takenAt: Date.UTC(2019, 6, 21, 14, 3, 59) });
});

test.each([
  '0000:00:00 00:00:00',
  '    :  :     :  :  ',
  '2010:02:31 10:00:00',
  '2010:13:01 10:00:00',
  '2010:01:01 25:00:00',
  '1825:12:31 23:59:59',
  '2038:01:01 00:00:00',
  'yesterday',
  '',
  42,
  undefined,
])('not plausible: %j', (date) => {
  expect(parseExifDate(date, undefined, undefined, NOW)).toBeUndefined();
});
