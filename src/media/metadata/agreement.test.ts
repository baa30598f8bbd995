import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { corpus } from '../../../test/support/corpus.ts';
import type { MetadataFacts } from '../../domain/metadata.ts';
import { sniff } from '../sniff.ts';
import { ExifToolReader, perlVersion } from './exiftool.ts';
import { fastPass } from './fast-pass.ts';

const folders = [corpus('cameras'), corpus('formats')].filter((folder) => folder !== undefined);
const perl = (await perlVersion()) !== undefined;
const script = join(dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json')), 'bin/exiftool');
const reader = new ExifToolReader();
afterAll(() => reader.end());

type Tags = Readonly<Record<string, unknown>>;

/**
 * What exiftool itself gives for each fact (`exiftool -json -n`, its own choice among groups), with our rules about what counts as
 * one: no title of blanks, no ISO 0, no place at 0° 0′, no date nobody trusts.
 */
const FIELDS: ReadonlyArray<readonly [keyof MetadataFacts, (tags: Tags) => unknown]> = [
  ['cameraMake', ({ Make }) => words(Make)],
  ['cameraModel', ({ Model }) => words(Model)],
  ['software', ({ Software, CreatorTool }) => words(Software ?? CreatorTool)],
  ['lens', ({ LensModel, Lens }) => words(LensModel ?? (typeof Lens === 'string' && /mm/.test(Lens) ? Lens : undefined))],
  ['focalLengthMm', ({ FocalLength }) => within(FocalLength, 0.1, 10_000)],
  ['aperture', ({ FNumber }) => within(FNumber, 0.1, 1000)],
  ['iso', ({ ISO }) => within(ISO, 1, 1e7)],
  ['exposureSeconds', ({ ExposureTime }) => within(ExposureTime, 1e-7, 1e6)],
  ['latitude', (tags) => place(tags)?.[0]],
  ['longitude', (tags) => place(tags)?.[1]],
  ['altitudeMetres', (tags) => (place(tags) === undefined ? undefined : within(tags['GPSAltitude'], -12_000, 1e5))],
  ['takenAt', taken],
  ['title', ({ Title, ObjectName, XPTitle }) => words(Title ?? ObjectName ?? XPTitle)],
  ['description', (tags) => words(tags['Description'] ?? tags['Caption-Abstract'] ?? tags['ImageDescription'] ?? tags['XPComment'])],
  ['keywords', ({ Subject, Keywords }) => [...new Set([Subject ?? [], Keywords ?? []].flat().map(String))].join('|') || undefined],
  ['creator', (tags) => words([tags['Creator'] ?? tags['By-line'] ?? tags['Artist']].flat().join(', '))],
  ['copyright', ({ Rights, CopyrightNotice, Copyright }) => words(Rights ?? CopyrightNotice ?? Copyright)],
  ['rating', ({ Rating }) => within(Rating, -1, 5) || undefined],
];

/** Files and facts in which we differ on purpose. */
const ON_PURPOSE: ReadonlyArray<readonly [name: string, fact: keyof MetadataFacts, why: string]> = [
  ['long_description.jpg', 'takenAt', 'when it was created by photoshop:DateCreated comes before when the file was, by xmp:CreateDate'],
  ['sampleWithExifData.png', 'takenAt', "a note of ImageMagick about the file's own date"],
  ['with-gps.mp4', 'software', "the phone's system, as in pictures"],
  ['Ricoh_DC-3Z_low_res.jpg', 'copyright', 'a letter in an unknown code: exiftool writes a question mark, we a space'],
];

test.skipIf(!perl || folders.length < 2)(
  `agreement with exiftool${perl ? '' : ' (skipped: no perl)'}${folders.length < 2 ? ' (skipped: no ../shared/corpus)' : ''}`,
  { timeout: 120_000 },
  async () => {
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    const ask = (...args: string[]): Tags[] =>
      JSON.parse(execFileSync('perl', [script, '-json', '-n', ...args, ...files], { encoding: 'utf8', maxBuffer: 64e6 })) as Tags[];
    // What stands in the standard blocks, which is all that ingest reads; the maker's own notes and what follows from them come after.
    const standard = ask('-EXIF:all', '-IPTC:all', '-XMP:all', '-PNG:all', '-Composite:GPSLatitude', '-Composite:GPSLongitude', '-Composite:GPSAltitude');
    const all = ask().map((tags, n) => ({ ...tags, ...standard[n] }));
    const table = new Map(FIELDS.map(([fact]) => [fact, { values: 0, fast: 0, lane: 0, fastSeen: 0 }]));
    const differences: string[] = [];
    for (const [n, path] of files.entries()) {
      const bytes = readFileSync(path);
      const format = sniff(bytes.subarray(0, 8192)) ?? 'mp4';
      const header = await sharp(bytes)
        .metadata()
        .catch(() => ({}) as { exif?: Buffer; xmp?: Buffer });
      const fast = ['mp4', 'mov', '3gp'].includes(format) ? undefined : (await fastPass(bytes, format, { exif: header.exif, xmp: header.xmp })).facts;
      const { facts: lane } = await reader.read(path);
      for (const [fact, expected] of FIELDS) {
        const right = expected(all[n]!);
        const inBlocks = expected(standard[n]!);
        const row = table.get(fact)!;
        const name = path.slice(path.lastIndexOf('/') + 1);
        if (ON_PURPOSE.some(([file, of]) => file === name && of === fact)) continue;
        if (right !== undefined || lane[fact] !== undefined) {
          row.values += 1;
          if (same(right, lane[fact])) row.lane += 1;
          else differences.push(`lane ${name} ${fact}: exiftool ${JSON.stringify(right)}, we ${JSON.stringify(lane[fact])}`);
        }
        if (fast !== undefined && (inBlocks !== undefined || fast[fact] !== undefined)) {
          row.fastSeen += 1;
          if (same(inBlocks, fast[fact])) row.fast += 1;
          else differences.push(`fast ${name} ${fact}: exiftool ${JSON.stringify(inBlocks)}, we ${JSON.stringify(fast[fact])}`);
        }
      }
    }
    const rows = [...table].map(([fact, { values, lane, fast, fastSeen }]) => ({ fact, values, lane, fastSeen, fast }));
    console.table(rows);
    console.log(differences.join('\n'));
    const share = (part: 'lane' | 'fast', of: 'values' | 'fastSeen'): number =>
      rows.reduce((sum, row) => sum + row[part], 0) / rows.reduce((sum, row) => sum + row[of], 0);
    console.log(`${files.length} files: lane ${(share('lane', 'values') * 100).toFixed(2)} %, fast pass ${(share('fast', 'fastSeen') * 100).toFixed(2)} %`);
    expect(share('lane', 'values')).toBeGreaterThanOrEqual(0.99);
    expect(share('fast', 'fastSeen')).toBeGreaterThanOrEqual(0.99);
  },
);

function words(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = String(value)
    .replace(/[\p{Cc}\ufffd]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : text;
}

function within(value: unknown, least: number, most: number): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number.parseFloat(value) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

function place(tags: Tags): [number, number] | undefined {
  // Composite tags carry the sign; they come last in the answer and win over the bare EXIF ones.
  const latitude = within(tags['GPSLatitude'], -90, 90);
  const longitude = within(tags['GPSLongitude'], -180, 180);
  return latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0) ? undefined : [latitude, longitude];
}

/** Wall-clock time, as far as seconds. */
function taken(tags: Tags): string | undefined {
  const dates = [tags['DateTimeOriginal'], tags['CreateDate'], tags['DateCreated'], tags['CreationDate'], tags['ModifyDate']];
  return dates
    .map((date) => /^\d{4}:\d\d:\d\d \d\d:\d\d:\d\d/.exec(String(date))?.[0])
    .find((date) => date !== undefined && date >= '1826' && date < '2027' && !/^(1970|0000)/.test(date));
}

function same(right: unknown, ours: unknown): boolean {
  if (typeof right === 'number' && typeof ours === 'number') return Math.abs(right - ours) <= Math.abs(right) * 1e-4 + 1e-6;
  if (Array.isArray(ours)) return right === ours.join('|');
  if (typeof ours === 'number' && typeof right === 'string' && /^\d{4}:/.test(right)) return sameMoment(right, ours);
  return typeof right === 'string' && typeof ours === 'string' ? right === words(ours) : right === ours;
}

/** In whatever zone, but to the minute within it. */
function sameMoment(right: string, ours: number): boolean {
  const [date, time] = right.split(' ');
  const apart = Math.abs(Date.parse(`${date!.replaceAll(':', '-')}T${time}Z`) - Math.floor(ours / 1000) * 1000);
  return apart <= 14 * 3_600_000 && apart % 900_000 === 0;
}
