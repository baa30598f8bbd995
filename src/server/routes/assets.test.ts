import { expect, test } from 'vitest';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { addAssets, testServer } from '../../../test/support/server.ts';

const DAY = 86_400_000;
const AT = Date.UTC(2024, 4, 31, 12);

forEachEngine('assets', (open) => {
  test('pages over 2,000 assets of one moment give each exactly once, newest first', async () => {
    const { app, catalog } = await testServer(await open());
    const ids = await addAssets(
      catalog,
      Array.from({ length: 2000 }, () => ({ sortAt: AT })),
    );
    const [oldest] = await addAssets(catalog, [{ sortAt: AT - DAY }]);
    const [newest] = await addAssets(catalog, [{ sortAt: AT + DAY }]);
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { id: number }[]; total: number; next: string | null } = (await app.inject(`/api/v1/assets?limit=300&cursor=${cursor}`)).json();
      expect(page.total).toBe(2002);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next;
    }
    expect(seen).toEqual([newest, ...ids.toReversed(), oldest]);
    await app.close();
  });

  test('geometry follows the same order, is revalidated, and grows with the feed', async () => {
    const { app, catalog, time } = await testServer(await open());
    const [a, b, c] = await addAssets(catalog, [{ sortAt: AT, width: 400, height: 200 }, { sortAt: AT + DAY }, { sortAt: AT }]);
    const first = await app.inject('/api/v1/assets/geometry');
    expect(first.json()).toMatchObject({
      ids: [b, c, a],
      ratios: [133, 133, 200],
      months: [
        { month: '2024-06', count: 1 },
        { month: '2024-05', count: 2 },
      ],
    });
    const etag = first.headers.etag!;
    expect((await app.inject({ url: '/api/v1/assets/geometry', headers: { 'if-none-match': etag } })).statusCode).toBe(304);
    await addAssets(catalog, [{ sortAt: 0 }]);
    time.now += 1000;
    const second = await app.inject({ url: '/api/v1/assets/geometry', headers: { 'if-none-match': etag } });
    expect(second.json<{ ids: number[]; version: number }>().ids).toHaveLength(4);
    expect(second.json<{ version: number }>().version).toBeGreaterThan(first.json<{ version: number }>().version);
    await app.close();
  });

  test('one asset, its neighbours, chosen ids, words of the name', async () => {
    const { app, catalog } = await testServer(await open());
    const [cat, dog, percent] = await addAssets(catalog, [
      { name: 'Cat on sofa.jpg', sortAt: 3 },
      { name: 'dog.jpg', sortAt: 2 },
      { name: '100%_cat.jpg', sortAt: 1 },
    ]);
    expect((await app.inject(`/api/v1/assets/${dog}`)).json()).toMatchObject({
      id: dog,
      mime: 'image/jpeg',
      takenAt: null,
      place: null,
      locations: [],
      colors: [{ hex: '#336699', share: 0.5 }],
    });
    expect((await app.inject(`/api/v1/assets/${dog}/neighbours`)).json()).toEqual({ previous: cat, next: percent });
    expect((await app.inject(`/api/v1/assets/${cat}/neighbours`)).json()).toEqual({ previous: null, next: dog });
    const named = async (query: string) => (await app.inject(`/api/v1/assets?${query}`)).json<{ items: { id: number }[]; total: number }>();
    expect((await named(`ids=${dog},999999,${cat}`)).items.map((item) => item.id)).toEqual([dog, cat]);
    expect(await named('q=CAT')).toMatchObject({ total: 2, items: [{ id: cat }, { id: percent }] });
    expect(await named(`q=${encodeURIComponent('100%')}`)).toMatchObject({ total: 1, items: [{ id: percent }] });
    expect((await named('q=sofa+cat')).items).toHaveLength(1);
    const refused = await app.inject('/api/v1/assets?q=cat+widht:5');
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ code: 'query-invalid', errors: [{ path: 'q[4..11]' }] });
    expect(refused.json().detail).toContain('width:');
    await app.close();
  });

  test('what is not there or not valid is a problem document', async () => {
    const { app } = await testServer(await open());
    const cases: Array<[string, number, string]> = [
      ['/api/v1/assets/12', 404, 'asset-not-found'],
      ['/api/v1/assets/12/neighbours', 404, 'asset-not-found'],
      ['/api/v1/assets/abc', 400, 'invalid-input'],
      ['/api/v1/assets?limit=0', 400, 'invalid-input'],
      ['/api/v1/assets?cursor=bm9wZQ', 400, 'invalid-input'],
      // ["a",5] and [5,5]: of a list in another order.
      ['/api/v1/assets?q=order:score&cursor=WyJhIiw1XQ', 400, 'invalid-input'],
      ['/api/v1/assets?q=order:name&cursor=WzUsNV0', 400, 'invalid-input'],
      ['/api/v1/assets?ids=1,x', 400, 'invalid-input'],
      ['/api/v1/nothing', 404, 'not-found'],
    ];
    for (const [url, status, code] of cases) {
      const response = await app.inject(url);
      expect(response.headers['content-type']).toContain('application/problem+json');
      expect(response.json()).toMatchObject({ status, code, type: `/docs/errors#${code}`, next: expect.stringMatching(/./) });
      expect(response.statusCode).toBe(status);
    }
    expect((await app.inject('/api/v1/assets?limit=0')).json()).toMatchObject({ errors: [{ path: 'limit' }] });
    const wrongMethod = await app.inject({ method: 'PUT', url: '/api/v1/assets/12' });
    expect(wrongMethod.json()).toMatchObject({ code: 'method-not-allowed' });
    expect(wrongMethod.headers.allow).toBe('DELETE, GET, HEAD, PATCH');
    await app.close();
  });
});
