import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { listen, testServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';
import { zip } from '../support/zip.ts';
import { finished, origins, outcomes, startWorker } from './library.ts';
import { localWeb } from './local-web.ts';

forEachEngine('import by address', (open) => {
  test('from the request to the asset: pictures, an archive, what fails, and a server that asks to wait', async () => {
    const { app, catalog, dataDir } = await testServer(await open(), { importOtherPorts: true });
    const base = await listen(app);
    const bytes = await Promise.all([1, 2, 3].map((seed) => picture(7100 + seed, { width: 64, height: 48 })));
    let busy = 1;
    const web = await localWeb((request, response) => {
      if (request.url === '/busy.jpg' && busy-- > 0) response.writeHead(503, { 'retry-after': '1' }).end();
      else if (request.url === '/a.jpg?size=full') response.end(bytes[0]);
      else if (request.url === '/busy.jpg') response.end(bytes[1]);
      else if (request.url === '/both.zip')
        response.end(
          zip([
            { name: 'in/a.jpg', bytes: bytes[0]! },
            { name: 'in/c.jpg', bytes: bytes[2]! },
          ]),
        );
      else response.writeHead(404).end();
    });
    const at = (path: string) => `http://127.0.0.1:${web.port}${path}`;
    const urls = [at('/a.jpg?size=full'), at('/a.jpg?size=full#again'), at('/busy.jpg'), at('/both.zip'), at('/gone.jpg')];
    const response = await fetch(`${base}/api/v1/ingest/url`, {
      method: 'POST',
      body: JSON.stringify({ urls }),
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(202);
    const { job_id } = (await response.json()) as { job_id: string };
    startWorker(catalog, dataDir, { imports: { allowPrivateAddresses: true, allowOtherPorts: true } });
    const session = await finished(catalog, job_id);
    expect(session).toMatchObject({ source: 'url', discovered: 5, ingested: 3, duplicate: 1, failed: 1 });
    expect(await outcomes(catalog, job_id)).toEqual([
      ['a.jpg', expect.stringMatching(/ingested|duplicate/), null],
      ['a.jpg', expect.stringMatching(/ingested|duplicate/), null],
      ['busy.jpg', 'ingested', null],
      ['c.jpg', 'ingested', null],
      ['gone.jpg', 'failed', 'url-answer'],
    ]);
    expect(await origins(catalog)).toEqual([at('/a.jpg?size=full'), at('/both.zip!/in/a.jpg'), at('/both.zip!/in/c.jpg'), at('/busy.jpg')]);
    const files = (await (await fetch(`${base}/api/v1/ingest/sessions/${job_id}/files`)).json()) as { items: Array<{ path: string }> };
    expect(files.items).toHaveLength(5);
    expect(files.items[0]!.path).toBe(at('/a.jpg?size=full'));
    await app.close();
  });

  test('a session that is cancelled while its downloads are under way takes none of them', async () => {
    const { app, catalog, dataDir } = await testServer(await open(), { importOtherPorts: true });
    const bytes = await picture(7200, { width: 64, height: 48 });
    let answer: (() => void) | undefined;
    const web = await localWeb((_request, response) => {
      answer = () => response.end(bytes);
    });
    const urls = [`http://127.0.0.1:${web.port}/slow.jpg`];
    const { job_id } = (await app.inject({ method: 'POST', url: '/api/v1/ingest/url', payload: { urls } })).json<{ job_id: string }>();
    // Asked for again while it is unfinished, it is the same session.
    expect((await app.inject({ method: 'POST', url: '/api/v1/ingest/url', payload: { urls } })).json()).toMatchObject({ job_id });
    startWorker(catalog, dataDir, { imports: { allowPrivateAddresses: true, allowOtherPorts: true } });
    await waitFor('the download to begin', () => answer !== undefined);
    await app.inject({ method: 'POST', url: `/api/v1/ingest/sessions/${job_id}/cancel` });
    answer!();
    await waitFor('the job to end', async () => (await outcomes(catalog, job_id)).length === 1);
    expect(await outcomes(catalog, job_id)).toEqual([['slow.jpg', 'skipped', 'session-cancelled']]);
    const session = await catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', job_id).executeTakeFirstOrThrow();
    expect(session).toMatchObject({ state: 'cancelled', discovered: 1, skipped: 1, pending: 0 });
    await waitFor('the file to be removed', () => readdirSync(join(dataDir, 'tmp', 'uploads', job_id)).length === 0);
    await app.close();
  });

  test('by default nothing on this machine is reached, and wrong addresses are said at once', async () => {
    const { app, catalog, dataDir } = await testServer(await open());
    const web = await localWeb((_request, response) => response.end('secret'));
    const ask = async (urls: string[]) => {
      const response = await app.inject({ method: 'POST', url: '/api/v1/ingest/url', payload: { urls } });
      return { status: response.statusCode, body: response.json<{ code: string; job_id: string }>() };
    };
    for (const url of ['file:///etc/passwd', 'http://a:b@example.com/', `http://127.0.0.1:${web.port}/`, 'nonsense']) {
      expect([url, (await ask([url])).body.code]).toEqual([url, 'url-refused']);
    }
    expect((await ask([])).status).toBe(400);
    expect((await ask(Array.from({ length: 101 }, (_, at) => `http://example.com/${at}`))).status).toBe(400);
    expect(await catalog.read.selectFrom('ingest_session').selectAll().execute()).toEqual([]);
    const { body } = await ask(['http://innocent.example/a.jpg', 'http://localhost/b.jpg', 'http://[::1]/c.jpg']);
    startWorker(catalog, dataDir, { lookup: async () => [{ address: '127.0.0.1', family: 4 }] });
    await finished(catalog, body.job_id);
    expect(await outcomes(catalog, body.job_id)).toEqual([
      ['a.jpg', 'failed', 'url-refused'],
      ['b.jpg', 'failed', 'url-refused'],
      ['c.jpg', 'failed', 'url-refused'],
    ]);
    expect(web.asked).toEqual([]);
    await app.close();
  });
});
