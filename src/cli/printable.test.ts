import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test('names cannot command the terminal; colours, tabs and letters of any script stay', () => {
  expect(printable('\u001B[31mred\u001B[39m\tשלום 😀')).toBe('\u001B[31mred\u001B[39m\tשלום 😀');
  expect(printable('a\u001B[2J\u001B]0;title\u0007b')).toBe('a\\x1B[2J\\x1B]0;title\\x07b');
  expect(printable('two\r\nlines\u009B1A')).toBe('two\\r\\nlines\\x9B1A');
  expect(printable('photo\u202Egpj.exe')).toBe('photo\\u202Egpj.exe');
});
