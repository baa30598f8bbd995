import { expect, test } from 'vitest';
import { byCategory } from './categories.ts';
import { keptName, pastedNames } from './typed-names.ts';

test.each([
  ['red_hair blue_eyes  solo', ['red_hair', 'blue_eyes', 'solo']],
  ['red hair, blue eyes,, solo,', ['red hair', 'blue eyes', 'solo']],
  ['one\ntwo three\r\none', ['one', 'two three']],
  ['  ', []],
])('%j is pasted as %j', (text, names) => expect(pastedNames(text)).toEqual(names));

test('a name is shown as it will be kept', () => expect(keptName('  Long   Hair ')).toBe('long_hair'));

test('categories come in the order of the boorus, own ones last', () => {
  const tags = ['meta', 'zebra', 'general', 'artist'].map((category) => ({ category }));
  expect(byCategory(tags).map(([category]) => category)).toEqual(['artist', 'general', 'meta', 'zebra']);
});
