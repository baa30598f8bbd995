import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { originalKey, thumbnailKey } from '../../blobs/keys.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { addAssets, addStoredAsset, listen, testServer } from '../../../test/support/server.ts';

forEachEngine('asset bytes', (open, { engine }) => {
  test('originals answer ranges, versions and HEAD as RFC 9110 says', async () => {
    const server = await testServer(await open());
    const bytes = randomBytes(700_000);
    const id = await addStoredAsset(server, bytes, 'Ünï "x".jpg');
    const base = await listen(server.app);
    const url = `${base}/api/v1/assets/${id}/original`;
    const get = async (headers: Record<string, string>, method = 'GET') => {
      const response = await fetch(url, { headers, method });
      return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
    };
    const whole = await get({});
    expect(whole.status).toBe(200);
    expect(whole.body.equals(bytes)).toBe(true);
    const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      etag,
      'accept-ranges': 'bytes',
      'content-type': 'image/jpeg',
      'content-length': '700000',
      'cache-control': 'private, no-cache',
      'content-disposition': `inline; filename="_n_ _x_.jpg"; filename*=UTF-8''%C3%9Cn%C3%AF%20%22x%22.jpg`,
      'x-content-type-options': 'nosniff',
    });
    const ranges: Array<[string, number, string | null, Buffer]> = [
      ['bytes=0-0', 206, 'bytes 0-0/700000', bytes.subarray(0, 1)],
      ['bytes=100-199', 206, 'bytes 100-199/700000', bytes.subarray(100, 200)],
      ['bytes=699990-', 206, 'bytes 699990-699999/700000', bytes.subarray(699_990)],
      ['bytes=699990-9999999', 206, 'bytes 699990-699999/700000', bytes.subarray(699_990)],
      ['bytes=-5', 206, 'bytes 699995-699999/700000', bytes.subarray(-5)],
      ['bytes=-9999999', 206, 'bytes 0-699999/700000', bytes],
      ['bytes=0-1,5-6', 200, null, bytes],
      ['bytes=9-3', 200, null, bytes],
      ['items=0-1', 200, null, bytes],
    ];
    for (const [range, status, contentRange, expected] of ranges) {
      const part = await get({ range });
      expect([range, part.status, part.headers.get('content-range')]).toEqual([range, status, contentRange]);
      expect(part.body.equals(expected)).toBe(true);
    }
    for (const range of ['bytes=700000-', 'bytes=-0']) {
      const refused = await get({ range });
      expect(refused.status).toBe(416);
      expect(refused.headers.get('content-range')).toBe('bytes */700000');
      expect(refused.headers.get('etag')).toBeNull();
      expect(JSON.parse(refused.body.toString())).toMatchObject({ code: 'range-not-satisfiable' });
    }
    expect((await get({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
    expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
    expect((await get({ range: 'bytes=0-1', 'if-range': new Date().toUTCString() })).status).toBe(200);
    expect(await get({ 'if-none-match': `"a", W/${etag}` })).toMatchObject({ status: 304, body: Buffer.alloc(0) });
    expect((await get({ 'if-none-match': '"a"' })).status).toBe(200);
    const head = await get({ range: 'bytes=0-1' }, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.body.length]).toEqual([200, '700000', 0]);
    const download = await fetch(`${url}?download=1`);
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; /);
    await download.body?.cancel();
    await server.app.close();
  });

  test('may be kept for ever only under an address that names their content', async () => {
    const server = await testServer(await open());
    const id = await addStoredAsset(server, randomBytes(100));
    const { version } = (await server.app.inject(`/api/v1/assets?ids=${id}`)).json<{ items: Array<{ version: string }> }>().items[0]!;
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    for (const which of ['original', 'preview', 'thumbnail']) {
      const cached = async (query: string): Promise<string | undefined> => {
        const answer = await server.app.inject(`/api/v1/assets/${id}/${which}${query}`);
        const again = await server.app.inject({ url: `/api/v1/assets/${id}/${which}${query}`, headers: { 'if-none-match': answer.headers.etag! } });
        expect([which, answer.statusCode, again.statusCode]).toEqual([which, 200, 304]);
        expect(again.headers['cache-control']).toBe(answer.headers['cache-control']);
        return answer.headers['cache-control'];
      };
      expect(await cached(`?v=${version}`)).toBe('private, max-age=31536000, immutable');
      // Kept by the browser from the time the id meant another picture.
      expect(await cached('?v=0000000000000000')).toBe('private, no-cache');
      expect(await cached('')).toBe('private, no-cache');
    }
    await server.app.close();
  });

  test('a client that goes away in the middle does no harm', async () => {
    const server = await testServer(await open());
    const id = await addStoredAsset(server, randomBytes(5_000_000));
    const base = await listen(server.app);
    const abort = new AbortController();
    const response = await fetch(`${base}/api/v1/assets/${id}/original`, { signal: abort.signal });
    await response.body!.getReader().read();
    abort.abort();
    expect((await fetch(`${base}/health`)).status).toBe(200);
    await server.app.close();
  });

  test('derivatives, and the way out when they are gone', async () => {
    const server = await testServer(await open());
    const bytes = randomBytes(100);
    const id = await addStoredAsset(server, bytes);
    const thumbnail = await server.app.inject(`/api/v1/assets/${id}/thumbnail`);
    expect([thumbnail.statusCode, thumbnail.headers['content-type'], thumbnail.body]).toEqual([200, 'image/webp', 'thumbnail']);
    expect(
      (await server.app.inject({ url: `/api/v1/assets/${id}/thumbnail`, headers: { 'if-none-match': thumbnail.headers.etag as string } })).statusCode,
    ).toBe(304);
    expect((await server.app.inject(`/api/v1/assets/${id}/preview`)).headers['content-type']).toBe('image/jpeg');
    const sha256 = createHash('sha256').update(bytes).digest();
    await server.store.remove(thumbnailKey(sha256));
    await server.store.remove(originalKey(sha256, 'jpg'));
    const gone = await server.app.inject(`/api/v1/assets/${id}/thumbnail`);
    expect(gone.statusCode).toBe(404);
    expect(gone.headers['cache-control']).toBe('no-store');
    expect(gone.json()).toMatchObject({ code: 'derivative-missing', next: expect.stringContaining('magpie verify --fix') });
    expect((await server.app.inject(`/api/v1/assets/${id}/original`)).json()).toMatchObject({ code: 'original-missing', status: 404 });
    await server.app.close();
  });

  test(`a referenced file is served from its place while it is the same size (${engine})`, async () => {
    const server = await testServer(await open());
    const bytes = randomBytes(1000);
    const path = join(server.dataDir, 'elsewhere.jpg');
    await writeFile(path, bytes);
    const [id] = await addAssets(server.catalog, [{ bytes }]);
    const location = {
      asset_id: id!,
      kind: 'referenced' as const,
      path,
      name: 'x',
      bytes: 1000,
      mtime_ms: 0,
      state: 'present' as const,
      session_id: 's',
      created_at: 0,
    };
    await server.catalog.write((tx) => tx.insertInto('location').values(location).execute());
    const response = await server.app.inject({ url: `/api/v1/assets/${id}/original`, headers: { range: 'bytes=10-19' } });
    expect(response.rawPayload.equals(bytes.subarray(10, 20))).toBe(true);
    await writeFile(path, 'other');
    expect((await server.app.inject(`/api/v1/assets/${id}/original`)).json()).toMatchObject({ code: 'original-missing' });
    await server.app.close();
  });
});
