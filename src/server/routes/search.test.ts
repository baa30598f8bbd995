import { beforeAll, expect, test } from 'vitest';
import { writeClaims } from '../../catalog/tag-claims.ts';
import { ensureTags } from '../../catalog/tag-queries.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { addAssets, type TestServer, testServer } from '../../../test/support/server.ts';

interface Explained {
  normal: string;
  terms: Array<{ text: string; negated: boolean; without: string; turned: string; tokens: Array<Record<string, unknown>> }>;
  order: { text: string; without: string } | null;
  warnings: Array<{ start: number; end: number; message: string; instead: string[] }>;
  plan: { by: string; total: number; steps: Array<{ depth: number; does: string; estimate: number | null }> };
}

forEachEngine('search explained', (open) => {
  let server: TestServer;

  beforeAll(async () => {
    const catalog = await open();
    server = await testServer(catalog);
    const ids = await addAssets(catalog, [{ name: 'a red castle.jpg' }, { name: 'beach.jpg' }]);
    await catalog.write(async (tx) => {
      const tags = await ensureTags(tx, ['long_hair', 'short_hair', 'hakurei_reimu', 'unused'], 1);
      await tx.updateTable('tag').set({ category: 'character' }).where('name', '=', 'hakurei_reimu').execute();
      await tx
        .insertInto('tag_alias')
        .values({ name: 'reimu', tag_id: tags.get('hakurei_reimu')!.id, origin: 'human', created_at: 1 })
        .execute();
      for (const name of ['long_hair', 'short_hair', 'hakurei_reimu'])
        await writeClaims(tx, 'human', [{ assetId: ids[0]!, statements: [{ tagId: tags.get(name)!.id, says: 'yes' }] }], 1);
    });
  });

  const explain = async (q: string): Promise<Explained> =>
    (await server.app.inject({ url: `/api/v1/search/explain?q=${encodeURIComponent(q)}` })).json<Explained>();

  test('each term has its place and its meaning', async () => {
    const { terms, order, normal } = await explain('Reimu  -castle *_hair width:>=100 "red castle" order:oldest');
    expect(normal).toBe('Reimu -castle *_hair width:>=100 "red castle" order:oldest');
    expect(terms.map(({ tokens }) => tokens.map(({ meaning }) => meaning))).toEqual([['tag'], ['words'], ['tags'], ['field'], ['words']]);
    expect(terms[0]!.tokens[0]).toMatchObject({
      start: 0,
      end: 5,
      text: 'Reimu',
      tags: [{ name: 'hakurei_reimu', category: 'character', count: 1, alias: 'reimu' }],
    });
    expect(terms[1]).toMatchObject({ text: 'castle', negated: true });
    expect(terms[1]!.tokens[0]).toMatchObject({ start: 8, end: 14 });
    expect(terms[2]!.tokens[0]).toMatchObject({ tagTotal: 2 });
    expect(terms[3]!.tokens[0]).toMatchObject({ field: 'width', about: 'pixels across' });
    expect(order).toEqual({ by: 'oldest', text: 'order:oldest', without: 'Reimu -castle *_hair width:>=100 "red castle"' });
  });

  test('a term can be taken away or turned around; the others stay as they were written', async () => {
    const { terms } = await explain('date:2024 -(a or b) "x y" order:id');
    expect(terms.map(({ text }) => text)).toEqual(['date:2024', 'a or b', '"x y"']);
    expect(terms.map(({ without }) => without)).toEqual(['-(a or b) "x y" order:id', 'date:2024 "x y" order:id', 'date:2024 -(a or b) order:id']);
    expect(terms.map(({ turned }) => turned)).toEqual([
      '-date:2024 -(a or b) "x y" order:id',
      'date:2024 (a or b) "x y" order:id',
      'date:2024 -(a or b) -"x y" order:id',
    ]);
    const [only] = (await explain('a or b c')).terms;
    expect(only).toMatchObject({ text: 'a or b c', without: '', turned: '-(a or b c)' });
    expect((await explain('')).terms).toEqual([]);
  });

  test('what finds nothing is said, with what may have been meant', async () => {
    const unknown = await explain('beach tag:long_hiar');
    expect(unknown.warnings[0]).toMatchObject({ start: 6, end: 19, message: expect.stringContaining('no tag') });
    expect(unknown.warnings[0]!.instead[0]).toBe('beach long_hair');
    expect((await explain('-unused')).warnings[0]).toMatchObject({ message: expect.stringContaining('Nothing bears'), instead: ['-words:unused'] });
    expect((await explain('cast')).warnings[0]!.instead).toContain('cast*');
    expect((await explain('order:name width:5 order:id')).warnings).toEqual([
      { start: 0, end: 10, message: 'order:name is passed over: order:id stands behind it, and the last order counts', instead: ['width:5 order:name'] },
    ]);
    expect((await explain('order:id width:5 order:id')).warnings).toEqual([]);
    expect((await explain('castle order:rank')).warnings.map(({ message }) => message)).not.toContain(expect.stringContaining('rank'));
    expect((await explain('width:5 order:rank')).warnings[0]!.message).toMatch(/no words to rank/);
  });

  test('the plan says what the catalog is asked', async () => {
    const { plan } = await explain('reimu (castle or -width:5)');
    expect(plan).toMatchObject({ by: 'sql', total: 1 });
    expect(plan.steps.map(({ depth, does }) => [depth, does])).toEqual([
      [0, 'all of'],
      [1, 'tag hakurei_reimu'],
      [1, 'any of'],
      [2, 'text “castle”'],
      [2, 'not'],
      [3, 'within {"fact":"width","min":5,"max":5}'],
    ]);
    expect(plan.steps.map(({ estimate }) => estimate)).toEqual([null, 1, null, 1, null, null]);
  });

  test('a mistake is answered with its place', async () => {
    const answer = await server.app.inject({ url: '/api/v1/search/explain?q=widht:5' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'query-invalid', errors: [{ path: 'q[0..7]' }] });
  });

  test('the fields and orders there are', async () => {
    const { fields, orders } = (await server.app.inject({ url: '/api/v1/search/fields' })).json<{
      fields: Array<{ name: string; values: string[] }>;
      orders: string[];
    }>();
    expect(fields.find(({ name }) => name === 'rating')!.values).toEqual(['general', 'sensitive', 'questionable', 'explicit', 'none', 'any']);
    expect(orders).toContain('random');
  });

  test('saved searches are kept, changed, and brought back', async () => {
    const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
      const answer = await server.app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
      return { status: answer.statusCode, body: answer.json<Record<string, unknown> & { items: Array<{ id: number; name: string; term: string }> }>() };
    };
    const made = await call('POST', '/api/v1/searches', { name: 'My castles', query: 'castle', pinned: true });
    expect(made).toMatchObject({ status: 201, body: { name: 'My castles', query: 'castle', pinned: true, term: 'search:"My castles"' } });
    expect((await call('POST', '/api/v1/searches', { name: 'my_castles', query: 'x' })).body).toMatchObject({ code: 'saved-search-exists' });
    expect((await call('POST', '/api/v1/searches', { name: 'bad', query: 'width:x' })).body).toMatchObject({ code: 'query-invalid' });
    const id = Number(made.body['id']);
    expect((await call('PATCH', `/api/v1/searches/${id}`, { name: 'Forts', pinned: false })).body.items).toMatchObject([{ name: 'Forts', pinned: false }]);
    expect((await explain('search:forts')).terms[0]!.tokens[0]).toMatchObject({ meaning: 'search' });
    const { body: gone } = await call('DELETE', `/api/v1/searches/${id}`);
    expect((await call('GET', '/api/v1/searches')).body.items).toEqual([]);
    expect((await call('POST', '/api/v1/searches', gone)).status).toBe(201);
    expect((await call('DELETE', '/api/v1/searches/99999')).status).toBe(404);
  });
});
