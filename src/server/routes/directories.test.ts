import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { addAssets, testServer } from '../../../test/support/server.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { ensureFolder } from '../../catalog/folder-queries.ts';
import { silentLogger } from '../../core/logger.ts';
import { addRoot } from '../../roots/sync-roots.ts';

forEachEngine('directory browser', (open) => {
  const setUp = async () => {
    const base = tempDir('browse');
    const root = join(base, 'photos');
    const file = (path: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), 'x');
    };
    const server = await testServer(await open(), { roots: [root] });
    const get = async (query: Record<string, string> = {}) => {
      const answer = await server.app.inject({ url: '/api/v1/ingest/directories', query });
      return { status: answer.statusCode, body: answer.json() };
    };
    const ingested = async (path: string) => {
      const [asset_id] = await addAssets(server.catalog, [{}]);
      await server.catalog.write(async (tx) => {
        const folder_id = await ensureFolder(tx, dirname(path));
        const location = {
          asset_id: asset_id!,
          kind: 'origin' as const,
          path,
          name: 'x',
          bytes: 1,
          mtime_ms: 1,
          state: 'present' as const,
          session_id: 's',
          created_at: 1,
        };
        await tx
          .insertInto('location')
          .values({ ...location, folder_id })
          .execute();
      });
    };
    return { ...server, base, root, file, get, ingested };
  };

  test('counts and badges, from the roots down', async () => {
    const { root, file, get, ingested } = await setUp();
    for (const path of [
      'all/1.jpg',
      'all/2.PNG',
      'all/notes.txt',
      'some/1.jpg',
      'some/deep/2.jpg',
      'some/@eaDir/1.jpg',
      'none/1.jpg',
      '.hidden/1.jpg',
      'top.jpg',
    ])
      file(path);
    for (const path of ['all/1.jpg', 'all/2.PNG', 'some/deep/2.jpg']) await ingested(join(root, path));
    const roots = (await get()).body;
    expect(roots).toMatchObject({ path: null, parent: null, next: null, items: [{ path: root, has_children: true }] });
    await get({ path: join(root, 'some') });
    await get({ path: join(root, 'some/deep') });
    const { body } = await get({ path: root });
    expect(body.items.map((item: any) => [item.name, item.badge, item.has_children, item.ingest_stats.immediate, item.ingest_stats.recursive])).toEqual([
      ['all', 'complete', false, { total_files: 2, ingested_files: 2 }, { total_files: 2, ingested_files: 2 }],
      ['none', 'none', false, { total_files: 1, ingested_files: 0 }, { total_files: 1, ingested_files: 0 }],
      ['some', 'partial', true, { total_files: 1, ingested_files: 0 }, { total_files: 2, ingested_files: 1 }],
    ]);
    expect(body).toMatchObject({
      path: root,
      parent: null,
      next: null,
      folder: { name: 'photos', badge: 'partial', complete: true, ingest_stats: { recursive: { total_files: 6, ingested_files: 3 } } },
    });
    expect((await get({ path: join(root, 'some') })).body).toMatchObject({ parent: root, items: [{ name: 'deep', badge: 'complete' }] });
  });

  test('only what is allowed, whatever way it is written', async () => {
    const { base, root, get, catalog } = await setUp();
    mkdirSync(join(base, 'secret/inner'), { recursive: true });
    mkdirSync(root);
    symlinkSync(join(base, 'secret'), join(root, 'link'));
    for (const path of [base, join(base, 'secret'), `${root}/../secret`, join(root, 'link'), join(root, 'link/inner')]) {
      expect([path, (await get({ path })).body.code]).toEqual([path, 'folder-not-allowed']);
    }
    expect((await get({ path: 'photos' })).body.code).toBe('invalid-input');
    expect((await get({ path: join(root, 'nothing') })).body.code).toBe('folder-not-found');
    expect((await get({ path: root, cursor: 'x' })).body.code).toBe('invalid-input');
    expect((await get({ path: root })).body.items).toEqual([]);
    await addRoot({ catalog, logger: silentLogger, clock: Date.now }, { path: join(base, 'secret'), mode: 'scan', watch: false });
    expect((await get({ path: join(base, 'secret') })).body.items).toMatchObject([{ name: 'inner' }]);
  });

  test('very many folders open at once and come in pages; an offline root is shown as it was', async () => {
    const { base, root, get, catalog, app } = await setUp();
    for (let n = 0; n < 1_200; n += 1) mkdirSync(join(root, `f${String(n).padStart(5, '0')}`), { recursive: true });
    const row = await addRoot({ catalog, logger: silentLogger, clock: Date.now }, { path: root, mode: 'reference', watch: true });
    await waitFor('all of them', async () => (await get({ path: root, limit: '1' })).body.refreshing === false);
    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await get({ path: root, limit: '300', ...(cursor === '' ? {} : { cursor }) });
      names.push(...body.items.map((item: { name: string }) => item.name));
      cursor = body.next;
    }
    expect(names).toHaveLength(1_200);
    expect(names).toEqual(names.toSorted());
    writeFileSync(join(root, 'p.jpg'), 'x');
    const [asset_id] = await addAssets(catalog, [{ bytes: Buffer.from('x') }]);
    const folder_id = await catalog.write((tx) => ensureFolder(tx, root));
    const location = {
      asset_id: asset_id!,
      kind: 'referenced' as const,
      name: 'p.jpg',
      bytes: 1,
      mtime_ms: 1,
      state: 'present' as const,
      session_id: 's',
      created_at: 1,
    };
    await catalog.write((tx) =>
      tx
        .insertInto('location')
        .values({ ...location, path: join(root, 'p.jpg'), folder_id })
        .execute(),
    );
    const asset = async () => (await app.inject(`/api/v1/assets/${asset_id}`)).json();
    const original = async () => app.inject(`/api/v1/assets/${asset_id}/original`);
    expect(await asset()).toMatchObject({ availability: 'here', locations: [{ offline: false }], supersedes: [] });
    expect((await original()).statusCode).toBe(200);
    renameSync(root, join(base, 'away'));
    await app.inject({ method: 'POST', url: `/api/v1/roots/${row.id}/check` });
    const { body } = await get({ path: root, limit: '10' });
    expect(body).toMatchObject({ folder: { root: { state: 'offline' } }, refreshing: false });
    expect(body.items).toHaveLength(10);
    expect((await get()).body.items).toMatchObject([
      { path: root, root: { id: row.id, mode: 'reference', state: 'offline', reason: expect.stringContaining('no such folder') } },
    ]);
    expect(await asset()).toMatchObject({ availability: 'offline', locations: [{ state: 'present', offline: true }] });
    expect((await original()).json()).toMatchObject({ code: 'root-offline' });
    // Moved in one step; the wrong folder is refused.
    const move = (path: string) => app.inject({ method: 'POST', url: `/api/v1/roots/${row.id}/move`, payload: { path } });
    expect((await move(base)).json()).toMatchObject({ code: 'invalid-input' });
    mkdirSync(join(base, 'wrong'));
    expect((await move(join(base, 'wrong'))).json()).toMatchObject({ code: 'root-differs' });
    await move(join(base, 'away'));
    await waitFor(
      'the move',
      async () => {
        const answer = (await move(join(base, 'away'))).json();
        return answer.state === 'online' && answer.path === join(base, 'away');
      },
      { timeoutMs: 60_000, everyMs: 200 },
    );
    expect(await asset()).toMatchObject({ availability: 'here', locations: [{ path: join(base, 'away/p.jpg'), offline: false }] });
    expect((await get({ path: join(base, 'away'), limit: '1' })).body).toMatchObject({ parent: null, items: [{ name: 'f00000' }] });
    expect((await app.inject('/api/v1/roots')).json().items).toMatchObject([
      { id: row.id, path: join(base, 'away'), watch: true, configured: false, state: 'online' },
    ]);
    rmSync(join(base, 'away/f00000'), { recursive: true });
  }, 120_000);
});
