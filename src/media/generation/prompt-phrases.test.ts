import { expect, test } from 'vitest';
import { promptKeywords } from './keywords.ts';
import { lorasInPrompt } from './prompt-loras.ts';
import { promptPhrases } from './prompt-phrases.ts';

test.each<[string, [string, number][]]>([
  [
    'a, b',
    [
      ['a', 1],
      ['b', 1],
    ],
  ],
  [
    '(a), ((b)), [c]',
    [
      ['a', 1.1],
      ['b', 1.21],
      ['c', 0.909],
    ],
  ],
  [
    '(a:1.3), (b, c:0.5)',
    [
      ['a', 1.3],
      ['b', 0.5],
      ['c', 0.5],
    ],
  ],
  [
    '((a:2), b:0.5)',
    [
      ['a', 1],
      ['b', 0.5],
    ],
  ],
  ['a (red:1.4) car', [['a red car', 1.4]]],
  [
    '\\(a\\), b \\[c\\]',
    [
      ['(a)', 1],
      ['b [c]', 1],
    ],
  ],
  [
    '[a:b:0.5], [c::0.3], [d:12]',
    [
      ['a', 1],
      ['b', 1],
      ['c', 1],
      ['d', 1],
    ],
  ],
  [
    '[a|b] c',
    [
      ['a', 0.909],
      ['b c', 1],
    ],
  ],
  [
    '{a}, {{b}}',
    [
      ['a', 1.05],
      ['b', 1.103],
    ],
  ],
  [
    '1.5::a, b::, c, -1::d::',
    [
      ['a', 1.5],
      ['b', 1.5],
      ['c', 1],
      ['d', -1],
    ],
  ],
  [
    'a BREAK b AND c, STANDING',
    [
      ['a', 1],
      ['b', 1],
      ['c', 1],
      ['STANDING', 1],
    ],
  ],
  [
    'a <lora:x:0.8> b',
    [
      ['a', 1],
      ['b', 1],
    ],
  ],
  [
    '(a, [b',
    [
      ['a', 1],
      ['b', 1],
    ],
  ],
  [
    'a), b]',
    [
      ['a', 1],
      ['b', 1],
    ],
  ],
  [
    '1:2, at 10:30',
    [
      ['1:2', 1],
      ['at 10:30', 1],
    ],
  ],
  [
    'a\n\nb.  c. d',
    [
      ['a', 1],
      ['b', 1],
      ['c', 1],
      ['d', 1],
    ],
  ],
  [
    '<3, a < b',
    [
      ['<3', 1],
      ['a < b', 1],
    ],
  ],
])('%s', (prompt, phrases) => {
  expect(promptPhrases(prompt).map(({ text, weight }) => [text, weight])).toEqual(phrases);
});

test('keywords: lower case, each once, no numbers, nothing that was asked not to be there; sentences by their words', () => {
  expect(promptKeywords('Red Hair, (red hair:1.2), 42, ^_^, (bad:0), "Quoted", 1girl, 桜')).toEqual(['red hair', 'quoted', '1girl', '桜']);
  expect(promptKeywords('A wide view of the harbour at dawn with fishing boats and a lighthouse behind them')).toEqual([
    'wide',
    'view',
    'harbour',
    'dawn',
    'fishing',
    'boats',
    'lighthouse',
    'behind',
  ]);
});

test('LoRAs', () => {
  expect(lorasInPrompt('<lora:a> <lora:b c_v1.0:0.8> <lora:d:0.5:0.7> <lyco:e:te=1:unet=0.3> <lora::1> <hypernet:f:1> <lora:g')).toEqual([
    { name: 'a', weight: 1 },
    { name: 'b c_v1.0', weight: '0.8' },
    { name: 'd', weight: '0.5' },
    { name: 'e', weight: '0.3' },
  ]);
});
