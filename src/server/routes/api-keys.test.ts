import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { revokeApiKey } from '../../auth/api-keys.ts';
import { setPassword } from '../../auth/password.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { listen, testServer, type TestServer } from '../../../test/support/server.ts';
import { waitFor } from '../../../test/support/wait-for.ts';

const create = async ({ app }: TestServer, scope: string, expiresInDays: number | null = null): Promise<{ key: string; apiKey: { id: number } }> => {
  const response = await app.inject({ method: 'POST', url: '/api/v1/api-keys', payload: { name: `${scope} key`, scope, expiresInDays } });
  expect(response.statusCode).toBe(201);
  return response.json();
};

forEachEngine('API keys', (open, tools) => {
  test('a name that cannot be seen is none', async () => {
    const { app } = await testServer(await open());
    const answer = await app.inject({ method: 'POST', url: '/api/v1/api-keys', payload: { name: '\0' } });
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'invalid-input' }]);
  });

  test('a key opens what its scope says, however it is shown, until it is revoked', async () => {
    const server = await testServer(await open());
    const { app, catalog, time } = server;
    const read = await create(server, 'read');
    const admin = await create(server, 'admin');
    await setPassword(catalog, 'correct horse');
    time.now += 2000;
    const status = async (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string> = {}) =>
      (await app.inject({ method, url, headers })).statusCode;
    const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`anybody:${key}`).toString('base64')}` });
    expect(await status('GET', '/api/v1/assets')).toBe(401);
    expect(await status('GET', '/api/v1/assets', { 'x-api-key': read.key })).toBe(200);
    expect(await status('GET', '/api/v1/assets', { authorization: `Bearer ${read.key}` })).toBe(200);
    expect(await status('GET', '/api/v1/assets', basic(read.key))).toBe(200);
    expect(await status('GET', `/api/v1/assets?login=me&api_key=${read.key}`)).toBe(200);
    expect(await status('GET', '/api/v1/assets', { authorization: `Basic ${Buffer.from('proxy:secret').toString('base64')}` })).toBe(401);
    expect(await status('POST', '/api/v1/trash/restore', { 'x-api-key': read.key })).toBe(403);
    expect(await status('GET', '/api/v1/api-keys', { 'x-api-key': read.key })).toBe(403);
    expect(await status('GET', '/api/v1/settings', { 'x-api-key': read.key })).toBe(403);
    const listed = await app.inject({ url: '/api/v1/api-keys', headers: { 'x-api-key': admin.key } });
    expect(listed.json().items.map((item: { name: string }) => item.name)).toEqual(['admin key', 'read key']);
    expect(listed.body).not.toContain(read.key);
    expect(listed.json().items[1].usedAt).not.toBeNull();
    expect(await status('DELETE', `/api/v1/api-keys/${read.apiKey.id}`, { 'x-api-key': admin.key })).toBe(200);
    expect(await status('DELETE', `/api/v1/api-keys/${read.apiKey.id}`, { 'x-api-key': admin.key })).toBe(404);
    const refused = await app.inject({ url: '/api/v1/assets', headers: { 'x-api-key': read.key } });
    expect([refused.statusCode, refused.json().code]).toEqual([401, 'api-key-invalid']);
    expect((await catalog.read.selectFrom('api_key').select('key_hash').execute()).every(({ key_hash }) => !key_hash.toString().includes(admin.key))).toBe(
      true,
    );
    await app.close();
  });

  test('what a key opened stays open until the key is revoked', async () => {
    const server = await testServer(await open());
    const { key, apiKey } = await create(server, 'read');
    await setPassword(server.catalog, 'correct horse');
    server.time.now += 2000;
    const url = `${await listen(server.app)}/api/v1/events`;
    vi.useFakeTimers({ toFake: ['setInterval'] });
    try {
      const stream = await fetch(url, { headers: { 'x-api-key': key } });
      let ended = false;
      let pings = 0;
      const read = (async () => {
        for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) pings += chunk.split('event: ping').length - 1;
        ended = true;
      })();
      await waitFor('the first word', () => pings === 1);
      vi.advanceTimersByTime(15_000);
      await waitFor('a sign of life', () => pings === 2 || ended);
      expect(ended).toBe(false);
      await revokeApiKey(server.catalog, apiKey.id, { actor: 'cli', now: server.time.now });
      vi.advanceTimersByTime(15_000);
      await waitFor('the end', () => ended);
      await read;
    } finally {
      vi.useRealTimers();
    }
    await server.app.close();
  });

  test('who only looks does not wait for somebody who writes', async () => {
    const place = await tools.newPlace();
    const server = await testServer(await open(place));
    const other = await open(place);
    const { key } = await create(server, 'read');
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const writing = new Promise<void>((begun) => {
      void other.write(async (tx) => {
        await tx.updateTable('api_key').set({ hint: 'held' }).execute();
        begun();
        await held;
      });
    });
    await writing;
    const answered = server.app.inject({ url: '/api/v1/api-keys', headers: { 'x-api-key': key } }).then(({ statusCode }) => statusCode);
    expect(await Promise.race([answered, sleep(5_000, 'still waiting')])).toBe(403);
    release();
    await waitFor('its use', async () => (await server.catalog.read.selectFrom('api_key').select('used_at').executeTakeFirstOrThrow()).used_at !== null);
    await server.app.close();
  });

  test('a key runs out; a wrong one is told also where no password is set', async () => {
    const server = await testServer(await open());
    const { key } = await create(server, 'write', 1);
    const ask = async () => (await server.app.inject({ url: '/api/v1/assets', headers: { 'x-api-key': key } })).statusCode;
    expect(await ask()).toBe(200);
    server.time.now += 86_400_001;
    expect(await ask()).toBe(401);
    expect((await server.app.inject('/api/v1/assets')).statusCode).toBe(200);
    const headers = { authorization: `Basic ${Buffer.from('proxy:secret').toString('base64')}` };
    expect((await server.app.inject({ url: '/api/v1/assets', headers })).statusCode).toBe(200);
    await server.app.close();
  });
});
