import { expect, test } from 'vitest';
import { dropped, moved } from './moved.ts';

const ORDER = [1, 2, 3, 4, 5];
const after = (active: number, over: number, chosen: number[] = []) => {
  const move = dropped(ORDER, active, over, new Set(chosen));
  return move && moved(ORDER, move);
};

test('one takes the place of the one it is dropped on', () => {
  expect(after(4, 2)).toEqual([1, 4, 2, 3, 5]);
  expect(after(2, 4)).toEqual([1, 3, 4, 2, 5]);
  expect(after(1, 5)).toEqual([2, 3, 4, 5, 1]);
  expect(after(3, 3)).toBeUndefined();
});

test('the chosen ones go with it, in their order, and come to lie together', () => {
  expect(after(4, 2, [1, 4])).toEqual([1, 4, 2, 3, 5]);
  expect(after(1, 4, [1, 3])).toEqual([2, 4, 1, 3, 5]);
  expect(after(5, 1, [2, 5])).toEqual([2, 5, 1, 3, 4]);
});

test('one that is not chosen goes alone', () => {
  expect(after(5, 1, [2, 3])).toEqual([5, 1, 2, 3, 4]);
});

test('what changes nothing is no move', () => {
  expect(after(1, 2, [1, 2])).toBeUndefined();
  expect(moved(ORDER, { ids: [2], at: 99 })).toEqual([1, 3, 4, 5, 2]);
});
