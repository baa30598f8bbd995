import { expect, test } from 'vitest';
import { wrongEnding } from './wrong-ending.ts';

test.each([
  ['IMG_1.nef', 'jpg', 'It is called .nef, but by its bytes it is JPEG and was stored as .jpg.'],
  ['a.b.PNG', 'webp', 'It is called .png, but by its bytes it is WebP and was stored as .webp.'],
  ['a.JPEG', 'jpg', null],
  ['a.jfif', 'jpg', null],
  ['frames.zip', 'ugoira', null],
  ['no ending', 'jpg', null],
  ['v1.2', 'jpg', null],
] as const)('%s that is %s', (name, format, note) => {
  expect(wrongEnding(name, format)).toBe(note);
});
