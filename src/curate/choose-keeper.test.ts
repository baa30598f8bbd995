import { expect, test } from 'vitest';
import { isInside, orderByKeeping } from './choose-keeper.ts';

const a = { path: '/photos/2024/trip/a.jpg', mtimeMs: 200 };
const b = { path: '/photos/b.jpg', mtimeMs: 300 };
const c = { path: '/backup/old/copies/of/c.jpg', mtimeMs: 100 };
const names = (files: readonly { path: string }[]): string[] => files.map(({ path }) => path.slice(-5, -4));

test('each rule puts another file first', () => {
  expect(names(orderByKeeping([a, b, c], 'oldest'))).toEqual(['c', 'a', 'b']);
  expect(names(orderByKeeping([a, b, c], 'shortest-path'))).toEqual(['b', 'a', 'c']);
  expect(names(orderByKeeping([a, b, c], 'preferred-root', '/backup'))).toEqual(['c', 'b', 'a']);
});

test('ties are broken the same way whatever the order they come in', () => {
  const x = { path: '/p/x.jpg', mtimeMs: 1 };
  const y = { path: '/p/y.jpg', mtimeMs: 1 };
  expect(orderByKeeping([y, x], 'oldest')).toEqual(orderByKeeping([x, y], 'oldest'));
  expect(orderByKeeping([y, x], 'oldest')[0]).toBe(x);
});

test('a folder is not inside one whose name it begins with', () => {
  expect(isInside('/photos/a.jpg', '/photos')).toBe(true);
  expect(isInside('/photos2/a.jpg', '/photos')).toBe(false);
  expect(isInside('/photos', '/photos')).toBe(false);
  expect(isInside('/photos/..hidden/a', '/photos')).toBe(true);
});
