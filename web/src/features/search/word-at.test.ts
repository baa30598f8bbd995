import { expect, test } from 'vitest';
import { tagTerm } from './tag-term.ts';
import { putWord, wordAt } from './word-at.ts';

/** `|` is the caret. */
const at = (marked: string) => wordAt(marked.replace('|', ''), marked.indexOf('|'));

test.each<[string, string, string]>([
  ['long|', '', 'long'],
  ['a long_h|', '', 'long_h'],
  ['a -(~lo|', '', 'lo'],
  ['(a or b|)', '', 'b'],
  ['hakurei_(t|', '', 'hakurei_(t'],
  ['rating:|', 'rating', ''],
  ['-Rating:g,s|', 'rating', 's'],
  ['order:ra|', 'order', 'ra'],
  ['|', '', ''],
  ['a |', '', ''],
  [':d|', '', ':d'],
  ['>_|', '', '>_'],
])('%s', (marked, field, text) => {
  expect(at(marked)).toMatchObject({ field, text });
});

test('nothing is offered inside of quotes', () => {
  expect(at('"low ti|')).toBeNull();
  expect(at('tag:"low ti|')).toBeNull();
  expect(at('"low tide" a|')).toMatchObject({ text: 'a' });
});

test('what is chosen takes the place of the word', () => {
  const put = (marked: string, by: string) => {
    const word = at(marked)!;
    const { text, caret } = putWord(marked.replace('|', ''), word, word.textStart, by);
    return `${text.slice(0, caret)}|${text.slice(caret)}`;
  };
  expect(put('a -lo|', 'long_hair')).toBe('a -long_hair |');
  expect(put('a lo| b', 'long_hair')).toBe('a long_hair |b');
  expect(put('ra|', 'rating:')).toBe('rating:|');
  expect(put('rating:g,s|', 'sensitive')).toBe('rating:g,sensitive |');
  expect(put('(a or lo|)', 'long_hair')).toBe('(a or long_hair |');
});

test.each([
  ['long_hair', 'long_hair'],
  ['hakurei_(tou)', 'hakurei_(tou)'],
  [':d', ':d'],
  [':(', 'tag:":("'],
  ['re:zero', 'tag:"re:zero"'],
  ['or', 'tag:"or"'],
  ['a"b', 'tag:"a\\"b"'],
  ['(x)', 'tag:"(x)"'],
])('%s as a term', (name, term) => {
  expect(tagTerm(name)).toBe(term);
});
