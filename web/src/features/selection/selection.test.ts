import { expect, test } from 'vitest';
import { countOf, Selection, targetOf } from './selection.ts';

const ORDER = [9, 8, 7, 6, 5, 4, 3, 2, 1];
const ids = (selection: Selection): number[] => ORDER.filter((id) => selection.has(id));

test('a range goes from the last one that was picked, and follows when it shrinks', () => {
  const selection = new Selection();
  selection.toggle(9);
  selection.toggle(6);
  selection.extendTo(3, ORDER);
  expect(ids(selection)).toEqual([9, 6, 5, 4, 3]);
  selection.extendTo(7, ORDER);
  expect(ids(selection)).toEqual([9, 7, 6]);
  selection.toggle(9);
  expect(ids(selection)).toEqual([7, 6]);
});

test('a range without a beginning is a pick', () => {
  const selection = new Selection();
  selection.extendTo(5, ORDER);
  expect(ids(selection)).toEqual([5]);
});

test('a whole search is the search and what was taken out of it', () => {
  const selection = new Selection();
  selection.all('cat', 100_000);
  selection.toggle(5);
  expect(selection.has(4)).toBe(true);
  expect(selection.has(5)).toBe(false);
  expect(countOf(selection.current())).toBe(99_999);
  expect(targetOf(selection.current())).toEqual({ q: 'cat', except: [5] });
  selection.toggle(5);
  expect(targetOf(selection.current())).toEqual({ q: 'cat', except: [] });
});

test('with everything taken out nothing is left, and listeners are told of each change', () => {
  const selection = new Selection();
  let told = 0;
  selection.subscribe(() => (told += 1));
  selection.all('', 1);
  selection.toggle(1);
  expect(selection.current()).toEqual({ kind: 'some', ids: new Set() });
  selection.clear();
  expect(told).toBe(2);
});
