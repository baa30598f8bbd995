import { expect, test } from 'vitest';
import type { AssetSummary } from '../../api/types.ts';
import { compareOrder, geometryOf, removeIds } from './geometry.ts';
import { placeAssets } from './place-assets.ts';

function asset(id: number, minutes: number): AssetSummary {
  const sortAt = new Date(Date.UTC(2024, 0, 1) + minutes * 60_000).toISOString();
  return {
    id,
    version: '0011223344556677',
    name: `${id}.jpg`,
    format: 'jpg',
    width: 300,
    height: 200,
    thumbhash: '',
    sortAt,
    createdAt: sortAt,
    frames: 1,
    kind: 'image',
    durationMs: null,
    stackSize: null,
    rating: null,
    favourite: false,
    contentRating: null,
  };
}

function shuffled(count: number): AssetSummary[] {
  // Every third time occurs twice, so that the id decides too.
  return Array.from({ length: count }, (_, index) => asset(index + 1, Math.floor((index * 7919) % count) * 30 - (index % 3 === 0 ? 30 : 0)));
}

test('new assets land where a full reload would put them', async () => {
  const all = shuffled(3000).sort(compareOrder);
  const old = all.filter((one) => one.id % 11 !== 0);
  const fresh = all.filter((one) => one.id % 11 === 0).toReversed();
  const byId = new Map(all.map((one) => [one.id, one]));
  let requests = 0;
  const placed = await placeAssets(geometryOf(old), fresh, async (ids) => {
    requests += 1;
    expect(ids.length).toBeLessThanOrEqual(200);
    return new Map(ids.map((id) => [id, byId.get(id) as AssetSummary]));
  });
  // 273 at once share 200 pivots; the bound on steps keeps it to few requests, so places may be a little off inside a month.
  expect(requests).toBeLessThanOrEqual(6);
  expect(placed.months).toEqual(geometryOf(all).months);
  expect(placed.ids.length).toBe(3000);
});

test('one asset among 40,000 of a month takes two requests and lands exactly', async () => {
  const all = Array.from({ length: 40_000 }, (_, index) => asset(index + 1, index)).sort(compareOrder);
  const missing = all[23_456] as AssetSummary;
  const byId = new Map(all.map((one) => [one.id, one]));
  let requests = 0;
  const placed = await placeAssets(geometryOf(all.filter((one) => one !== missing)), [missing], async (ids) => {
    requests += 1;
    return new Map(ids.map((id) => [id, byId.get(id) as AssetSummary]));
  });
  expect(placed).toEqual(geometryOf(all));
  expect(requests).toBeLessThanOrEqual(3);
});

test('what is known already is not added twice, and a removed one leaves no empty month', async () => {
  const geometry = geometryOf([asset(2, 60), asset(1, 0)]);
  expect(await placeAssets(geometry, [asset(1, 0)], async () => new Map())).toBe(geometry);
  expect(removeIds(geometryOf([asset(3, 44_640), asset(1, 0)]), new Set([3])).months).toEqual([{ month: '2024-01', count: 1 }]);
});

test('a new month is put between its neighbours', async () => {
  const geometry = geometryOf([asset(3, 44_640 * 2), asset(1, 0)]);
  const placed = await placeAssets(geometry, [asset(9, 44_640)], async () => new Map());
  expect(placed.ids).toEqual([3, 9, 1]);
});
