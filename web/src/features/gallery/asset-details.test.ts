import { expect, test, vi } from 'vitest';
import type { AssetSummary } from '../../api/types.ts';
import { AssetDetails } from './asset-details.ts';

const asset = (id: number): AssetSummary => ({
  id,
  version: '0011223344556677',
  name: `${id}.jpg`,
  format: 'jpg',
  width: 3,
  height: 2,
  thumbhash: '',
  sortAt: '2024-01-01T00:00:00Z',
  createdAt: '2024-01-01T00:00:00Z',
  frames: 1,
  kind: 'image',
  durationMs: null,
  stackSize: null,
  rating: null,
  favourite: false,
  contentRating: null,
});

test('asks once for what is in sight, in one batch, and not again', async () => {
  const asked: number[][] = [];
  const details = new AssetDetails(async (ids) => {
    asked.push([...ids]);
    return ids.filter((id) => id !== 3).map(asset);
  });
  details.want([1]);
  details.want([1, 2, 3]);
  await vi.waitFor(() => expect(details.get(2)).toBeDefined());
  expect(asked).toEqual([[1, 2, 3]]);
  details.want([1, 2]);
  await new Promise((resolve) => setTimeout(resolve, 90));
  expect(asked.length).toBe(1);
});

test('abandons a batch whose tiles have left the screen', async () => {
  const aborted: boolean[] = [];
  const details = new AssetDetails(async (ids, signal) => {
    if (ids[0] !== 1) return ids.map(asset);
    return new Promise((_, reject) => signal.addEventListener('abort', () => (aborted.push(true), reject(new Error('aborted')))));
  });
  details.want([1]);
  await new Promise((resolve) => setTimeout(resolve, 80));
  details.want([7]);
  await vi.waitFor(() => expect(details.get(7)).toBeDefined());
  expect(aborted).toEqual([true]);
});

test('looks up from memory first', async () => {
  const asked: number[][] = [];
  const details = new AssetDetails(async (ids) => {
    asked.push([...ids]);
    return ids.map(asset);
  });
  details.put([asset(5)]);
  expect([...(await details.lookup([5, 6])).keys()].sort()).toEqual([5, 6]);
  expect(asked).toEqual([[6]]);
});
