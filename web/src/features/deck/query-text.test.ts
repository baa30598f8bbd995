import { expect, test } from 'vitest';
import { splitOrder, withOrder, withTerm } from './query-text.ts';

test('the order of a search, and what else is in it', () => {
  expect(splitOrder('cat order:score  dog')).toEqual({ terms: 'cat dog', order: 'order:score' });
  expect(splitOrder('"order:score is" cat')).toEqual({ terms: '"order:score is" cat', order: null });
  expect(splitOrder('')).toEqual({ terms: '', order: null });
});

test('narrowed, and ordered otherwise', () => {
  expect(withTerm('a or b order:oldest', '-has:score')).toBe('(a or b) -has:score order:oldest');
  expect(withTerm('', '-has:score')).toBe('-has:score');
  expect(withOrder('a order:oldest', 'random:7')).toBe('a order:random:7');
  expect(withOrder('a order:oldest', null)).toBe('a');
});
