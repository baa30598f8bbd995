import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { openSession, sealSession } from '../../ingest/sessions.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { addAssets, testServer } from '../../../test/support/server.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';

/** A finished session with these files: `[outcome, code?]`. */
async function finishedSession(
  catalog: Catalog,
  files: ReadonlyArray<readonly ['ingested' | 'duplicate' | 'skipped' | 'failed' | 'quarantined', string?]>,
): Promise<string> {
  const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, 1000);
  await catalog.write(async (tx) => {
    const [asset_id] = [1];
    for (const [at, [outcome, code]] of files.entries()) {
      const job = {
        lane: 'ingest' as const,
        session_id: id,
        offer_key: `${id}:${at}`,
        payload_json: JSON.stringify({ source: 'scan', path: `/photos/${at}.jpg`, name: `${at}.jpg`, mode: 'copy' }),
        name: `${at}.jpg`,
        state: 'done' as const,
        priority: 0,
        run_after: 0,
        attempt: 1,
        deaths: 0,
        solo: 0,
        lease_token: 1,
        created_at: 0,
      };
      const ended = {
        outcome,
        error_code: code ?? null,
        error_detail: code ? 'because' : null,
        asset_id: outcome === 'ingested' || outcome === 'duplicate' ? asset_id : null,
        bytes: 10,
        timings_json: '{"identify":1.5}',
        finished_at: 2000,
      };
      await tx
        .insertInto('job')
        .values({ ...job, ...ended })
        .execute();
    }
    const count = (outcome: string) => files.filter(([one]) => one === outcome).length;
    const counts = {
      discovered: files.length,
      ingested: count('ingested'),
      duplicate: count('duplicate'),
      skipped: count('skipped'),
      failed: count('failed'),
      quarantined: count('quarantined'),
    };
    await tx.updateTable('ingest_session').set(counts).where('id', '=', id).execute();
  });
  await sealSession(catalog, id, 3000);
  return id;
}

