import { beforeAll, expect, test } from 'vitest';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets, testServer, type TestServer } from '../support/server.ts';

forEachEngine('tags over HTTP', (open) => {
  let server: TestServer;
  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const answer = await server.app.inject({ method, url: `/api/v1${url}`, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, body: answer.json() as Record<string, never> };
  };

  beforeAll(async () => {
    server = await testServer(await open());
    const ids = await addAssets(server.catalog, [{}, {}, {}]);
    await server.catalog.write(async (tx) => {
      const tags = await ensureTags(tx, ['cat', 'dog', 'bird', 'fish'], 1);
      for (const [at, name] of ['cat', 'dog', 'bird'].entries())
        await writeClaims(
          tx,
          'human',
          ids.slice(at).map((assetId) => ({ assetId, statements: [{ tagId: tags.get(name)!.id, says: 'yes' as const }] })),
          1,
        );
    });
  });

  test('listed page by page in every order, filtered', async () => {
    for (const [order, expected] of [
      ['count', ['cat', 'dog', 'bird', 'fish']],
      ['name', ['bird', 'cat', 'dog', 'fish']],
    ] as const) {
      const names: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = (await call('GET', `/tags?order=${order}&limit=3&cursor=${cursor}`)) as unknown as {
          body: { items: Array<{ name: string }>; next: string | null; total: number };
        };
        names.push(...body.items.map(({ name }) => name));
        expect(body.total).toBe(4);
        cursor = body.next;
      }
      expect(names).toEqual(expected);
    }
    const of = async (query: string) =>
      ((await call('GET', `/tags?${query}`)).body as unknown as { items: Array<{ name: string }> }).items.map(({ name }) => name);
    expect(await of('empty=true')).toEqual(['fish']);
    expect(await of('name=i')).toEqual(['bird', 'fish']);
    expect(await of('name=b*d')).toEqual(['bird']);
    expect(await of('name=%25')).toEqual([]);
    expect(await of('deprecated=true')).toEqual([]);
  });

  test('one tag: edited, with other names and rules; what cannot be is said with its code', async () => {
    const tags = (await call('GET', '/tags')).body as unknown as { items: Array<{ id: number; name: string }> };
    const id = (name: string) => tags.items.find((tag) => tag.name === name)!.id;
    expect(await call('PATCH', `/tags/${id('fish')}`, { name: 'cat' })).toMatchObject({ status: 409, body: { code: 'tag-taken' } });
    expect(await call('PATCH', `/tags/${id('fish')}`, { category: 'nope' })).toMatchObject({ status: 404, body: { code: 'tag-category-not-found' } });
    expect((await call('POST', `/tags/${id('fish')}/aliases`, { name: 'Carp' })).body).toMatchObject({ aliases: ['carp'] });
    expect((await call('GET', '/tag-implications/preview?antecedent=cat&consequent=carp')).body).toEqual({ assets: 3, gain: 3, problem: null });
    expect((await call('POST', '/tag-implications', { antecedent: 'cat', consequent: 'carp' })).body).toEqual({ task_id: null });
    expect((await call('GET', '/tag-implications/preview?antecedent=fish&consequent=cat')).body).toMatchObject({ problem: { code: 'implication-cycle' } });
    expect((await call('GET', `/tags/${id('fish')}`)).body).toMatchObject({
      tag: { count: 3 },
      aliases: ['carp'],
      impliedBy: [{ antecedent: { name: 'cat' } }],
      samples: [3, 2, 1],
    });
    expect(await call('DELETE', `/tags/${id('fish')}`)).toMatchObject({ status: 409, body: { code: 'tag-in-use' } });
    expect((await call('GET', `/tags/${id('dog')}/merge?into=${id('cat')}`)).body).toEqual({ assets: 2, both: 2, aliases: 0, implications: 0 });
    const merge = () => call('POST', `/tags/${id('dog')}/merge`, { into: id('cat') });
    const asked = await merge();
    expect(asked).toMatchObject({ status: 202 });
    expect(await merge()).toMatchObject({
      status: 409,
      body: { code: 'task-running', detail: expect.stringContaining('dog is being merged already') as string },
    });
    expect(await call('POST', `/tasks/${asked.body.task_id}/cancel`)).toMatchObject({ status: 200 });
    expect(await call('POST', '/tag-categories', { name: 'rating' })).toMatchObject({ status: 422, body: { code: 'tag-name-invalid' } });
    expect(await call('GET', '/tags/99999')).toMatchObject({ status: 404, body: { code: 'tag-not-found' } });
    expect((await call('GET', '/tags/autocomplete?q=car')).body).toEqual({
      items: [{ name: 'fish', category: 'general', count: 3, alias: 'carp', deprecated: false }],
    });
  });

  test('what is wrong in an address is said plainly', async () => {
    expect(await call('GET', '/tags?limit=999')).toMatchObject({
      status: 400,
      body: {
        code: 'invalid-input',
        detail: 'The query is not valid: limit: must be at most 500',
        errors: [{ path: 'limit', message: 'must be at most 500' }],
      },
    });
    expect(await call('GET', '/tags/notanumber')).toMatchObject({ status: 400, body: { detail: 'The address is not valid: id: must be a number' } });
  });

  test('a category with a typo before a name is said; a name with a colon is not', async () => {
    expect((await call('GET', '/tags/autocomplete?q=artits:ann%20lee')).body).toEqual({ items: [], meant: 'artist:ann_lee' });
    expect((await call('GET', '/tags/autocomplete?q=re:zero')).body).toEqual({ items: [] });
    expect((await call('GET', '/tags/autocomplete?q=artist:ann')).body).toEqual({ items: [] });
  });

  test('categories, and a list that is sent as a file; its task can be cancelled', async () => {
    expect(await call('POST', '/tag-categories', { name: 'place', color: 'red' })).toMatchObject({ status: 400 });
    expect((await call('POST', '/tag-categories', { name: 'place', color: '#aabbcc' })).status).toBe(201);
    expect((await call('DELETE', '/tag-categories/place')).status).toBe(200);
    const form = new FormData();
    form.append('files', new Blob(['name,category,count\nx,0,1\n']), 'list.csv');
    const request = new Request('http://x', { method: 'POST', body: form });
    const sent = await server.app.inject({
      method: 'POST',
      url: '/api/v1/tag-lists',
      headers: { 'content-type': request.headers.get('content-type')! },
      payload: Buffer.from(await request.arrayBuffer()),
    });
    expect(sent.statusCode).toBe(202);
    const { task_id } = sent.json() as { task_id: string };
    expect((await call('GET', '/tag-tasks')).body).toMatchObject({ items: [{ id: task_id, kind: 'tag-import', state: 'waiting' }] });
    expect((await call('POST', `/tasks/${task_id}/cancel`)).body).toMatchObject({ state: 'cancelled' });
    expect((await call('GET', '/tag-tasks')).body).toEqual({ items: [] });
    expect((await call('GET', '/tags/prune')).body).toMatchObject({ unused: expect.any(Number), kept: expect.any(Number) });
    expect(await call('POST', '/tags/prune', {})).toMatchObject({ status: 202, body: { task_id: expect.any(String) } });
    expect((await call('GET', '/tag-tasks')).body).toMatchObject({ items: [{ kind: 'tag-prune' }] });
  });
});
