import { expect, test } from 'vitest';
import { factsFromTags } from './facts-from-tags.ts';

const NOW = Date.UTC(2026, 0, 1);
const of = (tags: Record<string, unknown>) => factsFromTags(tags, NOW);

test('GPS time names the zone of a date that has none', () => {
  const local = { 'EXIF:DateTimeOriginal': '2019:07:21 14:03:59', 'EXIF:GPSDateStamp': '2019:07:21' };
  expect(of({ ...local, 'EXIF:GPSTimeStamp': [12, 4, 30] })).toEqual({ takenAt: Date.UTC(2019, 6, 21, 12, 3, 59), takenAtOffsetMinutes: 120 });
  expect(of({ ...local, 'EXIF:GPSTimeStamp': '08:33:59.5' })).toEqual({ takenAt: Date.UTC(2019, 6, 21, 8, 33, 59), takenAtOffsetMinutes: 330 });
  // Seven minutes off a quarter of an hour: the clock was wrong, and says no zone.
  expect(of({ ...local, 'EXIF:GPSTimeStamp': [12, 10, 59] })).toEqual({ takenAt: Date.UTC(2019, 6, 21, 14, 3, 59) });
  expect(of({ ...local, 'EXIF:GPSDateStamp': '2018:01:01', 'EXIF:GPSTimeStamp': [12, 4, 30] })).toEqual({ takenAt: Date.UTC(2019, 6, 21, 14, 3, 59) });
  expect(of({ ...local, 'EXIF:OffsetTimeOriginal': '+03:00', 'EXIF:GPSTimeStamp': [12, 4, 30] })).toMatchObject({ takenAtOffsetMinutes: 180 });
});

test('a date nobody trusts is flagged, unless another field knows', () => {
  expect(of({ 'EXIF:DateTimeOriginal': '0000:00:00 00:00:00' })).toEqual({ doubtfulDate: '0000:00:00 00:00:00' });
  expect(of({ 'EXIF:DateTimeOriginal': '1970:01:01 00:00:00', 'EXIF:ModifyDate': '2010:05:06 07:08:09' })).toEqual({ takenAt: Date.UTC(2010, 4, 6, 7, 8, 9) });
  expect(of({ 'QuickTime:CreateDate': '1904:01:01 00:00:00' })).toEqual({ doubtfulDate: '1904:01:01 00:00:00' });
});

test('a video: its own zone before UTC', () => {
  expect(of({ 'QuickTime:CreateDate': '2019:07:21 12:03:59' })).toEqual({ takenAt: Date.UTC(2019, 6, 21, 12, 3, 59), takenAtOffsetMinutes: 0 });
  expect(of({ 'QuickTime:CreateDate': '2019:07:21 12:03:59', 'QuickTime:CreationDate': '2019:07:21 14:03:59+02:00' })).toMatchObject({
    takenAtOffsetMinutes: 120,
  });
});

test('IPTC keeps day and time apart', () => {
  expect(of({ 'IPTC:DateCreated': '20190721', 'IPTC:TimeCreated': '140359+0200' })).toMatchObject({ takenAt: Date.UTC(2019, 6, 21, 12, 3, 59) });
  expect(of({ 'IPTC:DateCreated': '2019:07:21' })).toEqual({ takenAt: Date.UTC(2019, 6, 21) });
  expect(of({ 'IPTC:DateCreated': '20190000' })).toEqual({});
});

test.each([
  [{ 'EXIF:GPSLatitude': 51.5, 'EXIF:GPSLatitudeRef': 'S', 'EXIF:GPSLongitude': 0.25, 'EXIF:GPSLongitudeRef': 'W' }, [-51.5, -0.25]],
  [{ 'EXIF:GPSLatitude': [51, 30, 0], 'EXIF:GPSLatitudeRef': 'N', 'EXIF:GPSLongitude': [0, 15, 0], 'EXIF:GPSLongitudeRef': 'East' }, [51.5, 0.25]],
  [{ 'XMP:GPSLatitude': '51,30.0S', 'XMP:GPSLongitude': '0,15,0W' }, [-51.5, -0.25]],
  [{ 'XMP:GPSLatitude': -51.5, 'XMP:GPSLongitude': 0.25 }, [-51.5, 0.25]],
  [{ 'XMP:GPSLatitude': '-51.5', 'XMP:GPSLongitude': '0.25' }, [-51.5, 0.25]],
  [{ 'QuickTime:GPSCoordinates': '-51.5 0.25 12' }, [-51.5, 0.25, 12]],
  [{ 'QuickTime:LocationInformation': '+51.5000-000.2500/' }, [51.5, -0.25]],
  [{ 'EXIF:GPSLatitude': 0, 'EXIF:GPSLongitude': 0 }, []],
  [{ 'EXIF:GPSLatitude': 91, 'EXIF:GPSLongitude': 1 }, []],
])('a place as %j', (tags, [latitude, longitude, altitudeMetres]) => {
  const expected = Object.fromEntries(Object.entries({ latitude, longitude, altitudeMetres }).filter(([, value]) => value !== undefined));
  expect(of(tags)).toEqual(expected);
});

test('texts: XMP before IPTC before EXIF; what cameras write by themselves is none', () => {
  expect(of({ 'EXIF:ImageDescription': 'OLYMPUS DIGITAL CAMERA         ' })).toEqual({});
  expect(of({ 'EXIF:ImageDescription': 'a', 'IPTC:Caption-Abstract': 'b', 'XMP:Description': 'c\r\nd\u0007' })).toEqual({ description: 'c\nd' });
  expect(of({ 'EXIF:XPTitle': Uint8Array.from(Buffer.from('Größe\0', 'utf16le')) })).toEqual({ title: 'Größe' });
  expect(of({ 'XMP:Subject': ['A', 'a', 'b'], 'IPTC:Keywords': 'c', 'XMP:HierarchicalSubject': 'x|y|B' })).toEqual({ keywords: ['A', 'b', 'c'] });
  expect(of({ 'XMP:Subject': [2020, { no: 1 }, ''] })).toEqual({ keywords: ['2020'] });
});
