import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, truncate, appendFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sweepTus } from '../../src/server/upload/sweep-tus.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { listen, testServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';
import { zip } from '../support/zip.ts';
import { finished, outcomes, startWorker } from './library.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly code: string | undefined;
}

const VERSION = { 'tus-resumable': '1.0.0' };
const CHUNK = { 'content-type': 'application/offset+octet-stream' };

function send(method: string, url: string, headers: Record<string, string | number> = {}, body?: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers: { ...VERSION, ...headers, ...(body ? { 'content-length': body.length } : {}) } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, code: text === '' ? undefined : (JSON.parse(text) as { code: string }).code });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const metadata = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

async function create(base: string, length: number, values: Record<string, string> = { filename: 'photo.jpg' }): Promise<string> {
  const answer = await send('POST', `${base}/api/v1/ingest/tus`, { 'upload-length': length, 'upload-metadata': metadata(values) });
  expect(answer.status).toBe(201);
  return base + answer.headers.location!;
}

const patch = (url: string, offset: number, body: Buffer, headers: Record<string, string> = {}) =>
  send('PATCH', url, { ...CHUNK, 'upload-offset': offset, ...headers }, body);
const offsetOf = async (url: string) => Number((await send('HEAD', url)).headers['upload-offset']);
const digest = (algorithm: string, bytes: Buffer) => `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`;

