import { expect, test } from 'vitest';
import { fileCard } from './file-card.ts';

/** Every text of the card: the ending, then the lines of the name. */
const texts = (name: string, format: Parameters<typeof fileCard>[1] = 'bin'): string[] =>
  [...fileCard(name, format).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);

test('says ending and name; a long one is divided at spaces, and the longest keep beginning and end', () => {
  expect(texts('song.mp3', 'mp3')).toEqual(['MP3', 'song.mp3']);
  expect(texts('no ending')).toEqual(['FILE', 'no ending']);
  expect(texts('Annual report of the society.pdf', 'pdf')).toEqual(['PDF', 'Annual report of the', 'society.pdf']);
  expect(texts(`${'x'.repeat(200)}the end.pdf`, 'pdf')).toEqual(['PDF', 'x'.repeat(22), 'x'.repeat(22), `${'x'.repeat(12)}…e end.pdf`]);
  expect(texts('写真の説明と場所の一覧表です.csv', 'txt')).toEqual(['CSV', '写真の説明と場所の一覧', '表です.csv']);
});

test('is only a drawing, whatever the name', () => {
  for (const name of ['<script>alert(1)</script>.pdf', '"><image href=x onerror=y>', 'a&b<!--', '\0\ud800\u202e.\u{1f600}', '.'.repeat(300)]) {
    const card = fileCard(name, 'pdf');
    expect(card).not.toMatch(/<(?!\/?(?:svg|rect|path|text)\b)/);
    expect(card.replace(/<[^>]*>/g, '')).not.toMatch(/[<>"]|&(?!#\d+;)/);
  }
});
