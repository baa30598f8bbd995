import { expect, test } from 'vitest';
import { displayName } from './display-name.ts';

test('names of clients become names to show, never paths', () => {
  const cases: Array<[string | undefined, string]> = [
    ['photo.jpg', 'photo.jpg'],
    ['C:\\Users\\me\\photo.jpg', 'photo.jpg'],
    ['../../../etc/passwd', 'passwd'],
    ['..', 'upload'],
    ['/', 'upload'],
    ['', 'upload'],
    [undefined, 'upload'],
    ['a\0b\r\nc.png', 'abc.png'],
    ['\u202Egpj.exe', 'gpj.exe'],
    ['e\u0301.jpg', 'é.jpg'],
    ['\ud800x.jpg', 'x.jpg'],
  ];
  for (const [given, shown] of cases) expect(displayName(given)).toBe(shown);
});

test('a very long name keeps its ending and whole letters', () => {
  const shown = displayName(`${'Ü'.repeat(500)}.jpeg`);
  expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(255);
  expect(shown).toMatch(/^Ü+\.jpeg$/);
});
