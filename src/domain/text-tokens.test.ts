import { expect, test } from 'vitest';
import { textParts, textTokens } from './text-tokens.ts';

test.each<[string, string]>([
  ['IMG_0011.JPG', 'img 0011 jpg'],
  ['holiday-2024.05 (1)', 'holiday 2024 05 1'],
  ['1girl, 4k', '1 girl 4 k'],
  ['Größe “Sunset” at sea', 'grosse sunset at sea'],
  ['Gro\u0308ße', 'grosse'],
  ['CRÈME brûlée Ångström Ærø', 'creme brulee angstrom aero'],
  ['ÉCOLE', 'ecole'],
  ['ＦＵＬＬ width ﬁne', 'full width fine'],
  ['東京タワー', '東 京 タ ワ ー'],
  ['がっこう', 'が っ こ う'],
  ['서울 2024년', '서 울 2024 년'],
  ['Москва Ёлка', 'москва елка'],
  ['İstanbul', 'istanbul'],
  ['don’t', 'don t'],
  ['RedCastle', 'redcastle'],
  ['>_< :) %', ''],
  ['😀 smile', 'smile'],
  ['शुभ', 'शुभ'],
])('%j', (text, tokens) => {
  expect(textTokens(text).join(' ')).toBe(tokens);
});

test('words with capitals inside are found in pieces and as a whole', () => {
  expect(textTokens('RedCastle HTTPServer2', true)).toEqual(['red', 'castle', 'http', 'server', '2']);
  expect(textParts(['RedCastle42 by McDonald', 'plain'])).toEqual([
    ['red', 'castle', '42', 'by', 'mc', 'donald'],
    ['plain'],
    ['redcastle', '42'],
    ['mcdonald'],
  ]);
});

test('nothing is too long', () => {
  expect(textTokens('x'.repeat(5_000))[0]).toHaveLength(100);
  expect(textParts(['a '.repeat(20_000), 'b']).flat()).toHaveLength(8_000);
});
