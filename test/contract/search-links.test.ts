import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { countFound, searchAssets, type SearchPosition } from '../../src/catalog/search-queries.ts';
import { trashAssets } from '../../src/catalog/trash-queries.ts';
import { addToPool } from '../../src/curate/pool-members.ts';
import { createPool, deletePool } from '../../src/curate/pools.ts';
import { relate } from '../../src/curate/relations.ts';
import { toSearch } from '../../src/search/search-query.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';

const NOW = Date.UTC(2026, 10, 21);
const WHO = { now: NOW, actor: 'test' };

/**
 * Asset 0 is the parent of 1, 2, 3; 1 of 4; 5 of 6, which lies in the trash. 7 and 8 are variants, 9 and 10 siblings without a parent,
 * 11 is the variant of 12, which lies in the trash. Pool `summer_trip`: 8, 2, 5, 6 in this order; `winter`: 2, 9; `gone`: 3.
 */
forEachEngine('search by relations and pools', (open) => {
  let catalog: Catalog;
  let ids: number[];
  let pools: { summer: number; winter: number };

  beforeAll(async () => {
    catalog = await open();
    ids = await addAssets(catalog, 14);
    const of = (...some: number[]) => some.map((i) => ids[i]!);
    await relate(catalog, 'child', of(1, 2, 3), ids[0]!, WHO);
    await relate(catalog, 'child', of(4), ids[1]!, WHO);
    await relate(catalog, 'child', of(6), ids[5]!, WHO);
    await relate(catalog, 'variant', of(8), ids[7]!, WHO);
    await relate(catalog, 'variant', of(12), ids[11]!, WHO);
    await relate(catalog, 'sibling', of(10), ids[9]!, WHO);
    const pool = (name: string, kind: 'series' | 'collection', members: number[]) => createPool(catalog, { name, kind, description: '' }, WHO, members);
    pools = { summer: await pool('Summer trip', 'series', of(8, 2, 5, 6)), winter: await pool('Winter', 'collection', of(2, 9)) };
    await deletePool(catalog, await pool('gone', 'series', of(3)), WHO);
    await catalog.write((tx) => trashAssets(tx, of(6, 12), 'act', NOW));
  });

  /** Numbers instead of ids: `#3` is the id of asset 3, `P` and `W` the ids of the pools. */
  const written = (text: string) =>
    text
      .replace(/#(\d+)/g, (_, i: string) => String(ids[Number(i)]))
      .replace(/\bP\b/, String(pools.summer))
      .replace(/\bW\b/, String(pools.winter));
  const find = async (text: string) => {
    const search = await toSearch(catalog, written(text), NOW);
    const rows = await searchAssets(catalog, search, undefined, 100);
    expect(await countFound(catalog, search.where)).toBe(rows.length);
    return rows.map(({ id }) => ids.indexOf(id));
  };
  const ALL = [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13];
  const without = (...some: number[]) => ALL.filter((i) => !some.includes(i));

  test.each<[string, number[]]>([
    ['parent:#0', [0, 1, 2, 3]],
    ['parent:#0,#1', [0, 1, 2, 3, 4]],
    ['parent:#4', [4]],
    ['parent:#0..#1', [1, 2, 3, 4]],
    ['parent:>#0', [4]],
    ['parent:999999', []],
    ['-parent:#0', without(0, 1, 2, 3)],
    ['parent:any', [1, 2, 3, 4]],
    ['parent:none', without(1, 2, 3, 4)],
    ['child:any', [0, 1]],
    ['child:none', without(0, 1)],
    ['child:#4', [1]],
    ['child:#2,#4', [0, 1]],
    ['child:#6', [5]],
    ['has:parent', [1, 2, 3, 4]],
    ['has:children', [0, 1]],
    ['has:siblings', [1, 2, 3, 9, 10]],
    ['has:variants', [7, 8]],
    ['-has:variants,children', without(0, 1, 7, 8)],
    ['has:parent -child:any', [2, 3, 4]],
    ['pool:P', [2, 5, 8]],
    ['pool:summer_trip', [2, 5, 8]],
    ['pool:"SUMMER  Trip"', [2, 5, 8]],
    ['pool:*TRIP', [2, 5, 8]],
    ['pool:summer_trip,winter', [2, 5, 8, 9]],
    ['pool:P pool:W', [2]],
    ['pool:nobody', []],
    ['pool:gone', []],
    ['pool:99999999999999999999', []],
    ['-pool:P', without(2, 5, 8)],
    ['pool:any', [2, 5, 8, 9]],
    ['pool:none', without(2, 5, 8, 9)],
    ['has:pool', [2, 5, 8, 9]],
    ['pool:series', [2, 5, 8]],
    ['pool:collection', [2, 9]],
    ['pool:series -pool:winter', [5, 8]],
  ])('%s', async (text, wanted) => {
    expect((await find(text)).toSorted((a, b) => a - b)).toEqual(wanted);
  });

  test.each<[string, number[]]>([
    ['pool:P order:pool', [8, 2, 5]],
    ['order:pool pool:summer_trip has:parent', [2]],
    ['pool:P has:pool order:pool -parent:#0', [8, 5]],
    ['pool:nobody order:pool', []],
    ['pool:gone order:pool', []],
  ])('%s', async (text, wanted) => {
    expect(await find(text)).toEqual(wanted);
  });

  test.each(['order:pool', 'order:pool castle', 'pool:P pool:W order:pool', '-pool:P order:pool', 'pool:P or castle order:pool', 'pool:series order:pool'])(
    '%s is refused: whose order?',
    async (text) => {
      await expect(find(text)).rejects.toMatchObject({ code: 'query-invalid', message: expect.stringContaining('order:pool') as string });
    },
  );
  test.each(['pool:P,W order:pool', 'pool:any order:pool', 'pool:sum* order:pool'])('%s is refused as well', async (text) => {
    await expect(find(text)).rejects.toMatchObject({ code: 'query-invalid' });
  });

  test('the order of a pool goes through all pages without missing or repeating one', async () => {
    const many = await addAssets(catalog, 23);
    const id = await createPool(catalog, { name: 'pages', kind: 'series', description: '' }, WHO, many.slice(0, 20).toReversed());
    await addToPool(catalog, id, many.slice(20), { at: 4 }, WHO);
    const search = await toSearch(catalog, `pool:${id} order:pool`, NOW);
    const paged: number[] = [];
    let after: SearchPosition | undefined;
    for (;;) {
      const page = await searchAssets(catalog, search, after, 5);
      paged.push(...page.map((row) => row.id));
      const last = page.at(-1);
      if (!last) break;
      after = [last.order_value, last.id];
    }
    const whole = many.slice(0, 20).toReversed();
    expect(paged).toEqual(whole.toSpliced(3, 0, ...many.slice(20)));
    expect((await searchAssets(catalog, search, undefined, 5, 5)).map((row) => row.id)).toEqual(paged.slice(5, 10));
  });
});
