import { randomBytes } from 'node:crypto';
import { readdir, readFile, utimes, writeFile, mkdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { sweepUploads } from '../upload/sweep-uploads.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { listen, testServer } from '../../../test/support/server.ts';
import { waitFor } from '../../../test/support/wait-for.ts';

const jobsOf = (catalog: Catalog, session: string) => catalog.read.selectFrom('job').selectAll().where('session_id', '=', session).orderBy('id').execute();
const sessions = (catalog: Catalog) => catalog.read.selectFrom('ingest_session').selectAll().execute();

function form(files: Array<[name: string, bytes: Buffer]>): FormData {
  const data = new FormData();
  for (const [name, bytes] of files) data.append('files', new Blob([new Uint8Array(bytes)]), name);
  return data;
}

forEachEngine('upload', (open) => {
  test('a form without its boundary is a mistake of the caller', async () => {
    const { app } = await testServer(await open());
    for (const url of ['/api/v1/ingest/upload', '/api/v1/tag-lists']) {
      const answer = await app.inject({ method: 'POST', url, headers: { 'content-type': 'multipart/form-data' }, payload: 'x' });
      expect([answer.statusCode, answer.json()]).toMatchObject([
        400,
        { code: 'invalid-input', detail: expect.stringContaining('Boundary not found') as string },
      ]);
    }
  });

  test('every file is on disk and offered before the answer; names never become paths', async () => {
    const { app, catalog, dataDir } = await testServer(await open());
    const base = await listen(app);
    const one = randomBytes(300_000);
    const response = await fetch(`${base}/api/v1/ingest/upload`, {
      method: 'POST',
      body: form([
        ['../../etc/passwd', one],
        ['Grüße \u202Egpj.exe', Buffer.from('two')],
        ['', Buffer.from('three')],
      ]),
    });
    expect(response.status).toBe(202);
    const answer = (await response.json()) as { job_id: string; files: unknown; rejected: unknown };
    expect(answer).toMatchObject({
      status_url: `/api/v1/ingest/status/${answer.job_id}`,
      files: [
        { name: 'passwd', bytes: 300_000 },
        { name: 'Grüße gpj.exe', bytes: 3 },
        { name: 'upload', bytes: 5 },
      ],
      rejected: [],
    });
    const jobs = await jobsOf(catalog, answer.job_id);
    expect(jobs.map((job) => [job.lane, job.state, job.name])).toEqual([
      ['ingest', 'ready', 'passwd'],
      ['ingest', 'ready', 'Grüße gpj.exe'],
      ['ingest', 'ready', 'upload'],
    ]);
    const payload = JSON.parse(jobs[0]!.payload_json) as { path: string; mode: string; source: string };
    expect(payload).toMatchObject({ mode: 'move', source: 'upload' });
    expect(payload.path.startsWith(join(dataDir, 'tmp', 'uploads', answer.job_id) + '/')).toBe(true);
    expect((await readFile(payload.path)).equals(one)).toBe(true);
    expect(await sessions(catalog)).toMatchObject([{ id: answer.job_id, state: 'running', discovered: 3, pending: 3 }]);
    const status = await (await fetch(base + `/api/v1/ingest/status/${answer.job_id}`)).json();
    expect(status).toMatchObject({ status: 'pending', discovered: 3, processed: 0, progress: 0, result: null });
    const files = (await (await fetch(`${base}/api/v1/ingest/sessions/${answer.job_id}/files`)).json()) as {
      items: Array<{ path: string }>;
    };
    expect(files.items.map((file) => file.path)).toEqual(['passwd', 'Grüße gpj.exe', 'upload']);
    await app.close();
  });

  test('a file over the limit is left out while it streams; the others are kept', async () => {
    const { app, catalog, dataDir } = await testServer(await open(), { uploadMaxBytes: 1000, uploadMaxFiles: 3 });
    const base = await listen(app);
    const send = (files: Array<[string, Buffer]>) => fetch(`${base}/api/v1/ingest/upload`, { method: 'POST', body: form(files) });
    const mixed = await send([
      ['a.jpg', randomBytes(1000)],
      ['big.jpg', randomBytes(5_000_000)],
      ['b.jpg', randomBytes(10)],
    ]);
    const answer = (await mixed.json()) as { job_id: string };
    expect(mixed.status).toBe(202);
    expect(answer).toMatchObject({
      files: [{ name: 'a.jpg', bytes: 1000 }, { name: 'b.jpg' }],
      rejected: [{ name: 'big.jpg', code: 'payload-too-large' }],
    });
    expect(await readdir(join(dataDir, 'tmp', 'uploads', answer.job_id))).toHaveLength(2);
    const refused = await send([['big.jpg', randomBytes(2000)]]);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([413, 'payload-too-large']);
    const tooMany = await send(Array.from({ length: 5 }, (_, at) => [`${at}.jpg`, Buffer.from(String(at))] as [string, Buffer]));
    expect(tooMany.status).toBe(413);
    const last = (await sessions(catalog)).at(-1)!;
    expect(last).toMatchObject({ state: 'running', discovered: 3 });
    await app.close();
  });

  test('no file, or no form at all, is said clearly and opens no session', async () => {
    const { app, catalog } = await testServer(await open());
    const base = await listen(app);
    const empty = await fetch(`${base}/api/v1/ingest/upload`, { method: 'POST', body: form([]) });
    expect([empty.status, ((await empty.json()) as { code: string }).code]).toEqual([400, 'invalid-input']);
    const json = await fetch(`${base}/api/v1/ingest/upload`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect([json.status, ((await json.json()) as { code: string }).code]).toEqual([400, 'invalid-input']);
    expect(await sessions(catalog)).toEqual([]);
    await app.close();
  });

  test('files go into the session that is named while it is open, and into one of their own after that', async () => {
    const { app, catalog } = await testServer(await open());
    const base = await listen(app);
    const post = async (path: string, body?: FormData) => {
      const response = await fetch(`${base}/api/v1/ingest/${path}`, { method: 'POST', ...(body === undefined ? {} : { body }) });
      return { status: response.status, body: (await response.json()) as { job_id: string; code: string } };
    };
    const { job_id: batch } = (await post('uploads')).body;
    for (const name of ['a', 'b']) expect((await post(`upload?session=${batch}`, form([[name, Buffer.from(name)]]))).body.job_id).toBe(batch);
    expect(await sessions(catalog)).toMatchObject([{ id: batch, state: 'discovering', discovered: 2 }]);
    await post(`uploads/${batch}/seal`);
    const late = await post(`upload?session=${batch}`, form([['c', Buffer.from('c')]]));
    expect(late.body.job_id).not.toBe(batch);
    expect(await sessions(catalog)).toHaveLength(2);
    const unknown = await post('upload?session=0199c0de-0000-7000-8000-000000000001', form([['d', Buffer.from('d')]]));
    expect([unknown.status, unknown.body.code]).toEqual([404, 'session-not-found']);
    expect((await post('upload?session=nonsense', form([['d', Buffer.from('d')]]))).status).toBe(400);
    expect(await sessions(catalog)).toHaveLength(2);
    await app.close();
  });

  test('when the client goes away, whole files are kept, the partial one is removed, the session is sealed', async () => {
    const { app, catalog, dataDir } = await testServer(await open());
    const base = await listen(app);
    const boundary = 'xxBOUNDARYxx';
    const part = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: image/jpeg\r\n\r\n`;
    const client = httpRequest(`${base}/api/v1/ingest/upload`, {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
    client.on('error', () => {});
    client.write(`${part('whole.jpg')}all of it\r\n${part('partial.jpg')}only the beg`);
    const [session] = await waitFor('the first file to be offered', async () => {
      const rows = await sessions(catalog);
      return rows[0]?.discovered === 1 ? rows : undefined;
    });
    const folder = join(dataDir, 'tmp', 'uploads', session!.id);
    await waitFor('the second file to begin', async () => (await readdir(folder)).length === 2);
    client.destroy();
    await waitFor('the session to be sealed', async () => (await sessions(catalog))[0]?.state === 'running');
    const left = await readdir(folder);
    expect(left).toHaveLength(1);
    expect(await readFile(join(folder, left[0]!), 'utf8')).toBe('all of it');
    expect((await jobsOf(catalog, session!.id)).map((job) => job.name)).toEqual(['whole.jpg']);
    await app.close();
  });

  test('what a killed server left of an upload is swept after an hour, whole files are not', async () => {
    const { app, dataDir } = await testServer(await open());
    const folder = join(dataDir, 'tmp', 'uploads', 'old');
    await mkdir(folder, { recursive: true });
    for (const name of ['a.part', 'b']) await writeFile(join(folder, name), 'x');
    expect(await sweepUploads(dataDir, Date.now())).toBe(0);
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    for (const path of [join(folder, 'a.part'), join(folder, 'b'), folder]) await utimes(path, longAgo, longAgo);
    expect(await sweepUploads(dataDir, Date.now())).toBe(1);
    expect(await readdir(folder)).toEqual(['b']);
    await app.close();
  });
});
