import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tagName, tagNames } from './tag.ts';

test.each([
  ['Long Hair', 'long_hair'],
  ['  blue   eyes ', 'blue_eyes'],
  ['^_^', '^_^'],
  ['Ｃafe\u0301', 'ｃafé'],
  ['hakurei_(tou)', 'hakurei_(tou)'],
  ['re:zero', 're:zero'],
  ['', undefined],
  ['   ', undefined],
  ['-cat', undefined],
  ['~cat', undefined],
  ['a,b', undefined],
  ['a*', undefined],
  ['a\u0000b', undefined],
  ['x'.repeat(201), undefined],
  ['ca\u200Bt\uFEFF \u202Edog\u202C', 'cat_dog'],
  ['\u2066\u2060\u200D', undefined],
  ['\u200Dcat\u200D \u200Cdog', 'cat_dog'],
  ['👩\u200D👩\u200D👧 ❤\uFE0F', '👩\u200D👩\u200D👧_❤\uFE0F'],
  ['می\u200Cخواهم', 'می\u200Cخواهم'],
  ['a\u200D\u200Db', 'a\u200Db'],
  ['a \u200D\u200Cb', 'a_b'],
])('%j is kept as %j', (text, name) => {
  expect(tagName(text)).toBe(name);
});

test('a kept name is kept as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const name = tagName(text);
      if (name !== undefined) expect(tagName(name)).toBe(name);
    }),
  );
});

test('what was kept with something unseen in it is looked for as it is written first', () => {
  expect(tagNames('Ca\u200Bt')).toEqual(['ca\u200Bt', 'cat']);
  expect(tagNames('cat')).toEqual(['cat']);
  expect(tagNames('a,b')).toEqual([]);
});
