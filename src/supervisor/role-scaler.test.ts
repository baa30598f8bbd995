import { expect, test } from 'vitest';
import { type Pressure, RoleScaler } from './role-scaler.ts';

const PACE = { upMs: 6_000, downMs: 60_000 };

/** Looks every 2 s; gives the count after each. */
function run(scaler: RoleScaler, looks: ReadonlyArray<readonly [Pressure, number]>): number[] {
  let now = 0;
  return looks.map(([pressure, count]) => {
    for (let i = 0; i < count; i += 1) scaler.look(pressure, (now += 2_000));
    return scaler.count;
  });
}

test('adds one at a time while the load asks for it, up to the most', () => {
  expect(
    run(new RoleScaler(1, 3, PACE), [
      ['more', 3],
      ['more', 1],
      ['more', 2],
      ['more', 1],
      ['more', 50],
    ]),
  ).toEqual([1, 2, 2, 3, 3]);
});

test('takes away only after a long quiet time, down to the least', () => {
  expect(
    run(new RoleScaler(1, 3, PACE), [
      ['more', 20],
      ['less', 30],
      ['less', 1],
      ['less', 30],
      ['less', 100],
    ]),
  ).toEqual([3, 3, 2, 1, 1]);
});

test('a load that changes its mind changes nothing', () => {
  const looks = Array.from({ length: 60 }, (_, i) => [i % 2 === 0 ? 'more' : 'less', 2] as const);
  expect(new Set(run(new RoleScaler(2, 4, PACE), looks))).toEqual(new Set([2]));
});

test('a fixed number stays', () => {
  expect(
    run(new RoleScaler(2, 2, PACE), [
      ['more', 20],
      ['less', 100],
    ]),
  ).toEqual([2, 2]);
});
