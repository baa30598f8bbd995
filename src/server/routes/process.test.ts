import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { claim, end } from '../../../test/support/end-jobs.ts';
import { testServer } from '../../../test/support/server.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { sessionById } from '../../catalog/session-queries.ts';
import type { SessionOptions } from '../../domain/session.ts';
import { csvCell } from '../../ingest/report.ts';
import { offerFiles, openSession, sealSession } from '../../ingest/sessions.ts';

interface Answer {
  readonly status: number;
  readonly body: any;
}

forEachEngine('process and control', (open) => {
  const setUp = async (settings: Parameters<typeof testServer>[1] = {}) => {
    const server = await testServer(await open(), settings);
    const call = async (method: 'GET' | 'POST', path: string, payload?: object): Promise<Answer> => {
      const answer = await server.app.inject({ method, url: `/api/v1${path}`, ...(payload === undefined ? {} : { payload }) });
      return { status: answer.statusCode, body: answer.headers['content-type']?.includes('json') === true ? answer.json() : answer.body };
    };
    return { ...server, call };
  };

  /** A session with these files, all found. */
  const withFiles = async ({ catalog }: Awaited<ReturnType<typeof setUp>>, names: readonly string[]): Promise<string> => {
    const now = Date.now();
    const { id } = await openSession(catalog, { source: 'watch', options: { paths: ['/drop'], mode: 'copy', recursive: true } }, now);
    await offerFiles(
      catalog,
      id,
      names.map((name) => ({ path: `/drop/${name}`, name, offerKey: name })),
      'copy',
      'watch',
      now,
    );
    await sealSession(catalog, id, now);
    return id;
  };

  test('process takes several folders and all options, and keeps them', async () => {
    const root = tempDir('root');
    await Promise.all(['a', 'b'].map((name) => mkdir(join(root, name))));
    const { call, catalog, app } = await setUp({ roots: [root] });
    const asked = {
      directory_paths: [join(root, 'b'), join(root, 'a'), join(root, 'a')],
      pattern: '*.png|*.jpg|*.mp4',
      recursive: false,
      max_files: 7,
      mode: 'reference',
      parallel: 'sequential',
      skip_existing: false,
      dry_run: true,
      metadata: { exif: true, keywords: false },
      nsfw: { enabled: false, threshold: 0.7 },
      webhook_url: 'http://192.168.1.5/hook',
    };
    const { status, body } = await call('POST', '/ingest/process', asked);
    expect(status).toBe(202);
    expect(body).toMatchObject({ session_id: body.job_id, status_url: `/api/v1/ingest/status/${body.job_id}` });
    const row = (await sessionById(catalog, body.job_id))!;
    expect(row).toMatchObject({ max_parallel: 1, dry_run: 1, webhook_url: 'http://192.168.1.5/hook' });
    expect(JSON.parse(row.options_json) as SessionOptions).toEqual({
      paths: [join(root, 'a'), join(root, 'b')],
      mode: 'reference',
      recursive: false,
      pattern: '*.png|*.jpg|*.mp4',
      maxFiles: 7,
      parallel: 1,
      skipExisting: false,
      dryRun: true,
      metadata: { exif: true, keywords: false },
      nsfw: { enabled: false, threshold: 0.7 },
      webhookUrl: 'http://192.168.1.5/hook',
    });
    expect((await call('GET', `/ingest/sessions/${body.job_id}`)).body).toMatchObject({
      paused: false,
      preview: null,
      currentFiles: [],
      etaSeconds: null,
      webhook: { url: 'http://192.168.1.5/hook', state: 'waiting', error: null },
      options: { recursive: false, pattern: '*.png|*.jpg|*.mp4', maxFiles: 7, parallel: 1, skipExisting: false, dryRun: true, nsfw: { enabled: false } },
    });
    // The same again, in another order, is the same session; another option makes another.
    expect((await call('POST', '/ingest/process', { ...asked, directory_paths: asked.directory_paths.toReversed() })).body.job_id).toBe(body.job_id);
    expect((await call('POST', '/ingest/process', { ...asked, skip_existing: true })).body.job_id).not.toBe(body.job_id);
    await app.close();
  });

  test('what cannot be done is refused with the field, and nothing is begun', async () => {
    const root = tempDir('root');
    const { call, catalog, app } = await setUp({ roots: [root] });
    const refused: Array<[object, string, string]> = [
      [{}, 'invalid-input', 'directory_path'],
      [{ directory_path: root, directory_paths: [root] }, 'invalid-input', 'directory_path'],
      [{ directory_path: root, max_file: 3 }, 'invalid-input', 'body'],
      [{ directory_path: root, parallel: 0 }, 'invalid-input', 'parallel'],
      [{ directory_path: root, parallel: 'many' }, 'invalid-input', 'parallel'],
      [{ directory_path: root, webhook_url: 'ftp://x' }, 'invalid-input', 'webhook_url'],
      [{ directory_path: root, nsfw: { enabled: true, threshold: 0.5 } }, 'option-not-available', 'nsfw.enabled'],
      [{ directory_path: root, nsfw: { enabled: false, threshold: 2 } }, 'invalid-input', 'nsfw.threshold'],
      [{ directory_path: root, metadata: { iptc: true } }, 'invalid-input', 'metadata'],
    ];
    for (const [asked, code, field] of refused) {
      const { body } = await call('POST', '/ingest/process', asked);
      expect([asked, body.code, body.errors?.map((one: { path: string }) => one.path)]).toEqual([asked, code, [field]]);
    }
    expect((await call('POST', '/ingest/scan', { directory_path: root, nsfw: { enabled: true } })).body.code).toBe('option-not-available');
    expect((await call('POST', '/ingest/process', { directory_paths: [root, tempDir('outside')] })).body.code).toBe('folder-not-allowed');
    expect(await catalog.read.selectFrom('ingest_session').select('id').execute()).toEqual([]);
    await app.close();
  });

  test('pause, resume, cancel and retry answer with the session, and the history tells who did it', async () => {
    const server = await setUp();
    const { call, catalog, app } = server;
    const id = await withFiles(server, ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']);
    const act = (name: string, payload?: object) => call('POST', `/ingest/sessions/${id}/${name}`, payload);
    const [first, second] = await claim(catalog, 2, Date.now());
    expect((await act('pause')).body).toMatchObject({
      id,
      paused: true,
      state: 'running',
      etaSeconds: null,
      currentFiles: [{ name: 'a.jpg', path: '/drop/a.jpg' }, { name: 'b.jpg' }],
    });
    expect((await call('GET', `/ingest/status/${id}`)).body).toMatchObject({ paused: true });
    expect((await call('GET', '/ingest/sessions?state=paused')).body.items).toHaveLength(1);
    expect(await claim(catalog, 9, Date.now())).toEqual([]);
    expect((await call('POST', '/ingest/resume', { session_id: id })).body).toMatchObject({ job_id: id });
    await end(catalog, first!, 'failed', Date.now(), 'decode-failed');
    await end(catalog, second!, 'failed', Date.now(), 'permission-denied');
    expect((await call('GET', `/ingest/sessions/${id}/errors`)).body).toEqual({
      total: 2,
      items: [
        expect.objectContaining({ code: 'decode-failed', files: 1, failed: 1, quarantined: 0, title: expect.any(String), next: expect.any(String) }),
        expect.objectContaining({ code: 'permission-denied', files: 1, examples: [{ name: 'b.jpg', path: '/drop/b.jpg', detail: 'because' }] }),
      ],
    });
    expect((await act('retry', { code: 'permission-denied' })).body).toMatchObject({ files: 1, session: { failed: 1, pending: 3 } });
    expect((await act('retry')).body).toMatchObject({ files: 1, session: { failed: 0, pending: 4 } });
    expect((await act('retry')).body).toMatchObject({ files: 0 });
    expect((await act('cancel')).body).toMatchObject({ state: 'cancelled', paused: false, skipped: 4, pending: 0 });
    for (const name of ['pause', 'resume', 'cancel']) expect((await act(name)).body).toMatchObject({ code: 'session-finished', status: 409 });
    expect((await call('POST', '/ingest/resume', { session_id: id })).body.code).toBe('session-finished');
    const unknown = '01900000-0000-7000-8000-000000000000';
    for (const path of ['pause', 'resume', 'cancel', 'retry', 'errors', 'report'])
      expect((await call(['errors', 'report'].includes(path) ? 'GET' : 'POST', `/ingest/sessions/${unknown}/${path}`)).body.code).toBe('session-not-found');

    const history = (await call('GET', `/audit?subject=${id}`)).body.items as Array<{ actor: string; action: string; detail: object }>;
    expect(history.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'web session-cancelled',
      'web session-retried',
      'web session-retried',
      'web session-resumed',
      'web session-paused',
      'system session-opened',
    ]);
    const page = (await call('GET', `/audit?limit=2&subject=${id}`)).body;
    expect((await call('GET', `/audit?limit=9&subject=${id}&cursor=${page.next}`)).body).toMatchObject({ next: null, items: history.slice(2) });
    expect((await call('GET', '/audit?actor=system')).body.items).toHaveLength(1);
    await app.close();
  });

  test('the report holds every file, and no name is a formula', async () => {
    const server = await setUp();
    const { call, catalog, app } = server;
    const names = ['=HYPERLINK("x").jpg', 'with "quotes", and comma.jpg', '-1+1.jpg', 'plain.jpg', 'zeile\numbruch.jpg'];
    const id = await withFiles(server, names);
    for (const job of (await claim(catalog, 3, Date.now())).slice(0, 3))
      await end(catalog, job, job.id % 2 === 0 ? 'ingested' : 'failed', Date.now(), 'decode-failed');
    const json = (await call('GET', `/ingest/sessions/${id}/report`)).body;
    expect(json).toMatchObject({ session: { id, discovered: 5, pending: 2 } });
    expect(json.files.map((file: { name: string }) => file.name)).toEqual(names);
    expect(json.files[3]).toMatchObject({ outcome: 'waiting', error: null });
    const csv = await app.inject(`/api/v1/ingest/sessions/${id}/report?format=csv`);
    expect(csv.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="magpie-session-${id}.csv"` });
    const lines = csv.body.split('\r\n');
    expect(lines[0]).toBe('path,name,outcome,asset_id,bytes,attempts,error_code,error,next_step,finished_at');
    expect(lines).toHaveLength(7);
    expect(lines[1]).toContain(`"/drop/=HYPERLINK(""x"").jpg","'=HYPERLINK(""x"").jpg",`);
    expect(lines[3]).toContain(`"'-1+1.jpg"`);
    await app.close();
  });

  test('the list is searched and divided by days', async () => {
    const server = await setUp();
    const { call, app } = server;
    const id = await withFiles(server, ['a.jpg']);
    const today = new Date().toISOString().slice(0, 10);
    const found = async (query: string) => ((await call('GET', `/ingest/sessions?${query}`)).body.items as Array<{ id: string }>).map((item) => item.id);
    expect(await found('search=DROP')).toEqual([id]);
    expect(await found('search=nothing')).toEqual([]);
    expect(await found(`source=watch&from=${today}&to=${today}`)).toEqual([id]);
    expect(await found('source=scan')).toEqual([]);
    expect(await found('to=2020-01-01')).toEqual([]);
    expect(await found('from=2020-01-01T00:00:00%2B02:00')).toEqual([id]);
    expect((await call('GET', '/ingest/sessions?from=yesterday')).body.code).toBe('invalid-input');
    await app.close();
  });

  test('the key of webhooks is the setting, else the one of the catalog', async () => {
    const own = await setUp();
    const { body } = await own.call('GET', '/ingest/webhook');
    expect(body).toEqual({ secret: expect.stringMatching(/^[0-9a-f]{64}$/), source: 'catalog' });
    expect((await own.call('GET', '/ingest/webhook')).body).toEqual(body);
    await own.app.close();
    const set = await setUp({ webhookSecret: 'as written in the settings' });
    expect((await set.call('GET', '/ingest/webhook')).body).toEqual({ secret: 'as written in the settings', source: 'settings' });
    await set.app.close();
  });
});

test('cells of a report', () => {
  expect(csvCell(null)).toBe('');
  expect(csvCell(12)).toBe('12');
  expect(csvCell('say "hi", you')).toBe('"say ""hi"", you"');
  for (const text of ['=1', '+1', '-1', '@x', '\t=1', '\r=1', '＝1']) expect(csvCell(text)).toBe(`"'${text}"`);
});
