import { expect, test } from 'vitest';
import { ignoredName } from './ignored-name.ts';
import { compilePattern } from './pattern.ts';

test.each([
  ['*.png|*.jpg', ['a.PNG', 'b.jpg', '.jpg', 'a\nb.jpg'], ['a.jpeg', 'png', 'a.png.txt']],
  ['IMG_????.*', ['img_0001.dng', 'IMG_12🙂4.x'], ['IMG_001.dng', 'xIMG_0001.dng']],
  ['a+b (1).jp?g', ['a+b (1).jpeg'], ['aab (1).jpeg', 'a+b 1.jpeg']],
  ['[x]-{y}$^.\\n', ['[X]-{Y}$^.\\n'], ['x-y']],
  ['*ab*ab', ['abab', 'xabyabab'], ['ab', 'ababx', 'aab']],
  ['', ['anything'], []],
  [' *.gif | ', ['a.gif'], ['a.png', '']],
])('%j', (pattern, takes, leaves) => {
  const test = compilePattern(pattern);
  expect(takes.filter((name) => !test(name))).toEqual([]);
  expect(leaves.filter(test)).toEqual([]);
});

test('many stars in a long name stay quick', () => {
  const matches = compilePattern(`${'*a'.repeat(60)}${'*'.repeat(60)}b`);
  expect(matches('a'.repeat(255))).toBe(false);
  expect(matches(`${'a'.repeat(254)}b`)).toBe(true);
});

test('what is ignored', () => {
  const ignored = ['.hidden', '.DS_Store', 'a.part', 'B.CRDOWNLOAD', 'x.tmp', '~$doc.docx', 'Thumbs.db', 'desktop.ini'];
  expect(ignored.filter((name) => !ignoredName(name))).toEqual([]);
  expect(['part', 'a.partial.jpg', 'tmp', 'my.thumbs.db', '~a.jpg', 'a.jpg'].filter(ignoredName)).toEqual([]);
});
