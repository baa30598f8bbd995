import { expect, test } from 'vitest';
import { changeLines, editState, editTitle } from './edit-words.ts';

const nothing = { add: [], remove: [], replace: [], facts: [] };

test('a deed in words', () => {
  expect(editTitle({ kind: 'bulk', summary: { ...nothing, add: ['long_hair'], remove: ['red'], replace: [{ from: 'a', to: 'b_c' }] } })).toBe(
    'Added: long hair · removed: red · a → b c',
  );
  expect(editTitle({ kind: 'facts', summary: { ...nothing, facts: ['rating', 'title'] } })).toBe('Score, title changed');
  expect(editTitle({ kind: 'revert', summary: { ...nothing, remove: ['a', 'b', 'c', 'd', 'e'] } })).toBe('Revert · removed: a, b, c and 2 more');
  expect(editState({ assets: 3, undone: 1, task: 'cancelled' })).toBe('3 pictures · stopped before its end · taken back in 1 picture');
  expect(editState({ assets: 1, undone: 1, task: null })).toBe('1 picture · taken back');
});

test('what it did to one picture', () => {
  expect(
    changeLines({
      tags: [
        { name: 'long_hair', before: 'nothing', after: 'yes' },
        { name: 'red', before: 'nothing', after: 'no' },
        { name: 'blue', before: 'yes', after: 'nothing' },
        { name: 'green', before: 'no', after: 'nothing' },
      ],
      facts: [
        { fact: 'rating', before: null, after: 4 },
        { fact: 'keywords', before: ['a', 'b'], after: [] },
      ],
    }),
  ).toEqual(['+ long hair', '− blue, red', 'no longer denied: green', 'score: nothing said → 4', 'keywords: a, b → none']);
});
