import { expect, test } from 'vitest';
import type { Catalog, WriteTx } from '../../src/catalog/catalog.ts';
import { ChangeReader } from '../../src/catalog/change-reader.ts';
import { AssetTotals } from '../../src/server/gallery/asset-totals.ts';
import { Geometry } from '../../src/server/gallery/geometry.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';

forEachEngine('the change feed', (open, tools) => {
  const changes = async (tx: WriteTx, count: number, assetId: number) => {
    for (let at = 0; at < count; at += 500) {
      const rows = Array.from({ length: Math.min(500, count - at) }, () => ({ kind: 'asset-updated' as const, asset_id: assetId, session_id: null, at: 0 }));
      await tx.insertInto('change').values(rows).execute();
    }
  };
  const readAll = async (reader: ChangeReader) => {
    const read: number[] = [];
    for (let rows = await reader.next(); rows.length > 0; rows = await reader.next()) read.push(...rows.map((row) => row.asset_id ?? 0));
    return read;
  };
  /** A transaction that has done `work` and commits when it is told to. Only PostgreSQL lets others write meanwhile. */
  const hold = async (catalog: Catalog, work: (tx: WriteTx) => Promise<unknown>) => {
    let commit: () => void = () => {};
    const told = new Promise<void>((resolve) => (commit = resolve));
    let worked: () => void = () => {};
    const ready = new Promise<void>((resolve) => (worked = resolve));
    const done = catalog.write(async (tx) => {
      await work(tx);
      worked();
      await told;
    });
    await Promise.race([ready, done]);
    return () => (commit(), done);
  };

  test('each change is read once, in order, and what was rolled back holds nothing up', async () => {
    const catalog = await open();
    const reader = new ChangeReader(catalog);
    await reader.skipToEnd();
    await catalog.write((tx) => changes(tx, 1_500, 1));
    await catalog.write((tx) => changes(tx, 3, 2).then(() => Promise.reject(new Error('undone')))).catch(() => {});
    await catalog.write((tx) => changes(tx, 700, 3));
    const read = await readAll(reader);
    expect(read).toEqual([...Array<number>(1_500).fill(1), ...Array<number>(700).fill(3)]);
    const { seq } = await catalog.read.selectFrom('change').select('seq').orderBy('seq', 'desc').executeTakeFirstOrThrow();
    expect(reader.settled).toBe(seq);
  });

  test.skipIf(tools.engine === 'sqlite')('a transaction that lasts while others make thousands of changes is not missed', async () => {
    const place = await tools.newPlace();
    const [slow, fast] = [await open(place), await open(place)];
    const [before, after] = [new ChangeReader(fast), new ChangeReader(fast)];
    await fast.write((tx) => changes(tx, 10, 1));
    await before.skipToEnd();
    const commit = await hold(slow, (tx) => changes(tx, 1_200, 7));
    for (let round = 0; round < 8; round += 1) await fast.write((tx) => changes(tx, 500, 2));
    await after.skipToEnd();
    expect(await readAll(before)).toHaveLength(4_000);
    await fast.write((tx) => changes(tx, 5, 3));
    expect(await readAll(before)).toEqual([3, 3, 3, 3, 3]);
    expect(await readAll(after)).toEqual([3, 3, 3, 3, 3]);
    // Who goes on from here gets the late ones too.
    expect(before.settled).toBe(10);
    await commit();
    expect(await readAll(before)).toEqual(Array<number>(1_200).fill(7));
    expect(await readAll(after)).toEqual(Array<number>(1_200).fill(7));
    expect(before.settled).toBe(5_215);
    expect(after.settled).toBe(5_215);
  });

  test.skipIf(tools.engine === 'sqlite')('shape and totals of the gallery show what was committed out of order', async () => {
    const place = await tools.newPlace();
    const [slow, fast] = [await open(place), await open(place)];
    let now = 0;
    const clock = () => (now += 5_000);
    const [geometry, totals] = [new Geometry(fast, clock), new AssetTotals(fast, clock)];
    const [first, second] = await addAssets(fast, [{}, {}]);
    const commit = await hold(slow, async (tx) => {
      await tx.updateTable('asset').set({ state: 'trashed' }).where('id', '=', first!).execute();
      await changes(tx, 1, first!);
    });
    await fast.write((tx) => changes(tx, 1, second!));
    const ids = async () => (JSON.parse((await geometry.current()).json.toString()) as { ids: number[] }).ids;
    expect(await ids()).toHaveLength(2);
    expect(await totals.of(undefined)).toBe(2);
    const { state } = await geometry.current();
    await commit();
    expect(await ids()).toEqual([second]);
    expect(await totals.of(undefined)).toBe(1);
    expect((await geometry.current()).state).not.toBe(state);
  });
});
