import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { corpus } from '../../../test/support/corpus.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { AppError } from '../../core/errors.ts';
import { ExifToolReader, perlVersion } from './exiftool.ts';
import { readExifTool } from './exiftool-tags.ts';

const perl = (await perlVersion()) !== undefined;
const hostile = corpus('hostile');
const reader = new ExifToolReader();
afterAll(() => reader.end());

test.skipIf(!perl || hostile === undefined)(
  `broken and hostile files are facts or metadata-unreadable${perl ? '' : ' (skipped: no perl)'}${hostile === undefined ? ' (skipped: no ../shared/corpus)' : ''}`,
  { timeout: 120_000 },
  async () => {
    const files = readdirSync(hostile!, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    let read = 0;
    for (const entry of files.slice(0, 60)) {
      try {
        const { raw } = await reader.read(join(entry.parentPath, entry.name));
        expect(JSON.stringify(raw).length).toBeLessThan(300_000);
        read += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect((error as AppError).code).toBe('metadata-unreadable');
      }
    }
    expect(read).toBeGreaterThan(0);
  },
);

test.skipIf(!perl)('odd names are names, not arguments', async () => {
  const folder = mkdtempSync(join(tempDir('exiftool'), '-execute '));
  const jpeg = readFileSync(join(import.meta.dirname, '../../../docs/images/gallery.png'));
  for (const name of ['-ver', 'a \'b\' "c" $(x)', '日本 🦜.png', '%d.png', '@file']) {
    writeFileSync(join(folder, name), jpeg);
    expect((await reader.read(join(folder, name))).raw).toHaveProperty('PNG');
  }
  await expect(reader.read(join(folder, 'a\n-execute'))).rejects.toMatchObject({ code: 'metadata-unreadable' });
  await expect(reader.read(join(folder, 'missing'))).rejects.toMatchObject({ code: 'metadata-unreadable' });
});

test('raw: groups by their own name, no binary, no place on the disk, bounded', () => {
  const { raw, facts, lensByNumber } = readExifTool({
    SourceFile: '/home/a/secret.jpg',
    'ExifTool:ExifToolVersion': 13,
    'File:System:Directory': '/home/a',
    'EXIF:IFD0:Make': 'Acme',
    'EXIF:IFD1:Make': 'Thumb',
    'EXIF:ExifIFD:UserComment': '(Binary data 90000 bytes, use -b option to extract)',
    'MakerNotes:Canon:LensType': 26,
    'XMP:XMP-dc:Subject': ['a', 'b'],
    'ICC_Profile:Huge': 'x'.repeat(19_000),
    ...Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`APP9:Blob:T${n}`, 'y'.repeat(15_000)])),
  });
  expect(raw).toMatchObject({ IFD0: { Make: 'Acme' }, IFD1: { Make: 'Thumb' }, 'XMP-dc': { Subject: ['a', 'b'] }, 'Left out': { Groups: ['Blob'] } });
  expect(JSON.stringify(raw)).not.toMatch(/secret|home|Binary/);
  expect(facts).toEqual({ cameraMake: 'Acme', keywords: ['a', 'b'] });
  expect(lensByNumber).toBe(true);
});
