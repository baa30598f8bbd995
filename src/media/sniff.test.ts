import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { zip } from '../../test/support/zip.ts';
import { otherKind } from './other-kind.ts';
import { sniff } from './sniff.ts';

const picture = sharp({ create: { width: 8, height: 6, channels: 3, background: '#456' } });

describe('sniff', () => {
  test.each([
    ['jpg', 'jpeg'],
    ['png', 'png'],
    ['webp', 'webp'],
    ['gif', 'gif'],
    ['avif', 'avif'],
    ['tiff', 'tiff'],
  ] as const)('knows %s by its first bytes', async (format, encoder) => {
    const bytes = await picture.clone().toFormat(encoder).toBuffer();
    expect(sniff(bytes)).toBe(format);
    expect(sniff(bytes.subarray(0, 64))).toBe(format);
  });

  test('knows BigTIFF and both byte orders', () => {
    for (const start of ['II*\0', 'MM\0*', 'II+\0\x08\0\0\0', 'MM\0+\0\x08\0\0']) expect(sniff(Buffer.from(start, 'latin1'))).toBe('tiff');
  });

  test('finds an AVIF brand among the compatible ones', () => {
    expect(sniff(ftyp('mif1', 'miaf', 'avif'))).toBe('avif');
    expect(sniff(ftyp('avis', 'msf1'))).toBe('avif');
    // the minor version is no brand
    expect(sniff(Buffer.from('\0\0\0\x10ftypmif1avif', 'latin1'))).toBe('heic');
  });

  test.each([
    ['plain', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['byte order mark, prolog, comment', '\ufeff<?xml version="1.0"?>\n<!-- <html> -->\n<svg>'],
    ['doctype with declarations', '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [<!ENTITY a "b>">]>\n<svg width="1">'],
    ['namespace prefix', '  <svg:svg xmlns:svg="http://www.w3.org/2000/svg">'],
    ['head cut inside the doctype', '<!DOCTYPE svg [<!ENTITY a "'],
  ])('tells SVG apart: %s', (_, text) => {
    expect(sniff(Buffer.from(text))).toBe('svg');
    const wide = Buffer.from(`\ufeff${text.replace('\ufeff', '')}`, 'utf16le');
    expect(sniff(wide)).toBe('svg');
    expect(sniff(wide.swap16())).toBe('svg');
  });

  test.each(['', 'BM', 'hello', '<html><svg></svg></html>', '<svgfoo>', '%PDF-1.7', 'RIFF\0\0\0\0WAVE', '\x89PNG', '<!-- svg'])('does not know %j', (text) => {
    expect(sniff(Buffer.from(text, 'latin1'))).toBeUndefined();
  });

  test.each([
    ['heic', ftyp('heic', 'mif1')],
    ['heic', ftyp('mif1', 'heic')],
    ['heic', ftyp('msf1', 'hevc')],
    ['cr3', ftyp('crx ', 'isom')],
    ['mov', ftyp('qt  ')],
    ['mov', latin('\0\0\0\x08wide\0\0\0\x20mdat....')],
    ['mp4', ftyp('isom', 'iso2', 'mp41')],
    ['mp4', ftyp('xyz1', 'isom')],
    ['mp4', ftyp('M4V ', 'isom')],
    ['3gp', ftyp('3gp5', '3gp4')],
    [undefined, ftyp('M4A ', 'mp42', 'isom')],
    ['webm', latin('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm\x42\x87\x81\x04')],
    ['mkv', latin('\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska')],
    [undefined, latin('\x1a\x45\xdf\xa3\xa3\x42\x82\x84xxxx')],
    ['avi', latin('RIFF....AVI LIST')],
    ['bmp', latin(`BM....\0\0\0\0\x36\0\0\0\x28\0\0\0${'\0'.repeat(12)}`)],
    [undefined, latin('BM is how this text begins, and it goes on')],
    ['jxl', latin('\xff\x0a....')],
    ['jxl', latin('\0\0\0\x0cJXL \r\n\x87\n')],
    ['jp2', latin('\0\0\0\x0cjP  \r\n\x87\n')],
    ['jp2', latin('\xff\x4f\xff\x51')],
    ['psd', latin('8BPS\0\x01\0\0\0\0\0\0')],
    ['psd', latin('8BPS\0\x02\0\0\0\0\0\0')],
    ['orf', latin('IIRO\x08\0\0\0')],
    ['rw2', latin('IIU\0\x18\0\0\0')],
    ['raf', latin('FUJIFILMCCD-RAW 0201')],
    ['ugoira', zipOf({ '000000.jpg': Buffer.from('x'), '000001.jpg': Buffer.from('y') })],
    ['ugoira', zipOf({ 'animation.json': Buffer.from('{}') })],
    [undefined, zipOf({ 'holiday.jpg': Buffer.from('x') })],
  ] as const)('knows %s', (format, bytes) => {
    expect(sniff(bytes)).toBe(format);
  });

  test.each([
    ['nef', 'NIKON CORPORATION', [0xfe, 4, 1, 1], [0x14a, 4, 1, 500]],
    ['arw', 'SONY', [0xfe, 4, 1, 1], [0x14a, 4, 1, 500]],
    ['srw', 'SAMSUNG', [0xfe, 4, 1, 1], [0x14a, 4, 1, 500]],
    ['pef', 'PENTAX Corporation', [0x103, 3, 1, 65_535]],
    ['pef', 'RICOH IMAGING COMPANY, LTD.', [0x106, 3, 1, 32_803]],
    ['tiff', 'NIKON CORPORATION', [0xfe, 4, 1, 0], [0x106, 3, 1, 2]],
    // a pyramid: a full picture first, reduced ones behind it
    ['tiff', 'SONY', [0xfe, 4, 1, 0], [0x14a, 4, 1, 500]],
    ['dng', 'Leica', [0xc612, 1, 4, 0x01040000]],
    [undefined, 'Hasselblad', [0xfe, 4, 1, 1], [0x14a, 4, 1, 500]],
  ] as Array<[string | undefined, string, ...Array<[number, number, number, number]>]>)(
    'tells camera RAW in a TIFF shell apart: %s of %s',
    (format, make, ...entries) => {
      expect(sniff(tiff(entries, make))).toBe(format);
    },
  );

  test('knows CR2 by its mark', () => {
    expect(sniff(latin('II*\0\x10\0\0\0CR\x02\0'))).toBe('cr2');
  });
});

test.each([
  ['%PDF-1.7', 'a PDF document'],
  ['ID3\x03', 'an MP3 audio file'],
  ['\xff\xfb\x90\x44', 'an MP3 audio file'],
  ['fLaC', 'a FLAC audio file'],
  [`OggS${'\0'.repeat(25)}vorbis`, 'an Ogg audio file'],
  ['\0\0\0\x20ftypM4A ', 'an M4A audio file'],
  ['RIFF....WAVEfmt ', 'a WAV audio file'],
  ['Dear reader,\nMZ is no program', 'a text'],
  ['MZ is no program', 'a text'],
  ['\0\x07\xfe\xff', undefined],
])('says what else %j is', (head, words) => {
  expect(otherKind(latin(head))?.words).toBe(words);
});

test('says what documents in zip archives are', () => {
  expect(otherKind(zipOf({ '[Content_Types].xml': Buffer.from('<Types/>') }))).toEqual({ words: 'an Office document', format: 'office' });
  expect(otherKind(zipOf({ 'a.txt': Buffer.from('a') }))).toEqual({ words: 'a zip archive', format: 'zip' });
  expect(otherKind(latin(`PK\x03\x04${'.'.repeat(22)}\x08\0\0\0mimetypeapplication/epub+zip`))).toEqual({ words: 'an EPUB book', format: 'epub' });
});

function zipOf(files: Record<string, Buffer>): Buffer {
  return zip(Object.entries(files).map(([name, bytes]) => ({ name, bytes })));
}

function latin(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
function ftyp(major: string, ...compatible: string[]): Buffer {
  const box = Buffer.from(`\0\0\0\0ftyp${major}\0\0\0\0${compatible.join('')}`, 'latin1');
  box.writeUInt32BE(box.length);
  return box;
}

/** A little-endian TIFF of one directory with a maker; other entries are tag, type, count, value. */
function tiff(others: Array<[number, number, number, number]>, make: string): Buffer {
  const text = Buffer.from(`${make}\0`, 'latin1');
  const end = 8 + 2 + (others.length + 1) * 12 + 4;
  const entries = [...others, [0x10f, 2, text.length, end] as const];
  const bytes = Buffer.alloc(end);
  bytes.write('II*\0\x08', 'latin1');
  bytes.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], i) => {
    const at = 10 + i * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(count, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  });
  return Buffer.concat([bytes, text]);
}
