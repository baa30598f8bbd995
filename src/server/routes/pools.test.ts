import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { migrate } from '../../catalog/migrate.ts';
import { openCatalog } from '../../catalog/open.ts';
import { silentLogger } from '../../core/logger.ts';
import { addAssets, testServer, type TestServer } from '../../../test/support/server.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';

let catalog: Catalog;
let server: TestServer;
let ids: number[];

beforeAll(async () => {
  catalog = await openCatalog({ dataDir: tempDir('pools'), logger: silentLogger });
  await migrate(catalog);
  server = await testServer(catalog);
  ids = await addAssets(catalog, [{}, {}, {}, {}, {}]);
});
afterAll(async () => {
  await server.app.close();
  await catalog.close();
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
async function ask<T = Record<string, unknown>>(method: Method, url: string, payload?: object): Promise<T & { status: number }> {
  const answer = await server.app.inject({ method, url: `/api/v1${url}`, ...(payload === undefined ? {} : { payload }) });
  return { ...answer.json<T>(), status: answer.statusCode };
}
const order = async (pool: number) => (await ask<{ items: Array<{ id: number }> }>('GET', `/pools/${pool}/assets`)).items.map(({ id }) => id);

test('a pool from its making to its end', async () => {
  const [a, b, c, d] = ids as [number, number, number, number];
  const pool = await ask<{ id: number; version: number }>('POST', '/pools', { name: 'Summer trip', ids: [a, b, c] });
  expect(pool).toMatchObject({ status: 201, name: 'Summer trip', kind: 'series', count: 3, cover: { id: a } });
  expect(await ask('POST', '/pools', { name: 'summer_TRIP' })).toMatchObject({ status: 409, code: 'pool-name-taken' });
  expect(await ask('POST', '/pools', { name: '123' })).toMatchObject({ status: 400, code: 'invalid-input' });
  expect(await ask('PATCH', `/pools/${pool.id}`, { cover: b, description: 'By the sea' })).toMatchObject({ cover: { id: b }, description: 'By the sea' });
  const moved = await ask<{ version: number; previous: object[] }>('POST', `/pools/${pool.id}/assets/move`, { ids: [c], at: 1, version: pool.version });
  expect(await order(pool.id)).toEqual([c, a, b]);
  expect(await ask('POST', `/pools/${pool.id}/assets/move`, { ids: [a], at: 1, version: pool.version })).toMatchObject({
    status: 409,
    code: 'pool-changed',
    next: expect.stringContaining('move again') as string,
  });
  const twice = [1, 2].map((position) => ({ id: a, position }));
  expect(await ask('PUT', `/pools/${pool.id}/assets/places`, { places: twice })).toMatchObject({ status: 400, code: 'invalid-input' });
  await ask('PUT', `/pools/${pool.id}/assets/places`, { places: moved.previous, version: moved.version });
  expect(await order(pool.id)).toEqual([a, b, c]);
  expect(await ask('POST', `/pools/${pool.id}/assets`, { ids: [d, a], before: a })).toMatchObject({ changed: [d], count: 4 });
  expect(await ask('POST', `/pools/${pool.id}/assets`, { ids: [d], before: a, at: 1 })).toMatchObject({ status: 400 });
  expect(await ask('POST', `/pools/${pool.id}/assets/remove`, { ids: [b] })).toMatchObject({ changed: [b], count: 3 });
  expect(await ask('GET', `/assets/${a}/pools`)).toMatchObject({ items: [{ id: pool.id, previous: d, next: c }] });
  expect(await ask('GET', `/assets/${a}`)).toMatchObject({ pools: [{ id: pool.id, name: 'Summer trip', count: 3 }] });
  expect(await ask('GET', '/pools?q=mer+tr')).toMatchObject({ total: 1, items: [{ id: pool.id, cover: { id: d } }], next: null });
  expect(await ask('GET', '/pools?q=nobody')).toMatchObject({ total: 0, items: [] });
  expect(await ask('DELETE', `/pools/${pool.id}`)).toMatchObject({ ok: true });
  expect(await ask('GET', `/pools/${pool.id}/assets`)).toMatchObject({ status: 404, code: 'pool-not-found' });
  expect(await ask('POST', `/pools/${pool.id}/restore`)).toMatchObject({ status: 200, count: 3 });
  await ask('DELETE', `/pools/${pool.id}`);
  const taker = await ask<{ id: number }>('POST', '/pools', { name: 'Summer trip' });
  expect(await ask('POST', `/pools/${pool.id}/restore`)).toMatchObject({ status: 409, code: 'pool-name-taken' });
  expect(await ask('POST', `/pools/${pool.id}/restore`, { name: 'Summer trip (2)' })).toMatchObject({ status: 200, name: 'Summer trip (2)', count: 3 });
  await ask('DELETE', `/pools/${taker.id}`);
  await ask('PATCH', `/pools/${pool.id}`, { name: 'Summer trip' });
});

test('pages of pools and of what is in them', async () => {
  const { id } = await ask<{ id: number }>('POST', '/pools', { name: 'pages', kind: 'collection', ids });
  const seen: number[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: { items: Array<{ id: number }>; next: string | null } = await ask('GET', `/pools/${id}/assets?limit=2&cursor=${next}`);
    seen.push(...page.items.map((item) => item.id));
    next = page.next;
  }
  expect(seen).toEqual(ids);
  const first = await ask<{ items: Array<{ name: string }>; next: string }>('GET', '/pools?sort=name&limit=1');
  const second = await ask<{ items: Array<{ name: string }>; next: null }>('GET', `/pools?sort=name&limit=1&cursor=${first.next}`);
  expect([first.items[0]!.name, second.items[0]!.name, second.next]).toEqual(['pages', 'Summer trip', null]);
  expect(await ask('GET', `/pools?sort=updated&cursor=${first.next}`)).toMatchObject({ status: 400, code: 'invalid-input' });
  expect(await ask('GET', '/pools?sort=name&cursor=nonsense')).toMatchObject({ status: 400, code: 'invalid-input' });
});

test('a family by the API, and its undo', async () => {
  const [a, b, c] = ids as [number, number, number];
  const edit = await ask<{ previous: object[] }>('POST', '/relations', { kind: 'child', ids: [b, c], of: a });
  expect(edit).toMatchObject({ status: 200, changed: [b, c] });
  expect(await ask('GET', `/assets/${b}/family`)).toMatchObject({ parent: { id: a }, siblings: { items: [{ id: c }], total: 1 }, children: { total: 0 } });
  expect(await ask('GET', `/assets/${a}`)).toMatchObject({ family: { parent: null, children: 2, siblings: 0, variants: 0 } });
  expect(await ask('GET', `/assets/${b}`)).toMatchObject({ family: { parent: a, children: 0, siblings: 1, variants: 0 } });
  expect(await ask('PUT', `/assets/${a}/parent`, { parent: b })).toMatchObject({ status: 409, code: 'relation-cycle' });
  expect(await ask('PUT', `/assets/${a}/parent`, { parent: a })).toMatchObject({ status: 400, code: 'relation-self' });
  expect(await ask('POST', '/relations/remove', { kind: 'variant', ids: [b], of: a })).toMatchObject({ status: 404, code: 'relation-not-found' });
  expect(await ask('POST', '/relations/restore', { previous: edit.previous })).toMatchObject({ status: 200, changed: [b, c] });
  expect(await ask('GET', `/assets/${b}/family`)).toMatchObject({ parent: null, siblings: { total: 0 } });
  expect(await ask('GET', '/assets/999999/family')).toMatchObject({ status: 404, code: 'asset-not-found' });
});
