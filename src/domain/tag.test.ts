import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tagName } from './tag.ts';

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
