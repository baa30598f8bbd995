import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
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
    expect(sniff(ftyp('heic', 'mif1'))).toBeUndefined();
    // the minor version is no brand
    expect(sniff(Buffer.from('\0\0\0\x10ftypheicavif', 'latin1'))).toBeUndefined();
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

  test('does not take camera RAW in a TIFF shell for a picture', () => {
    expect(sniff(Buffer.from('II*\0\x10\0\0\0CR\x02\0', 'latin1'))).toBeUndefined();
    expect(sniff(tiff([[0xc612, 1, 4, 0x01040000]]))).toBeUndefined();
    expect(
      sniff(
        tiff([
          [0xfe, 4, 1, 1],
          [0x14a, 4, 1, 500],
        ]),
      ),
    ).toBeUndefined();
    // a pyramid: a full picture first, reduced ones behind it
    expect(
      sniff(
        tiff([
          [0xfe, 4, 1, 0],
          [0x14a, 4, 1, 500],
        ]),
      ),
    ).toBe('tiff');
  });
});

function ftyp(major: string, ...compatible: string[]): Buffer {
  const box = Buffer.from(`\0\0\0\0ftyp${major}\0\0\0\0${compatible.join('')}`, 'latin1');
  box.writeUInt32BE(box.length);
  return box;
}

/** A little-endian TIFF of one directory; entries are tag, type, count, value. */
function tiff(entries: Array<[number, number, number, number]>): Buffer {
  const bytes = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  bytes.write('II*\0\x08', 'latin1');
  bytes.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], i) => {
    const at = 10 + i * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(count, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  });
  return bytes;
}
