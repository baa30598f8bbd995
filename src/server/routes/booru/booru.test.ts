import { expect, test } from 'vitest';
import { createApiKey } from '../../../auth/api-keys.ts';
import { setPassword } from '../../../auth/password.ts';
import { writeClaims } from '../../../catalog/tag-claims.ts';
import { ensureTags } from '../../../catalog/tag-queries.ts';
import { createPool } from '../../../curate/pools.ts';
import { setParent } from '../../../curate/relations.ts';
import { forEachEngine } from '../../../../test/support/catalogs.ts';
import { addAssets, addStoredAsset, testServer, type TestServer } from '../../../../test/support/server.ts';

const NOW = Date.UTC(2026, 10, 21);

async function tag({ catalog }: TestServer, ids: readonly number[], words: Record<string, string[]>): Promise<void> {
  await catalog.write(async (tx) => {
    for (const [category, names] of Object.entries(words)) {
      const tags = await ensureTags(tx, names, NOW, category);
      const statements = [...tags.values()].map(({ id }) => ({ tagId: id, says: 'yes' as const }));
      await writeClaims(
        tx,
        'human',
        ids.map((assetId) => ({ assetId, statements })),
        NOW,
      );
    }
  });
}

forEachEngine('Danbooru API', (open) => {
  test('a post says what clients read', async () => {
    const server = await testServer(await open());
    const id = await addStoredAsset(server, Buffer.from('bytes of a picture'), 'a.jpg');
    await tag(server, [id], { general: ['long_hair', 'solo'], artist: ['someone'], species: ['cat'] });
    await server.catalog.write((tx) => tx.updateTable('asset').set({ content_rating: 1, rating: 4, favourite: 1 }).where('id', '=', id).execute());
    const post = (await server.app.inject(`/posts/${id}.json`)).json();
    expect(post).toMatchObject({
      id,
      rating: 's',
      score: 4,
      fav_count: 1,
      tag_string: 'cat long_hair solo someone',
      tag_string_general: 'cat long_hair solo',
      tag_string_artist: 'someone',
      tag_string_character: '',
      tag_count: 4,
      file_ext: 'jpg',
      file_size: 18,
      image_width: 400,
      parent_id: null,
    });
    expect(post.md5).toMatch(/^[0-9a-f]{32}$/);
    expect(post.file_url).toMatch(new RegExp(`^http://localhost(:\\d+)?/data/original/${id}/${post.md5}\\.jpg\\?s=`));
    const bytes = await server.app.inject(new URL(post.file_url).pathname);
    expect(bytes.body).toBe('bytes of a picture');
    expect(post.media_asset.variants.map((variant: { type: string }) => variant.type)).toContain('original');
    expect((await server.app.inject(`/posts/${id}.json?only=id,md5`)).json()).toEqual({ id, md5: post.md5 });
    const missing = await server.app.inject('/posts/999999.json');
    expect([missing.statusCode, missing.json().success]).toEqual([404, false]);
    await server.app.close();
  });

  test('pages by number and by id give every post once, newest id first; the query language is ours', async () => {
    const server = await testServer(await open());
    const ids = await addAssets(
      server.catalog,
      Array.from({ length: 25 }, (_, i) => ({ sortAt: (i * 7919) % 1000, width: 100 + i })),
    );
    await tag(server, ids.slice(0, 20), { general: ['seen'] });
    const get = async (query: string) => (await server.app.inject(`/posts.json?${query}`)).json();
    const idsOf = async (query: string): Promise<number[]> => (await get(query)).map((post: { id: number }) => post.id);
    const all = ids.slice(0, 20).toReversed();
    expect([...(await idsOf('tags=seen&limit=8')), ...(await idsOf('tags=seen&limit=8&page=2')), ...(await idsOf('tags=seen&limit=8&page=3'))]).toEqual(all);
    const walked: number[] = [];
    for (let page = 'b999999'; ; page = `b${walked.at(-1)!}`) {
      const next = await idsOf(`tags=seen&limit=7&page=${page}`);
      if (next.length === 0) break;
      walked.push(...next);
    }
    expect(walked).toEqual(all);
    expect(await idsOf(`tags=seen&limit=3&page=a${ids[4]!}`)).toEqual([ids[7], ids[6], ids[5]]);
    expect(await idsOf('tags=seen+width:<103+limit:2+status:any')).toEqual([ids[2], ids[1]]);
    expect(await idsOf('tags=seen+status:deleted')).toEqual([]);
    expect(await idsOf('tags=seen+-status:deleted&limit=1')).toEqual([ids[19]]);
    expect(await idsOf('tags=-seen')).toEqual(ids.slice(20).toReversed());
    expect(await idsOf('tags=seen+order:id_asc&limit=2')).toEqual(ids.slice(0, 2));
    expect((await idsOf('tags=seen&random=true&limit=200')).toSorted((a, b) => b - a)).toEqual(all);
    expect((await server.app.inject('/counts/posts.json?tags=seen')).json()).toEqual({ counts: { posts: 20 } });
    const wrong = await server.app.inject('/posts.json?tags=widht:5');
    expect([wrong.statusCode, wrong.json().success]).toEqual([422, false]);
    expect((await server.app.inject('/posts.json?page=1001')).statusCode).toBe(400);
    expect(ids).toContain((await server.app.inject('/posts/random.json?tags=seen')).json().id);
    await server.app.close();
  });

  test('parents, children and pools', async () => {
    const server = await testServer(await open());
    const [above, below, other] = (await addAssets(server.catalog, [{}, {}, {}])) as [number, number, number];
    await setParent(server.catalog, below, above, { now: NOW, actor: 'web' });
    const pool = await createPool(server.catalog, { name: 'A story', kind: 'series', description: '' }, { now: NOW, actor: 'web' }, [other, above]);
    const get = async (url: string) => (await server.app.inject(url)).json();
    expect(await get(`/posts/${below}.json?only=parent_id,has_children`)).toEqual({ parent_id: above, has_children: false });
    expect(await get(`/posts/${above}.json?only=parent_id,has_children`)).toEqual({ parent_id: null, has_children: true });
    expect(await get('/pools.json?search[name_matches]=story')).toMatchObject([{ id: pool, name: 'A_story', category: 'series', post_count: 2 }]);
    expect(await get('/pools.json?page=2')).toEqual([]);
    expect((await get(`/pools/${pool}.json`)).post_ids).toEqual([other, above]);
    const posts = await get(`/posts.json?tags=pool:${pool}+order:pool&only=id`);
    expect(posts).toEqual([{ id: other }, { id: above }]);
    expect((await server.app.inject('/pools/99.json')).statusCode).toBe(404);
    await server.app.close();
  });

  test('tags and suggestions', async () => {
    const server = await testServer(await open());
    const ids = await addAssets(server.catalog, [{}, {}, {}]);
    await tag(server, ids, { general: ['long_hair'] });
    await tag(server, ids.slice(0, 1), { general: ['long_sleeves'], character: ['longcat'] });
    const get = async (url: string) => (await server.app.inject(url)).json();
    const tags = await get('/tags.json?search[name_matches]=long*&search[order]=count');
    expect(tags.map((one: { name: string; post_count: number }) => [one.name, one.post_count])[0]).toEqual(['long_hair', 3]);
    expect(tags).toHaveLength(3);
    expect((await get('/tags.json?search[category]=4')).map((one: { name: string }) => one.name)).toEqual(['longcat']);
    expect(await get('/tags.json?search[name_comma]=long_hair,none_such&only=name,category')).toEqual([{ name: 'long_hair', category: 0 }]);
    const many = Array.from({ length: 1500 }, (_, at) => `t${at}`).join(',');
    expect((await get(`/tags.json?search[name_comma]=${many},long_hair&only=name`)).map((one: { name: string }) => one.name)).toEqual(['long_hair']);
    expect((await get('/tags.json?search[name_matches]=Long Hair&only=name')).map((one: { name: string }) => one.name)).toEqual(['long_hair']);
    const suggested = await get('/autocomplete.json?search[query]=long_h&search[type]=tag_query&limit=10');
    expect(suggested[0]).toMatchObject({ value: 'long_hair', label: 'long hair', post_count: 3, category: 0, antecedent: null });
    await server.app.close();
  });

  test('behind a password: by key, by HTTP basic, by login and api_key, and files by the links of a post', async () => {
    const server = await testServer(await open());
    const id = await addStoredAsset(server, Buffer.from('secret picture'), 'a.jpg');
    await setPassword(server.catalog, 'correct horse');
    const { key } = await createApiKey(server.catalog, { name: 'client', scope: 'read', expiresAt: null }, { actor: 'cli', now: server.time.now });
    for (const url of ['/posts.json', `/posts/${id}.json`, '/tags.json', '/counts/posts.json', `/data/original/${id}/a.jpg`])
      expect([url, (await server.app.inject(url)).statusCode]).toEqual([url, 401]);
    const basic = { authorization: `Basic ${Buffer.from(`me:${key}`).toString('base64')}` };
    const [post] = (await server.app.inject({ url: '/posts.json', headers: basic })).json();
    expect((await server.app.inject(`/posts.json?login=me&api_key=${key}`)).json()).toHaveLength(1);
    expect((await server.app.inject('/posts.json?login=me&api_key=wrong')).json()).toMatchObject({ success: false, error: 'api-key-invalid' });
    const { pathname, search } = new URL(post.file_url);
    expect((await server.app.inject(pathname + search)).body).toBe('secret picture');
    expect((await server.app.inject(pathname.replace(`/${id}/`, `/${id + 1}/`) + search)).statusCode).toBe(401);
    server.time.now += 4 * 86_400_000;
    expect((await server.app.inject(pathname + search)).statusCode).toBe(401);
    await server.app.close();
  });
});
