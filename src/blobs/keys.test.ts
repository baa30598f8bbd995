import { describe, expect, test } from 'vitest';
import { checkKey, originalKey, previewKey, thumbnailKey } from './keys.ts';

const sha = Buffer.from('abcd'.padEnd(64, '0'), 'hex');

test('keys follow the content', () => {
  expect(originalKey(sha, 'jpg')).toBe(`originals/ab/cd/${sha.toString('hex')}.jpg`);
  expect(previewKey(sha, 'webp')).toBe(`derived/ab/cd/${sha.toString('hex')}.preview.webp`);
  expect(thumbnailKey(sha)).toBe(`derived/ab/cd/${sha.toString('hex')}.thumb.webp`);
});

test.each(['../x', 'j/pg', '', 'JPG', 'a b'])('%j is no extension', (ext) => {
  expect(() => originalKey(sha, ext)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
});

test('a hash of another length is a bug', () => {
  expect(() => originalKey(sha.subarray(1), 'jpg')).toThrow(expect.objectContaining({ code: 'internal' }));
});

describe('checkKey', () => {
  test.each(['originals/ab/cd/x.jpg', 'derived/x', 'originals/a b/ü..jpg'])('accepts %j', (key) => {
    expect(checkKey(key)).toBe(key);
  });
  const bad = [
    '',
    'originals',
    'originals/',
    '/originals/a',
    'originals/../x',
    'originals/a/..',
    'originals/./a',
    'originals//a',
    'originals/a\0b',
    'originals\\..\\x',
    'catalog.db',
    'trash/a',
    'originals/.tmp/a',
    'derived/.tmp/a',
    '../originals/a',
  ];
  test.each(bad)('refuses %j', (key) => {
    expect(() => checkKey(key)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});
