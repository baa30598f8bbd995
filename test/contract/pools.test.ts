import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { PoolTarget } from '../../src/catalog/pool-order.ts';
import { allPoolMembers, besideInPool, countPools, listPools, poolById, poolByKey, poolMembers, poolsAfter, poolsOf } from '../../src/catalog/pool-queries.ts';
import { forgetDeletedPool } from '../../src/catalog/pool-writes.ts';
import { purgeRows, restoreAssets, trashAssets } from '../../src/catalog/trash-queries.ts';
import { addToPool, moveInPool, removeFromPool, restoreInPool } from '../../src/curate/pool-members.ts';
import { createPool, deletePool, editPool, restorePool } from '../../src/curate/pools.ts';
import { poolKey } from '../../src/domain/link.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';

const NOW = Date.UTC(2026, 10, 21);
const WHO = { now: NOW, actor: 'test' };

forEachEngine('pools', (open, { engine, newPlace }) => {
  let catalog: Catalog;
  let names = 0;
  beforeAll(async () => {
    catalog = await open();
  });

  const make = (count: number) => addAssets(catalog, count);
  const pool = (ids: readonly number[] = [], name = `pool no. ${(names += 1)}`) => createPool(catalog, { name, kind: 'series', description: '' }, WHO, ids);
  const order = async (id: number) => (await poolMembers(catalog.read, id, undefined, 10_000)).map((row) => row.id);
  const version = async (id: number) => (await poolById(catalog.read, id))!.version;
  const count = async (id: number) => (await poolById(catalog.read, id))!.count;
  const move = async (id: number, ids: readonly number[], target: PoolTarget) => moveInPool(catalog, id, ids, target, await version(id), WHO);

  test('names are unique whatever their letter case, spaces or underscores; some are none', async () => {
    const id = await pool([], '  Summer   Trip ');
    expect(await poolById(catalog.read, id)).toMatchObject({ name: 'Summer Trip', name_key: 'summer_trip', count: 0, cover: null });
    await expect(pool([], 'summer_TRIP')).rejects.toMatchObject({ code: 'pool-name-taken' });
    for (const name of ['', ' _ ', '2024', 'any', 'Series', 'x'.repeat(171)]) await expect(pool([], name)).rejects.toMatchObject({ code: 'invalid-input' });
    const other = await pool([], 'Winter');
    await expect(editPool(catalog, other, { name: 'summer trip' }, WHO)).rejects.toMatchObject({ code: 'pool-name-taken' });
    await editPool(catalog, id, { name: 'SUMMER trip', kind: 'collection', description: 'By the sea' }, WHO);
    expect(await poolById(catalog.read, id)).toMatchObject({ name: 'SUMMER trip', kind: 'collection', description: 'By the sea' });
  });

  test('a name holds nothing that cannot be seen; one that was kept with it earlier stays and can be named anew', async () => {
    const id = await pool([], '\uFEFFHid\u200Bden\u202E 👩\u200D🚀');
    expect(await poolById(catalog.read, id)).toMatchObject({ name: 'Hidden 👩\u200D🚀', name_key: 'hidden_👩\u200D🚀' });
    for (const name of ['\u200B', 'a\u0007b', '\u2066any\u2069']) await expect(pool([], name)).rejects.toMatchObject({ code: 'invalid-input' });
    await catalog.write((tx) => tx.updateTable('pool').set({ name: 'Hid\u200Bden', name_key: 'hid\u200Bden' }).where('id', '=', id).execute());
    expect((await poolByKey(catalog.read, poolKey('HID\u200Bden')))?.id).toBe(id);
    await editPool(catalog, id, { name: 'Hid\u200Bden' }, WHO);
    expect(await poolById(catalog.read, id)).toMatchObject({ name: 'Hidden', name_key: 'hidden' });
  });

  test('members keep the order they were added in; what is in it stays', async () => {
    const [a, b, c, d, e] = (await make(5)) as [number, number, number, number, number];
    const id = await pool([c, a]);
    expect(await addToPool(catalog, id, [a, b], 'end', WHO)).toMatchObject({ changed: [b], count: 3, version: 2 });
    await addToPool(catalog, id, [d], { before: a }, WHO);
    await addToPool(catalog, id, [e], { at: 1 }, WHO);
    expect(await order(id)).toEqual([e, c, d, a, b]);
    await expect(addToPool(catalog, id, [999_999], 'end', WHO)).rejects.toMatchObject({ code: 'asset-not-found' });
    await expect(addToPool(catalog, 999_999, [a], 'end', WHO)).rejects.toMatchObject({ code: 'pool-not-found' });
    expect(await poolsOf(catalog.read, d)).toMatchObject([{ id, count: 5 }]);
  });

  test('one or several move to a place, and undo puts them back', async () => {
    const ids = await make(6);
    const [a, b, c, d, e, f] = ids as [number, number, number, number, number, number];
    const id = await pool(ids);
    await move(id, [f], { at: 1 });
    expect(await order(id)).toEqual([f, a, b, c, d, e]);
    const edit = await move(id, [f, c, e], { before: b });
    expect(await order(id)).toEqual([a, f, c, e, b, d]);
    await restoreInPool(catalog, id, edit.previous, edit.version, WHO);
    expect(await order(id)).toEqual([f, a, b, c, d, e]);
    await move(id, [f, a], 'end');
    expect(await order(id)).toEqual([b, c, d, e, f, a]);
    await move(id, [b], { at: 99 });
    expect(await order(id)).toEqual([c, d, e, f, a, b]);
    await expect(move(id, [c, d], { before: d })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(move(id, [c], { before: 999_999 })).rejects.toMatchObject({ code: 'asset-not-found' });
  });

  test('any sequence of moves gives what moving in a list gives', async () => {
    const ids = await make(8);
    const step = fc.record({ picks: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 3 }), at: fc.integer({ min: 1, max: 9 }) });
    const id = await pool(ids);
    let wanted = [...ids];
    await fc.assert(
      fc.asyncProperty(step, async ({ picks, at }) => {
        const moving = picks.map((pick) => ids[pick]!);
        const rest = wanted.filter((one) => !moving.includes(one));
        wanted = rest.toSpliced(at - 1, 0, ...moving);
        await move(id, moving, { at });
        expect(await order(id)).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  test('where there is no room left, all are numbered anew; undo works then too', async () => {
    const ids = await make(30);
    const id = await pool(ids);
    const before = () => catalog.read.selectFrom('pool_asset').select('position').where('pool_id', '=', id).orderBy('position').execute();
    let wanted = [...ids];
    for (let turn = 0; turn < 30; turn += 1) {
      const last = wanted.at(-1)!;
      wanted = [wanted[0]!, last, ...wanted.slice(1, -1)];
      const edit = await move(id, [last], { at: 2 });
      if (turn % 7 === 0) {
        const again = await restoreInPool(catalog, id, edit.previous, edit.version, WHO);
        await restoreInPool(catalog, id, again.previous, again.version, WHO);
      }
      expect(await order(id)).toEqual(wanted);
    }
    expect(new Set((await before()).map(({ position }) => position)).size).toBe(30);
  });

  test('an order that was changed meanwhile is not moved in', async () => {
    const [a, b, c] = (await make(3)) as [number, number, number];
    const id = await pool([a, b, c]);
    const seen = await version(id);
    await moveInPool(catalog, id, [c], { at: 1 }, seen, WHO);
    await expect(moveInPool(catalog, id, [b], { at: 1 }, seen, WHO)).rejects.toMatchObject({ code: 'pool-changed' });
    expect(await order(id)).toEqual([c, a, b]);
  });

  test('what is taken out comes back to its place', async () => {
    const [a, b, c, d] = (await make(4)) as [number, number, number, number];
    const id = await pool([a, b, c, d]);
    const edit = await removeFromPool(catalog, id, [b, c, 999_999], WHO);
    expect(edit).toMatchObject({ changed: [b, c], count: 2 });
    expect(await order(id)).toEqual([a, d]);
    expect(await restoreInPool(catalog, id, edit.previous, edit.version, WHO)).toMatchObject({ count: 4 });
    expect(await order(id)).toEqual([a, b, c, d]);
    expect(await removeFromPool(catalog, id, [999_999], WHO)).toMatchObject({ changed: [], count: 4 });
  });

  test('the trash takes from the count and gives back to the place; a purge leaves nothing', async () => {
    const [a, b, c] = (await make(3)) as [number, number, number];
    const id = await pool([a, b, c]);
    await editPool(catalog, id, { cover: b }, WHO);
    await expect(editPool(catalog, id, { cover: 999_999 }, WHO)).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await poolById(catalog.read, id))!.cover).toBe(b);
    await catalog.write((tx) => trashAssets(tx, [a, b], 'act', NOW));
    expect([await count(id), await order(id), (await poolById(catalog.read, id))!.cover]).toEqual([1, [c], c]);
    await move(id, [c], { at: 1 });
    await catalog.write((tx) => restoreAssets(tx, [b], NOW));
    expect([await count(id), (await poolById(catalog.read, id))!.cover]).toEqual([2, b]);
    await catalog.write((tx) => trashAssets(tx, [b], 'act', NOW));
    await catalog.write((tx) => purgeRows(tx, engine, [a, b], NOW, NOW));
    expect(await poolById(catalog.read, id)).toMatchObject({ count: 1, cover: c, cover_asset_id: null });
    expect((await allPoolMembers(catalog.read, id, undefined, 10)).map((one) => one.id)).toEqual([c]);
  });

  test('pages neither repeat nor miss one, and tell who is beside whom', async () => {
    const ids = await make(23);
    const id = await pool(ids.toReversed());
    const paged: number[] = [];
    for (let page = await poolMembers(catalog.read, id, undefined, 5); page.length > 0; page = await poolMembers(catalog.read, id, page.at(-1)!, 5))
      paged.push(...page.map((row) => row.id));
    expect(paged).toEqual(ids.toReversed());
    const rows = await poolMembers(catalog.read, id, undefined, 3);
    expect(await besideInPool(catalog.read, id, rows[1]!)).toEqual({ previous: rows[0]!.id, next: rows[2]!.id });
    expect(await besideInPool(catalog.read, id, rows[0]!)).toEqual({ previous: null, next: rows[1]!.id });
  });

  test('a deleted pool is gone, and can be had back unless its name was taken', async () => {
    const [a] = (await make(1)) as [number];
    const id = await pool([a], 'To be deleted');
    await deletePool(catalog, id, WHO);
    expect(await poolById(catalog.read, id)).toBeUndefined();
    expect(await poolsOf(catalog.read, a)).toEqual([]);
    await expect(deletePool(catalog, id, WHO)).rejects.toMatchObject({ code: 'pool-not-found' });
    await restorePool(catalog, id, WHO);
    expect(await order(id)).toEqual([a]);
    await deletePool(catalog, id, WHO);
    const other = await pool([], 'To be deleted');
    await expect(restorePool(catalog, id, WHO)).rejects.toMatchObject({ code: 'pool-name-taken' });
    await expect(restorePool(catalog, id, WHO, 'to_be deleted')).rejects.toMatchObject({
      code: 'pool-name-taken',
      message: expect.stringContaining('another name'),
    });
    await restorePool(catalog, id, WHO, 'To be deleted (2)');
    expect(await poolById(catalog.read, id)).toMatchObject({ name: 'To be deleted (2)', name_key: 'to_be_deleted_(2)' });
    await deletePool(catalog, id, WHO);
    await deletePool(catalog, other, WHO);
    expect(await catalog.write((tx) => forgetDeletedPool(tx, NOW))).toBe(false);
    while (await catalog.write((tx) => forgetDeletedPool(tx, NOW + 1)));
    await expect(restorePool(catalog, id, WHO)).rejects.toMatchObject({ code: 'pool-not-found' });
  });

  test('lists by name and by change, in pages, by part of the name and kind', async () => {
    const fresh = await open();
    for (const [at, name] of ['Beta', 'alpha 1', 'Alpha_2', '100%'].entries())
      await createPool(fresh, { name, kind: at === 0 ? 'collection' : 'series', description: '' }, { now: NOW + at, actor: 'test' });
    const listed = async (filter: Parameters<typeof listPools>[1], sort: 'updated' | 'name') =>
      (await listPools(fresh.read, filter, sort, undefined, 10)).map(({ name }) => name);
    expect(await listed({}, 'updated')).toEqual(['100%', 'Alpha 2', 'alpha 1', 'Beta']);
    expect(await listed({}, 'name')).toEqual(['100%', 'alpha 1', 'Alpha 2', 'Beta']);
    expect(await listed({ part: 'alpha_' }, 'name')).toEqual(['alpha 1', 'Alpha 2']);
    expect(await listed({ part: '%' }, 'name')).toEqual(['100%']);
    expect(await listed({ kind: 'collection' }, 'name')).toEqual(['Beta']);
    expect(await countPools(fresh.read, { part: 'alpha' })).toBe(2);
    const [first] = await listPools(fresh.read, {}, 'name', undefined, 1);
    expect((await listPools(fresh.read, {}, 'name', [first!.name_key, first!.id], 1))[0]!.name).toBe('alpha 1');
    expect((await poolsAfter(fresh.read, 0, 10)).map(({ name }) => name)).toEqual(['Beta', 'alpha 1', 'Alpha 2', '100%']);
  });

  test('two that write at once lose nothing: additions all come in, of two moves one is told to look again', async () => {
    const place = await newPlace();
    const [one, two] = [await open(place), await open(place)] as const;
    const ids = await addAssets(one, 60);
    const id = await createPool(one, { name: 'both', kind: 'series', description: '' }, WHO);
    await Promise.all(ids.map((asset, at) => addToPool(at % 2 ? one : two, id, [asset], 'end', WHO)));
    const listed = await poolMembers(one.read, id, undefined, 100);
    expect(new Set(listed.map((row) => row.id))).toEqual(new Set(ids));
    expect(new Set(listed.map((row) => row.position)).size).toBe(60);
    const before = (await poolById(one.read, id))!;
    expect([before.count, before.version]).toEqual([60, 60]);
    const ends = await Promise.allSettled([
      moveInPool(one, id, [ids[3]!], { at: 1 }, before.version, WHO),
      moveInPool(two, id, [ids[9]!], { at: 1 }, before.version, WHO),
    ]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(ends.find((end) => end.status === 'rejected')!.reason).toMatchObject({ code: 'pool-changed' });
    // Trashed and added at once: the count is right in the end, whoever came first.
    const more = await addAssets(one, 20);
    await Promise.allSettled(
      more.flatMap((asset) => [addToPool(one, id, [asset], 'end', WHO), two.write((tx) => trashAssets(tx, [asset], `act ${asset}`, NOW))]),
    );
    expect((await poolById(one.read, id))!.count).toBe((await poolMembers(one.read, id, undefined, 200)).length);
    const made = await Promise.allSettled([one, two].map((db) => createPool(db, { name: 'Same', kind: 'series', description: '' }, WHO)));
    expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const other = await createPool(one, { name: 'other', kind: 'series', description: '' }, WHO);
    const renamed = await Promise.allSettled([editPool(one, id, { name: 'New' }, WHO), editPool(two, other, { name: 'new' }, WHO)]);
    expect(renamed.find((end) => end.status === 'rejected')!.reason).toMatchObject({ code: 'pool-name-taken' });
  });
});
