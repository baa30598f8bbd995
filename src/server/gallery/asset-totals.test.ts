import { expect, test } from 'vitest';
import { trashAssets } from '../../catalog/trash-queries.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { addAssets } from '../../../test/support/server.ts';
import { AssetTotals } from './asset-totals.ts';

forEachEngine('totals of lists', (open) => {
  test('counted quickly, the next question after an edit has the right one; else that of a second later', async () => {
    const catalog = await open();
    const ids = await addAssets(catalog, [{}, {}, {}]);
    let now = 1_000_000;
    const quick = new AssetTotals(catalog, () => now, undefined, Number.POSITIVE_INFINITY);
    const dear = new AssetTotals(catalog, () => now, undefined, 0);
    expect([await quick.of(undefined), await dear.of(undefined)]).toEqual([3, 3]);
    await catalog.write((tx) => trashAssets(tx, [ids[0]!], 'act', now));
    expect([await quick.of(undefined), await dear.of(undefined)]).toEqual([2, 3]);
    now += 1000;
    expect([await quick.of(undefined), await dear.of(undefined)]).toEqual([2, 2]);
  });
});
