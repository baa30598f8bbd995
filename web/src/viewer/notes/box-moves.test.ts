import { expect, test } from 'vitest';
import { boxBetween, isLargeEnough, movedBox } from './box-moves.ts';

const round = (box: object) => Object.values(box).map((value) => Math.round(Number(value) * 1000) / 1000);
const box = { x: 0.2, y: 0.2, width: 0.4, height: 0.4 };

test('drawn from any corner to any other, and never out of the picture', () => {
  expect(round(boxBetween(0.6, 0.7, 0.2, 0.1))).toEqual([0.2, 0.1, 0.4, 0.6]);
  expect(round(boxBetween(-0.5, 0.5, 2, 0.6))).toEqual([0, 0.5, 1, 0.1]);
  expect(isLargeEnough(boxBetween(0.5, 0.5, 0.505, 0.9))).toBe(false);
});

test('moved whole it keeps its size; by an edge only that one moves', () => {
  expect(round(movedBox(box, { x: 0, y: 0 }, 0.9, -0.9))).toEqual([0.6, 0, 0.4, 0.4]);
  expect(round(movedBox(box, { x: 1, y: 0 }, 0.1, 0.3))).toEqual([0.2, 0.2, 0.5, 0.4]);
  expect(round(movedBox(box, { x: -1, y: -1 }, -0.9, 0.1))).toEqual([0, 0.3, 0.6, 0.3]);
  expect(round(movedBox(box, { x: -1, y: 1 }, 0.9, -0.9))).toEqual([0.59, 0.2, 0.01, 0.01]);
});