forEachEngine('ingest', (open) => {
  test('only folders in a configured root are scanned, whatever the way to them', async () => {
    const root = tempDir('root');
    const outside = tempDir('outside');
    await mkdir(join(root, 'in', 'deep'), { recursive: true });
    await writeFile(join(root, 'file.jpg'), 'x');
    await symlink(outside, join(root, 'way-out'));
    await symlink(join(root, 'in'), join(root, 'way-in'));
    const { app, catalog } = await testServer(await open(), { roots: [root] });
    const scan = async (directory_path: string, more: object = {}) =>
      (await app.inject({ method: 'POST', url: '/api/v1/ingest/scan', payload: { directory_path, ...more } })).json<{
        code?: string;
        job_id?: string;
      }>();
    for (const path of [root, join(root, 'in/deep'), join(root, 'in/../in'), join(root, 'way-in')])
      expect([path, (await scan(path)).code]).toEqual([path, undefined]);
    const refused: Array<[string, string]> = [
      [outside, 'folder-not-allowed'],
      [`${root}/../${outside.split('/').at(-1)}`, 'folder-not-allowed'],
      [`${root}x`, 'folder-not-allowed'],
      ['/no/such/place', 'folder-not-allowed'],
      [join(root, 'way-out'), 'folder-not-allowed'],
      [join(root, 'missing'), 'folder-not-found'],
      [join(root, 'file.jpg'), 'folder-not-found'],
      ['relative', 'invalid-input'],
      [`${root}\0`, 'invalid-input'],
    ];
    for (const [path, code] of refused) expect([path, (await scan(path)).code]).toEqual([path, code]);
    expect((await scan(root, { mode: 'burn' })).code).toBe('invalid-input');
    const again = await scan(root, { pattern: '*.png', max_files: 3 });
    expect((await scan(root, { pattern: '*.png', max_files: 3 })).job_id).toBe(again.job_id);
    const row = await catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', again.job_id!).executeTakeFirstOrThrow();
    expect(JSON.parse(row.options_json)).toMatchObject({ paths: [root], mode: 'copy', recursive: true, pattern: '*.png', maxFiles: 3 });
    expect((await app.inject('/api/v1/ingest/roots')).json()).toEqual({ items: [{ path: root, available: true }] });
    await app.close();
  });

  test('a job tells its result in the shape scripts know, every file accounted for', async () => {
    const { app, catalog } = await testServer(await open());
    await addAssets(catalog, [{}]);
    const id = await finishedSession(catalog, [
      ['ingested'],
      ['duplicate'],
      ['skipped', 'svg-refused'],
      ['failed', 'decode-failed'],
      ['quarantined', 'from-the-future'],
    ]);
    const status = (await app.inject(`/api/v1/ingest/status/${id}`)).json<{
      discovered: number;
      processed: number;
      skipped: number;
      failed: number;
    }>();
    expect(status).toMatchObject({
      job_id: id,
      status: 'completed',
      progress: 1,
      result: {
        total_processed: 2,
        total_failed: 2,
        total_from_cache: 1,
        processed_files: [
          { file: '/photos/0.jpg', source: 'generated' },
          { file: '/photos/1.jpg', source: 'cache', details: 'Duplicate of asset 1' },
        ],
        failed_files: [{ file: '/photos/2.jpg', error: 'svg-refused' }, { error: 'decode-failed', details: 'because' }, { error: 'from-the-future' }],
        truncated: false,
      },
    });
    expect(status.processed + status.skipped + status.failed).toBe(status.discovered);
    const failed = (await app.inject(`/api/v1/ingest/sessions/${id}/files?outcome=failed`)).json();
    expect(failed).toMatchObject({
      next: null,
      items: [
        {
          outcome: 'failed',
          timings: { identify: 1.5 },
          error: { code: 'decode-failed', detail: 'because', next: expect.stringMatching(/./) },
        },
      ],
    });
    const first = (await app.inject(`/api/v1/ingest/sessions/${id}/files?limit=3`)).json<{ items: unknown[]; next: string }>();
    const rest = (await app.inject(`/api/v1/ingest/sessions/${id}/files?limit=3&cursor=${first.next}`)).json<{
      items: unknown[];
      next: null;
    }>();
    expect([first.items.length, rest.items.length, rest.next]).toEqual([3, 2, null]);
    expect((await app.inject(`/api/v1/assets?q=session:${id}`)).json()).toMatchObject({ total: 1 });
    await app.close();
  });

  test('sessions are listed newest first, filtered and cancelled', async () => {
    const { app, catalog } = await testServer(await open());
    const done = await finishedSession(catalog, [['ingested']]);
    const { id: running } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, Date.now());
    const list = async (query: string) => (await app.inject(`/api/v1/ingest/sessions?${query}`)).json<{ items: { id: string }[]; next: string | null }>();
    expect((await list('')).items.map((item) => item.id)).toEqual([running, done]);
    expect((await list('state=active')).items.map((item) => item.id)).toEqual([running]);
    expect((await list('state=finished')).items.map((item) => item.id)).toEqual([done]);
    const { next } = await list('limit=1');
    expect((await list(`limit=1&cursor=${next}`)).items.map((item) => item.id)).toEqual([done]);
    expect((await app.inject(`/api/v1/ingest/sessions/${done}`)).json()).toMatchObject({
      state: 'finished',
      seconds: 2,
      ingested: 1,
      finishedAt: '1970-01-01T00:00:03.000Z',
    });
    const cancel = (id: string) => app.inject({ method: 'POST', url: `/api/v1/ingest/sessions/${id}/cancel` });
    expect((await cancel(running)).json()).toMatchObject({ state: 'cancelled' });
    expect((await cancel(running)).json()).toMatchObject({ code: 'session-finished', status: 409 });
    const unknown = '01900000-0000-7000-8000-000000000000';
    for (const url of [`sessions/${unknown}`, `sessions/${unknown}/files`, `status/${unknown}`])
      expect((await app.inject(`/api/v1/ingest/${url}`)).json()).toMatchObject({ code: 'session-not-found' });
    await app.close();
  });

  test('the system page, health and metrics', async () => {
    const { app, catalog, dataDir } = await testServer(await open());
    await addAssets(catalog, [{}, {}]);
    expect((await app.inject('/api/v1/system')).json()).toMatchObject({
      assets: 2,
      engine: catalog.engine,
      dataDir,
      processes: [],
      lanes: expect.arrayContaining([expect.objectContaining({ name: 'discover', ready: 0 }), expect.objectContaining({ name: 'ingest', running: 0 })]),
    });
    expect((await app.inject('/health')).json()).toMatchObject({ status: 'ok', role: 'web', checks: { catalog: 'ok', data: 'ok' } });
    expect((await app.inject('/metrics')).headers['content-type']).toContain('text/plain');
    await app.close();
  });
});
