import { expect, test } from 'vitest';
import { addAssets } from '../../test/support/server.ts';
import { forEachEngine } from '../../test/support/catalogs.ts';
import type { Catalog } from './catalog.ts';
import { childFolders, ensureFolder, folderByPath, folderTree, recordLook } from './folder-queries.ts';

const counts = async (catalog: Catalog, path: string) => {
  const row = await folderByPath(catalog.read, path);
  return row && [row.total_files, row.ingested_files, row.total_below, row.ingested_below, row.unscanned_below];
};

forEachEngine('counters of folders', (open) => {
  test('climb from files and looks to every folder above, whoever writes a location', async () => {
    const catalog = await open();
    const [asset] = await addAssets(catalog, [{}]);
    const location = {
      asset_id: asset!,
      kind: 'referenced' as const,
      name: 'x',
      bytes: 1,
      mtime_ms: 1,
      state: 'present' as const,
      session_id: 's',
      created_at: 1,
    };
    await catalog.write(async (tx) => {
      await recordLook(tx, { path: '/p', files: 1, folders: ['a', 'b'] }, 5);
      await recordLook(tx, { path: '/p/a', files: 3, folders: ['deep'] }, 5);
      const a = await ensureFolder(tx, '/p/a');
      const deep = await ensureFolder(tx, '/p/a/deep');
      for (const [n, folder_id] of [a, a, deep].entries())
        await tx
          .insertInto('location')
          .values({ ...location, path: `/p/${n}`, folder_id })
          .execute();
    });
    // /p itself is looked into, /p/b and /p/a/deep are not.
    expect(await counts(catalog, '/p')).toEqual([1, 0, 4, 3, 2]);
    expect(await counts(catalog, '/p/a')).toEqual([3, 2, 3, 3, 1]);
    expect(await counts(catalog, '/')).toEqual([0, 0, 4, 3, 3]);
    await catalog.write(async (tx) => {
      await tx.updateTable('location').set({ state: 'missing' }).where('path', '=', '/p/0').execute();
      await tx
        .updateTable('location')
        .set({ folder_id: await ensureFolder(tx, '/p/b') })
        .where('path', '=', '/p/2')
        .execute();
      await tx.deleteFrom('location').where('path', '=', '/p/1').execute();
    });
    expect(await counts(catalog, '/p')).toEqual([1, 0, 4, 1, 2]);
    expect(await counts(catalog, '/p/a')).toEqual([3, 0, 3, 0, 1]);
    expect(await counts(catalog, '/p/b')).toEqual([0, 1, 0, 1, 1]);
    // The whole tree a is gone from the disk.
    await catalog.write((tx) => recordLook(tx, { path: '/p', files: 0, folders: ['b', 'c'] }, 6));
    expect(await counts(catalog, '/p')).toEqual([0, 0, 0, 1, 2]);
    const p = (await folderByPath(catalog.read, '/p'))!;
    expect((await childFolders(catalog.read, p.id, undefined, 10)).map((row) => row.name)).toEqual(['b', 'c']);
    expect((await childFolders(catalog.read, p.id, 'b', 10)).map((row) => row.name)).toEqual(['c']);
    const ids: number[] = [];
    for await (const batch of folderTree(catalog.read, p.id)) ids.push(...batch);
    expect(ids).toHaveLength(5);
    // And back again.
    await catalog.write(async (tx) => {
      await recordLook(tx, { path: '/p', files: 0, folders: ['a', 'b', 'c'] }, 7);
      await recordLook(tx, { path: '/p/a', files: 2, folders: [] }, 7);
    });
    expect(await counts(catalog, '/p')).toEqual([0, 0, 2, 1, 2]);
  });
});