forEachEngine('tus', (open, { newPlace }) => {
  test('says what it speaks, and asks for it to be spoken', async () => {
    const { app } = await testServer(await open());
    const base = await listen(app);
    const options = await fetch(`${base}/api/v1/ingest/tus`, { method: 'OPTIONS' });
    expect(options.status).toBe(204);
    expect(options.headers.get('tus-version')).toBe('1.0.0');
    expect(options.headers.get('tus-extension')).toBe('creation,creation-with-upload,checksum,expiration,termination');
    expect(options.headers.get('tus-checksum-algorithm')).toBe('sha256,sha1,md5');
    expect(options.headers.get('tus-max-size')).toBe('1000000');
    const other = await send('POST', `${base}/api/v1/ingest/tus`, { 'tus-resumable': '0.2.2', 'upload-length': 1 });
    expect([other.status, other.code, other.headers['tus-version'], other.headers['tus-resumable']]).toEqual([412, 'upload-protocol', '1.0.0', '1.0.0']);
    await app.close();
  });

  test('in two chunks, from the creation to the asset', async () => {
    const { app, catalog, dataDir } = await testServer(await open());
    const base = await listen(app);
    const bytes = await picture(8001, { width: 400, height: 300 });
    const url = await create(base, bytes.length, { filename: '../Grüße.jpg', filetype: 'text/html', lastModified: '1700000000123' });
    const head = await send('HEAD', url);
    expect(head.status).toBe(200);
    expect(head.headers).toMatchObject({ 'upload-offset': '0', 'upload-length': String(bytes.length), 'cache-control': 'no-store', 'tus-resumable': '1.0.0' });
    expect(head.headers['upload-metadata']).toContain('filetype');
    const first = await patch(url, 0, bytes.subarray(0, 5000));
    expect([first.status, first.headers['upload-offset']]).toEqual([204, '5000']);
    expect(Date.parse(String(first.headers['upload-expires'])) - Date.now()).toBeGreaterThan(6.9 * 24 * 3_600_000);
    expect(first.headers['magpie-session']).toBeUndefined();
    const last = await patch(url, 5000, bytes.subarray(5000), { 'upload-checksum': digest('sha256', bytes.subarray(5000)) });
    expect(last.status).toBe(204);
    const session = String(last.headers['magpie-session']);
    // Sent again because the answer got lost: nothing happens twice.
    expect((await patch(url, bytes.length, Buffer.alloc(0))).status).toBe(204);
    expect((await send('HEAD', url)).headers).toMatchObject({ 'upload-offset': String(bytes.length), 'magpie-session': session });
    startWorker(catalog, dataDir);
    await finished(catalog, session);
    expect(await outcomes(catalog, session)).toEqual([['Grüße.jpg', 'ingested', null]]);
    const [asset] = await catalog.read.selectFrom('asset').selectAll().execute();
    expect(asset!.sha256.equals(createHash('sha256').update(bytes).digest())).toBe(true);
    expect(asset!.sort_at).toBe(1_700_000_000_123);
    expect(await readdir(join(dataDir, 'tmp', 'tus'))).toEqual([]);
    await app.close();
  });

  test('a batch shares a session; what is whole only after the seal gets its own; a cancelled one takes nothing more', async () => {
    const { app, catalog } = await testServer(await open());
    const base = await listen(app);
    const openBatch = async () => ((await (await fetch(`${base}/api/v1/ingest/uploads`, { method: 'POST' })).json()) as { job_id: string }).job_id;
    const session = await openBatch();
    const urls = await Promise.all(['a.jpg', 'b.jpg', 'late.jpg'].map((filename) => create(base, 3, { filename, session })));
    for (const url of urls.slice(0, 2)) expect((await patch(url, 0, Buffer.from('abc'))).headers['magpie-session']).toBe(session);
    const sealed = await fetch(`${base}/api/v1/ingest/uploads/${session}/seal`, { method: 'POST' });
    expect([sealed.status, await sealed.json()]).toMatchObject([200, { job_id: session }]);
    const own = String((await patch(urls[2]!, 0, Buffer.from('abc'))).headers['magpie-session']);
    expect(own).not.toBe(session);
    const rows = await catalog.read.selectFrom('ingest_session').select(['id', 'state', 'discovered']).orderBy('discovered').execute();
    expect(rows).toEqual([
      { id: own, state: 'running', discovered: 1 },
      { id: session, state: 'running', discovered: 2 },
    ]);
    const cancelled = await openBatch();
    const url = await create(base, 3, { filename: 'c.jpg', session: cancelled });
    await fetch(`${base}/api/v1/ingest/sessions/${cancelled}/cancel`, { method: 'POST' });
    expect((await patch(url, 0, Buffer.from('abc'))).code).toBe('session-cancelled');
    const unknown = await send('POST', `${base}/api/v1/ingest/tus`, {
      'upload-length': 3,
      'upload-metadata': metadata({ session: '00000000-0000-7000-8000-000000000000' }),
    });
    expect([unknown.status, unknown.code]).toEqual([404, 'session-not-found']);
    await app.close();
  });

  test('wrong requests are told apart, and nothing of them is kept', async () => {
    const { app, dataDir } = await testServer(await open());
    const base = await listen(app);
    const url = await create(base, 10);
    const answers: Array<[string, () => Promise<Answer>, number, string]> = [
      ['no content type', () => send('PATCH', url, { 'upload-offset': 0 }), 415, 'upload-type'],
      ['no offset', () => send('PATCH', url, CHUNK, Buffer.from('x')), 400, 'invalid-input'],
      ['another offset', () => patch(url, 5, Buffer.from('x')), 409, 'upload-offset'],
      ['too much', () => patch(url, 0, Buffer.alloc(11)), 413, 'payload-too-large'],
      ['wrong checksum', () => patch(url, 0, Buffer.from('12345'), { 'upload-checksum': digest('sha1', Buffer.from('54321')) }), 460, 'upload-checksum'],
      ['unknown algorithm', () => patch(url, 0, Buffer.from('12345'), { 'upload-checksum': 'crc32 AAAA' }), 400, 'invalid-input'],
      ['unknown upload', () => patch(`${base}/api/v1/ingest/tus/00000000-0000-7000-8000-000000000000`, 0, Buffer.from('x')), 404, 'upload-not-found'],
      ['no length', () => send('POST', `${base}/api/v1/ingest/tus`), 400, 'invalid-input'],
      ['deferred length', () => send('POST', `${base}/api/v1/ingest/tus`, { 'upload-defer-length': '1' }), 400, 'invalid-input'],
      ['over the limit', () => send('POST', `${base}/api/v1/ingest/tus`, { 'upload-length': 1_000_001 }), 413, 'payload-too-large'],
      ['bad metadata', () => send('POST', `${base}/api/v1/ingest/tus`, { 'upload-length': 1, 'upload-metadata': 'filename !!!' }), 400, 'invalid-input'],
    ];
    for (const [what, ask, status, code] of answers) {
      const answer = await ask();
      expect([what, answer.status, answer.code]).toEqual([what, status, code]);
    }
    expect(await offsetOf(url)).toBe(0);
    for (const algorithm of ['sha256', 'sha1', 'md5']) {
      const at = await offsetOf(url);
      expect((await patch(url, at, Buffer.from('12'), { 'upload-checksum': digest(algorithm, Buffer.from('12')) })).status).toBe(204);
    }
    expect(await readFile(join(dataDir, 'tmp', 'tus', url.split('/').at(-1)!), 'utf8')).toBe('121212');
    await app.close();
  });

  test('creation with the bytes at once, termination, and an empty file', async () => {
    const { app, catalog, dataDir } = await testServer(await open());
    const base = await listen(app);
    const whole = await send(
      'POST',
      `${base}/api/v1/ingest/tus`,
      { 'upload-length': 5, 'upload-metadata': metadata({ filename: 'a.jpg' }), ...CHUNK },
      Buffer.from('12345'),
    );
    expect([whole.status, whole.headers['upload-offset'], typeof whole.headers['magpie-session']]).toEqual([201, '5', 'string']);
    const part = await send('POST', `${base}/api/v1/ingest/tus`, { 'upload-length': 5, ...CHUNK }, Buffer.from('123'));
    expect([part.status, part.headers['upload-offset']]).toEqual([201, '3']);
    const wrong = await send('POST', `${base}/api/v1/ingest/tus`, { 'upload-length': 5, 'upload-checksum': 'md5 AAAA', ...CHUNK }, Buffer.from('123'));
    expect(wrong.status).toBe(460);
    const url = base + part.headers.location!;
    expect(await readdir(join(dataDir, 'tmp', 'tus'))).toHaveLength(2);
    expect((await send('POST', url, { ...CHUNK, 'upload-offset': 3, 'x-http-method-override': 'PATCH' }, Buffer.from('4'))).headers['upload-offset']).toBe('4');
    expect((await send('POST', url, { ...CHUNK, 'upload-offset': 4 }, Buffer.from('5'))).status).toBe(405);
    expect((await send('DELETE', url)).status).toBe(204);
    expect((await send('HEAD', url)).status).toBe(404);
    expect(await readdir(join(dataDir, 'tmp', 'tus'))).toHaveLength(1);
    expect((await send('DELETE', base + whole.headers.location!)).code).toBe('session-finished');
    const empty = await create(base, 0, { filename: 'empty.jpg' });
    const session = String((await send('HEAD', empty)).headers['magpie-session']);
    startWorker(catalog, dataDir);
    await finished(catalog, session);
    expect(await outcomes(catalog, session)).toEqual([['empty.jpg', 'failed', 'empty-file']]);
    await app.close();
  });

  test('two web processes share an upload: one receives, the other waits; either goes on after the other', async () => {
    const place = await newPlace();
    const one = await testServer(await open(place), { dataDir: place.dataDir });
    const two = await testServer(await open(place), { dataDir: place.dataDir });
    const [first, second] = [await listen(one.app), await listen(two.app)];
    const bytes = randomBytes(300_000);
    const url = await create(first, bytes.length);
    const elsewhere = url.replace(first, second);
    const slow = httpRequest(url, { method: 'PATCH', headers: { ...VERSION, ...CHUNK, 'upload-offset': 0, 'content-length': bytes.length } });
    slow.on('error', () => {});
    slow.write(bytes.subarray(0, 100_000));
    const file = join(place.dataDir, 'tmp', 'tus', url.split('/').at(-1)!);
    await waitFor('the bytes to arrive', async () => (await readFile(file)).length === 100_000);
    const refused = await patch(elsewhere, 0, bytes);
    expect([refused.status, refused.code]).toEqual([423, 'upload-locked']);
    expect((await send('DELETE', elsewhere)).status).toBe(423);
    slow.destroy();
    // What came before the connection broke is kept.
    await waitFor('the offset to be known', async () => (await offsetOf(elsewhere)) === 100_000);
    expect((await patch(elsewhere, 100_000, bytes.subarray(100_000, 200_000))).status).toBe(204);
    expect((await patch(url, 200_000, bytes.subarray(200_000))).status).toBe(204);
    expect((await readFile(file)).equals(bytes)).toBe(true);
    await one.app.close();
    await two.app.close();
  });

  test('a chunk with a checksum is kept whole or not at all', async () => {
    const { app, dataDir } = await testServer(await open());
    const base = await listen(app);
    const bytes = randomBytes(200_000);
    const url = await create(base, bytes.length);
    const request = httpRequest(url, {
      method: 'PATCH',
      headers: { ...VERSION, ...CHUNK, 'upload-offset': 0, 'content-length': bytes.length, 'upload-checksum': digest('sha256', bytes) },
    });
    request.on('error', () => {});
    request.write(bytes.subarray(0, 100_000));
    const file = join(dataDir, 'tmp', 'tus', url.split('/').at(-1)!);
    await waitFor('the bytes to arrive', async () => (await readFile(file)).length === 100_000);
    request.destroy();
    await waitFor('the bytes to be taken back', async () => (await readFile(file)).length === 0);
    await waitFor('the upload to be free', async () => (await patch(url, 0, bytes)).status === 204);
    await app.close();
  });

  test('after a restart it goes on; bytes that were never acknowledged are not believed, lost ones are noticed', async () => {
    const place = await newPlace();
    const before = await testServer(await open(place), { dataDir: place.dataDir });
    const bytes = randomBytes(5000);
    const old = await listen(before.app);
    const urls = [await create(old, bytes.length), await create(old, bytes.length)];
    for (const url of urls) await patch(url, 0, bytes.subarray(0, 2000));
    await before.app.close();
    const [torn, lost] = urls.map((url) => join(place.dataDir, 'tmp', 'tus', url.split('/').at(-1)!));
    await appendFile(torn!, Buffer.alloc(1000));
    await truncate(lost!, 1500);
    const after = await testServer(await open(place), { dataDir: place.dataDir });
    const base = await listen(after.app);
    const [tornUrl, lostUrl] = urls.map((url) => url.replace(old, base));
    expect(await offsetOf(tornUrl!)).toBe(2000);
    expect((await patch(tornUrl!, 2000, bytes.subarray(2000))).status).toBe(204);
    expect((await readFile(torn!)).equals(bytes)).toBe(true);
    expect((await patch(lostUrl!, 2000, bytes.subarray(2000))).code).toBe('upload-not-found');
    await after.app.close();
  });

  test('after a week without a byte it is gone; a file that still waits for ingest is not', async () => {
    const { app, catalog, dataDir, time } = await testServer(await open());
    const base = await listen(app);
    const stale = await create(base, 10);
    await patch(stale, 0, Buffer.from('123'));
    const waiting = await create(base, 3, { filename: 'waiting.jpg' });
    await patch(waiting, 0, Buffer.from('abc'));
    time.now += 6 * 24 * 3_600_000;
    expect(await sweepTus(catalog, dataDir, time.now)).toBe(0);
    time.now += 2 * 24 * 3_600_000;
    expect((await send('HEAD', stale)).status).toBe(404);
    expect(await sweepTus(catalog, dataDir, time.now)).toBe(1);
    expect(await readdir(join(dataDir, 'tmp', 'tus'))).toEqual([waiting.split('/').at(-1)]);
    await catalog.write((tx) => tx.updateTable('job').set({ state: 'done', outcome: 'failed' }).execute());
    expect(await sweepTus(catalog, dataDir, time.now)).toBe(1);
    expect(await readdir(join(dataDir, 'tmp', 'tus'))).toEqual([]);
    await app.close();
  });

  test('an archive is unpacked whichever way it comes; known contents are named before anything is sent', async () => {
    const { app, catalog, dataDir } = await testServer(await open());
    const base = await listen(app);
    const pictures = await Promise.all([8101, 8102].map((seed) => picture(seed, { width: 64, height: 48 })));
    const archive = zip([{ name: 'one.jpg', bytes: pictures[0]! }]);
    const url = await create(base, archive.length, { filename: 'not-called-so.bin' });
    const byTus = String((await patch(url, 0, archive)).headers['magpie-session']);
    const form = new FormData();
    form.append('files', new Blob([new Uint8Array(zip([{ name: 'two.jpg', bytes: pictures[1]! }]))]), 'pictures.zip');
    const multipart = (await (await fetch(`${base}/api/v1/ingest/upload`, { method: 'POST', body: form })).json()) as { job_id: string };
    startWorker(catalog, dataDir);
    expect(await finished(catalog, byTus)).toMatchObject({ discovered: 1, ingested: 1 });
    expect(await finished(catalog, multipart.job_id)).toMatchObject({ discovered: 1, ingested: 1 });
    const hashes = pictures.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    const ask = (sha256: string[]) => app.inject({ method: 'POST', url: '/api/v1/ingest/known', payload: { sha256 } });
    const known = await ask([hashes[0]!.toUpperCase(), hashes[0]!, 'f'.repeat(64)]);
    expect(known.json()).toEqual({ items: [{ sha256: hashes[0], assetId: expect.any(Number) as number, name: 'one.jpg', state: 'active' }] });
    for (const wrong of [[], ['abc'], Array.from({ length: 1001 }, () => 'f'.repeat(64))]) expect((await ask(wrong)).statusCode).toBe(400);
    await app.close();
  });
});
