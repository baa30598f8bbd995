import { expect, test } from 'vitest';
import { SettleList } from './settle-list.ts';

const WALL = 1_800_000_000_000;
const stamp = (size: number, mtimeMs = WALL) => ({ size, mtimeMs, ctimeMs: mtimeMs, dev: 1, ino: 1 });

test('a file is quiet once nothing changed for the settle time', () => {
  const list = new SettleList(1_000, 10);
  list.notice('a', 0, false);
  expect(list.due(0, 10)).toEqual(['a']);
  expect(list.judge('a', stamp(1), 0, WALL)).toBe('wait');
  expect(list.due(500, 10)).toEqual([]);
  expect(list.nextAt()).toBe(1_000);
  expect(list.judge('a', stamp(2), 900, WALL)).toBe('wait');
  expect(list.judge('a', stamp(2), 1_899, WALL)).toBe('wait');
  expect(list.judge('a', stamp(2), 1_900, WALL)).toBe('quiet');
});

test('an old file needs no wait when scanned, but does when hinted', () => {
  const list = new SettleList(1_000, 10);
  list.notice('scanned', 0, true);
  list.notice('hinted', 0, false);
  expect(list.judge('scanned', stamp(1, WALL - 3_001), 0, WALL)).toBe('quiet');
  expect(list.judge('scanned', stamp(1, WALL - 3_001), 1, WALL)).toBe('quiet');
  expect(list.judge('hinted', stamp(1, WALL - 3_001), 0, WALL)).toBe('wait');
});

test('an mtime in the future settles as any other', () => {
  const list = new SettleList(1_000, 10);
  list.notice('a', 0, true);
  expect(list.judge('a', stamp(1, WALL + 1e9), 0, WALL)).toBe('wait');
  expect(list.judge('a', stamp(1, WALL + 1e9), 1_000, WALL)).toBe('quiet');
});

test('takes no more than its limit, but still notices what it holds', () => {
  const list = new SettleList(1_000, 1);
  expect(list.notice('a', 0, false)).toBe(true);
  expect(list.notice('b', 0, false)).toBe(false);
  list.postpone('a', 5_000);
  expect(list.notice('a', 10, false)).toBe(true);
  expect(list.due(10, 10)).toEqual(['a']);
});
