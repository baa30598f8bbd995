import { expect, test } from 'vitest';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { addAssets, addStoredAsset, testServer } from '../../../test/support/server.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { silentLogger } from '../../core/logger.ts';
import { createCurateWorker } from '../../curate/curate-worker.ts';

const DAY = 86_400_000;

forEachEngine('trash', (open) => {
  test('what is deleted is nowhere in the library, in the trash, and back with one undo', async () => {
    const { app, catalog, time } = await testServer(await open());
    const [a, b, c, d] = await addAssets(catalog, [{ name: 'a.jpg' }, { name: 'b.jpg' }, { name: 'c.jpg' }, { name: 'd.jpg' }]);
    const trashed = (await app.inject({ method: 'POST', url: '/api/v1/assets/trash', payload: { ids: [b, c, c, 99_999] } })).json();
    expect(trashed).toMatchObject({ trashed: 2 });
    expect(trashed.ids.toSorted()).toEqual([b, c]);

    const list = (await app.inject('/api/v1/assets')).json();
    expect(list.items.map((item: { id: number }) => item.id)).toEqual([d, a]);
    expect(list.total).toBe(2);
    expect((await app.inject('/api/v1/assets?q=b.jpg')).json().items).toEqual([]);
    expect((await app.inject(`/api/v1/assets?ids=${a},${b}`)).json().items).toHaveLength(1);
    expect((await app.inject('/api/v1/assets/geometry')).json().ids).toEqual([d, a]);
    expect((await app.inject(`/api/v1/assets/${a}/neighbours`)).json()).toEqual({ previous: d, next: null });
    expect((await app.inject(`/api/v1/assets/${b}`)).json()).toMatchObject({ state: 'trashed', trashBatch: trashed.batch });
    expect((await app.inject('/api/v1/system')).json().assets).toBe(2);
    const trash = (await app.inject('/api/v1/trash?limit=1')).json();
    expect(trash).toMatchObject({ total: 2, totalBytes: 32, keepDays: 30, items: [{ id: c, batch: trashed.batch }] });
    expect((await app.inject(`/api/v1/trash?cursor=${trash.next}`)).json()).toMatchObject({ items: [{ id: b }], next: null });

    const undone = await app.inject({ method: 'POST', url: `/api/v1/trash/${trashed.batch}/undo` });
    expect(undone.json()).toMatchObject({ restored: 2 });
    time.now += 1000;
    expect((await app.inject('/api/v1/assets/geometry')).json().ids).toEqual([d, c, b, a]);
    expect((await app.inject({ method: 'POST', url: `/api/v1/trash/${trashed.batch}/undo` })).json()).toMatchObject({ restored: 0 });
    const kinds = await catalog.read.selectFrom('change').select(['kind', 'asset_id']).orderBy('seq').execute();
    expect(kinds.slice(4).filter(({ asset_id }) => asset_id === b)).toEqual([
      { kind: 'asset-removed', asset_id: b },
      { kind: 'asset-added', asset_id: b },
    ]);
    await app.close();
  });

  test('delete of one, again, of none; restore of some', async () => {
    const { app, catalog } = await testServer(await open());
    const [a, b] = await addAssets(catalog, [{}, {}]);
    const first = (await app.inject({ method: 'DELETE', url: `/api/v1/assets/${a}` })).json();
    expect(first).toMatchObject({ trashed: 1, ids: [a] });
    expect((await app.inject({ method: 'DELETE', url: `/api/v1/assets/${a}` })).json()).toEqual({ batch: first.batch, trashed: 0, ids: [] });
    expect((await app.inject({ method: 'DELETE', url: '/api/v1/assets/99999' })).json()).toMatchObject({ code: 'asset-not-found' });
    expect((await app.inject({ method: 'POST', url: '/api/v1/curation/archive-selection', payload: { ids: [b] } })).json()).toMatchObject({ trashed: 1 });
    expect((await app.inject({ method: 'POST', url: '/api/v1/trash/restore', payload: { ids: [a] } })).json()).toEqual({ restored: 1, ids: [a] });
    expect((await app.inject('/api/v1/assets')).json().items).toMatchObject([{ id: a }]);
    expect((await app.inject({ method: 'POST', url: '/api/v1/trash/purge', payload: {} })).json()).toMatchObject({ code: 'invalid-input' });
    await app.close();
  });

  test('a purge deletes rows and files of the store, remembers the content, and never touches what is not in the trash', async () => {
    const server = await testServer(await open());
    const { app, catalog, store, dataDir, time } = server;
    const gone = await addStoredAsset(server, Buffer.from('gone'), 'gone.jpg');
    const young = await addStoredAsset(server, Buffer.from('young'), 'young.jpg');
    const kept = await addStoredAsset(server, Buffer.from('kept'), 'kept.jpg');
    await app.inject({ method: 'DELETE', url: `/api/v1/assets/${gone}` });
    time.now += 10 * DAY;
    await app.inject({ method: 'DELETE', url: `/api/v1/assets/${young}` });
    const files = async (): Promise<string[]> => {
      const all: string[] = [];
      for (const tree of ['originals', 'derived'] as const) for await (const batch of store.list(tree)) all.push(...batch.map(({ key }) => key));
      return all;
    };
    expect(await files()).toHaveLength(9);
    const worker = createCurateWorker({ catalog, store, dataDir, owner: 'test', trashKeepDays: 30, logger: silentLogger, clock: () => time.now });
    worker.start();
    const purge = async (payload: object): Promise<{ state: string; result: unknown }> => {
      const { status_url } = (await app.inject({ method: 'POST', url: '/api/v1/trash/purge', payload })).json();
      await waitFor('the files to go', async () => (await app.inject(status_url)).json().state === 'finished' && !(await anyJob()));
      return (await app.inject(status_url)).json();
    };
    const anyJob = async (): Promise<boolean> => (await catalog.read.selectFrom('job').select('id').where('state', '<>', 'done').execute()).length > 0;

    expect(await purge({ ids: [kept] })).toMatchObject({ result: { purged: 0 } });
    expect(await purge({ olderThanDays: 5 })).toMatchObject({ done: 1, total: 1, result: { purged: 1, kept: 0 } });
    expect(await files()).toHaveLength(6);
    expect((await app.inject(`/api/v1/assets/${gone}`)).json()).toMatchObject({ code: 'asset-not-found' });
    expect((await app.inject('/api/v1/trash')).json()).toMatchObject({ total: 1, items: [{ id: young }] });
    const deleted = (await app.inject('/api/v1/trash/deleted')).json();
    expect(deleted.items).toMatchObject([{ name: 'gone.jpg', bytes: 4 }]);
    expect(await catalog.read.selectFrom('deleted_content').select('purging').execute()).toEqual([{ purging: 0 }]);

    expect(await purge({ all: true })).toMatchObject({ result: { purged: 1 } });
    expect(await files()).toHaveLength(3);
    expect((await app.inject('/api/v1/trash/deleted?limit=1')).json().next).not.toBeNull();
    const forget = await app.inject({ method: 'POST', url: '/api/v1/trash/deleted/forget', payload: { sha256: [deleted.items[0].sha256] } });
    expect(forget.json()).toEqual({ forgotten: 1 });
    expect((await app.inject('/api/v1/trash/deleted')).json().items).toMatchObject([{ name: 'young.jpg' }]);
    await worker.drain(5000);
    await app.close();
  });
});
