import { expect, test } from 'vitest';
import { metadataOf, putMetadata, refreshFacts } from '../../src/catalog/metadata-queries.ts';
import type { ContentRating } from '../../src/domain/tag.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets, testServer, type TestServer } from '../support/server.ts';

interface Answer {
  readonly status: number;
  readonly [field: string]: unknown;
}

async function ask({ app }: TestServer, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object): Promise<Answer> {
  const answer = await app.inject({ method, url: `/api/v1${url}`, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, ...(answer.json() as object) };
}

const sidecar = (contentRating: ContentRating, favourite?: boolean) => ({
  facts: { contentRating, ...(favourite === undefined ? {} : { favourite }) },
  raw: {},
});

forEachEngine('marks', (open) => {
  test('content rating and favourite: a person stands above sidecars and all re-derivation; null is nobody has looked', async () => {
    const server = await testServer(await open());
    const { catalog } = server;
    const [id = 0] = await addAssets(catalog, [{}]);
    const seen = async () => {
      const { contentRating, contentRatingOrigin, favourite } = await ask(server, 'GET', `/assets/${id}`);
      return { contentRating, contentRatingOrigin, favourite };
    };
    const reads = (rating: ContentRating, favourite?: boolean) =>
      catalog.write(async (tx) => {
        await putMetadata(tx, id, { origin: 'sidecar', path: '/a.xmp', now: 1 }, sidecar(rating, favourite));
        await refreshFacts(tx, id, 1);
      });
    expect(await seen()).toEqual({ contentRating: null, contentRatingOrigin: null, favourite: false });
    await reads('questionable', true);
    expect(await seen()).toEqual({ contentRating: 'questionable', contentRatingOrigin: 'sidecar', favourite: true });
    const edit = await ask(server, 'PATCH', `/assets/${id}`, { contentRating: 'general', favourite: false });
    expect(edit['previous']).toEqual({ contentRating: null, favourite: null });
    await reads('explicit', true);
    expect(await seen()).toEqual({ contentRating: 'general', contentRatingOrigin: 'human', favourite: false });
    await ask(server, 'PATCH', `/assets/${id}`, edit['previous'] as object);
    expect(await seen()).toEqual({ contentRating: 'explicit', contentRatingOrigin: 'sidecar', favourite: true });
    await server.app.close();
  });

  test('what a model found out is no fact: reading files again leaves it, a person stands above it', async () => {
    const server = await testServer(await open());
    const { catalog } = server;
    const [id = 0] = await addAssets(catalog, [{}]);
    const rating = async () => {
      const { contentRating, contentRatingOrigin } = await ask(server, 'GET', `/assets/${id}`);
      return [contentRating, contentRatingOrigin];
    };
    await catalog.write((tx) => tx.updateTable('asset').set({ content_rating: 2, content_rating_origin: 'model:nsfw' }).where('id', '=', id).execute());
    await catalog.write((tx) => refreshFacts(tx, id, 1));
    expect(await rating()).toEqual(['questionable', 'model:nsfw']);
    await ask(server, 'PATCH', `/assets/${id}`, { contentRating: 'sensitive' });
    expect(await rating()).toEqual(['sensitive', 'human']);
    await ask(server, 'POST', '/assets/marks', { marks: [{ id, contentRating: 'explicit', rating: 3 }] });
    await ask(server, 'PATCH', `/assets/${id}`, { contentRating: null });
    expect(await rating()).toEqual(['questionable', 'model:nsfw']);
    await server.app.close();
  });

  test('many at once, in their order, undone by what is answered; each has a line in the change feed', async () => {
    const server = await testServer(await open());
    const { catalog } = server;
    const [a = 0, b = 0, c = 0] = await addAssets(catalog, [{}, {}, {}]);
    const state = () => catalog.read.selectFrom('asset').select(['id', 'rating', 'favourite', 'content_rating', 'scored_at']).orderBy('id').execute();
    const before = await state();
    await ask(server, 'POST', '/assets/marks', { marks: [{ id: b, rating: 2 }] });
    const middle = await state();
    const marks = [
      { id: a, rating: 4 },
      { id: b, rating: -1, favourite: true },
      { id: 999_999, rating: 1 },
      { id: a, rating: 5, contentRating: 'explicit' },
      { id: c, favourite: true },
    ];
    const done = await ask(server, 'POST', '/assets/marks', { marks });
    expect(done).toMatchObject({ status: 200, missing: [999_999] });
    expect((await state()).map(({ rating, favourite, content_rating }) => [rating, favourite, content_rating])).toEqual([
      [5, 0, 3],
      [-1, 1, null],
      [null, 1, null],
    ]);
    expect((await state())[0]!.scored_at).toBe(server.time.now);
    await ask(server, 'POST', '/assets/marks', { marks: done['previous'] as object[] });
    expect((await state()).map((row) => ({ ...row, scored_at: 0 }))).toEqual(middle.map((row) => ({ ...row, scored_at: 0 })));
    await ask(server, 'POST', '/assets/marks', { marks: [{ id: b, rating: null }] });
    expect(await state()).toEqual(before);
    expect((await metadataOf(catalog.read, b)).length).toBe(0);
    const changes = await catalog.read.selectFrom('change').select('asset_id').where('kind', '=', 'asset-updated').execute();
    expect(changes.filter(({ asset_id }) => asset_id === c)).toHaveLength(2);
    await server.app.close();
  });

  test('writers that mark the same assets in other orders at the same time do not stand in each other’s way', async () => {
    const server = await testServer(await open());
    const ids = await addAssets(
      server.catalog,
      Array.from({ length: 20 }, () => ({})),
    );
    const answers = await Promise.all(
      [ids, ids.toReversed(), ids, ids.toReversed()].map((some, n) =>
        ask(server, 'POST', '/assets/marks', { marks: some.map((id) => (n % 2 === 0 ? { id, rating: n + 1 } : { id, favourite: true })) }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const rows = await server.catalog.read.selectFrom('asset').select(['rating', 'favourite']).execute();
    expect(rows.every(({ rating, favourite }) => (rating === 1 || rating === 3) && favourite === 1)).toBe(true);
    await server.app.close();
  });

  test.each([{ marks: [] }, { marks: [{ id: 1, rating: 6 }] }, { marks: [{ id: 1, contentRating: 'safe' }] }, { marks: [{ id: 1, title: 'x' }] }])(
    '%j is refused',
    async (payload) => {
      const server = await testServer(await open());
      expect(await ask(server, 'POST', '/assets/marks', payload)).toMatchObject({ status: 400, code: 'invalid-input' });
      await server.app.close();
    },
  );

  test('notes: written, changed, deleted, each undone; found by their words', async () => {
    const server = await testServer(await open());
    const [id = 0, other = 0] = await addAssets(server.catalog, [{}, {}]);
    const found = async (q: string) =>
      ((await ask(server, 'GET', `/assets?q=${encodeURIComponent(q)}`))['items'] as Array<{ id: number }>).map((one) => one.id);
    const notes = async () => (await ask(server, 'GET', `/assets/${id}`))['notes'] as Array<{ text: string; box: unknown }>;
    const box = { x: 0.25, y: 0.5, width: 0.9, height: 0.1 };
    const first = await ask(server, 'POST', `/assets/${id}/notes`, { text: ' Übersetzung: 100% “Hello” ', box });
    expect(first).toMatchObject({ status: 200, text: 'Übersetzung: 100% “Hello”', box: { ...box, width: 0.75 }, assetId: id });
    const plain = await ask(server, 'POST', `/assets/${id}/notes`, { text: 'Shot on the roof' });
    expect(plain['box']).toBeNull();
    expect((await notes()).map(({ text }) => text)).toEqual(['Übersetzung: 100% “Hello”', 'Shot on the roof']);
    expect(await found('has:note')).toEqual([id]);
    expect(await found('-has:note')).toEqual([other]);
    expect(await found('note:ROOF')).toEqual([id]);
    expect(await found('note:"100%"')).toEqual([id]);
    expect(await found('note:"100_"')).toEqual([]);
    expect(await found('note:none')).toEqual([other]);
    expect(await found('roof')).toEqual([id]);
    const changed = await ask(server, 'PATCH', `/notes/${Number(first['id'])}`, { box: { x: 0, y: 0, width: 0.5, height: 0.5 } });
    expect(changed).toMatchObject({ note: { box: { x: 0, width: 0.5 }, text: first['text'] }, previous: { text: first['text'], box: first['box'] } });
    const back = await ask(server, 'PATCH', `/notes/${Number(first['id'])}`, changed['previous'] as object);
    expect((back['note'] as { box: unknown }).box).toEqual(first['box']);
    expect(await ask(server, 'DELETE', `/notes/${Number(plain['id'])}`)).toMatchObject({ text: 'Shot on the roof' });
    expect(await found('roof')).toEqual([]);
    expect(await ask(server, 'DELETE', `/notes/${Number(plain['id'])}`)).toMatchObject({ status: 404, code: 'note-not-found' });
    expect(await ask(server, 'PATCH', `/notes/${Number(first['id'])}`, { text: '  ' })).toMatchObject({ status: 400, code: 'invalid-input' });
    expect(await ask(server, 'POST', '/assets/999999/notes', { text: 'x' })).toMatchObject({ status: 404, code: 'asset-not-found' });
    expect(await ask(server, 'POST', `/assets/${id}/notes`, { text: 'x', box: { ...box, x: -1 } })).toMatchObject({ status: 400 });
    await server.app.close();
  });

  test('one transaction counts in one row, however much it marks: two that take many would wait for each other in a ring', async () => {
    const server = await testServer(await open());
    const ids = await addAssets(
      server.catalog,
      Array.from({ length: 60 }, () => ({})),
    );
    await ask(server, 'POST', '/assets/marks', { marks: ids.map((id) => ({ id, rating: 3 })) });
    expect(await server.catalog.read.selectFrom('activity').select(['kind', 'count']).execute()).toEqual([{ kind: 'scored', count: 60 }]);
    await server.app.close();
  });

  test('the calendar counts what people do and what comes in, by the days of a time zone', async () => {
    const server = await testServer(await open());
    const { catalog, time } = server;
    const ids = await addAssets(catalog, [{}, {}, {}]);
    const at = async (moment: string, marks: object[]) => {
      time.now = Date.parse(moment);
      expect(await ask(server, 'POST', '/assets/marks', { marks })).toMatchObject({ status: 200 });
    };
    await at('2026-11-18T10:00:00Z', [{ id: ids[0], rating: 3 }]);
    await at('2026-11-20T10:00:00Z', [
      { id: ids[0], rating: 4 },
      { id: ids[1], rating: -1, favourite: true },
    ]);
    await at('2026-11-20T23:30:00Z', [{ id: ids[2], contentRating: 'general' }]);
    // Said before, taken back, not rated: none of them is a contribution.
    await at('2026-11-19T10:00:00Z', [
      { id: ids[0], rating: 4 },
      { id: ids[1], favourite: null },
      { id: ids[2], rating: 0 },
    ]);
    time.now = Date.parse('2026-11-21T12:00:00Z');
    const tags = await catalog.write((tx) => ensureTags(tx, ['cat'], time.now));
    const says = (origin: 'human' | 'import') =>
      catalog.write((tx) => writeClaims(tx, origin, [{ assetId: ids[0]!, statements: [{ tagId: tags.get('cat')!.id, says: 'yes' }] }], time.now));
    await says('human');
    await says('import');
    const none = { scored: 0, rated: 0, favourited: 0, tagged: 0, ingested: 0 };
    expect(await ask(server, 'GET', '/activity?year=2026')).toEqual({
      status: 200,
      year: 2026,
      firstYear: 2026,
      days: [
        { day: '2026-11-18', ...none, scored: 1 },
        { day: '2026-11-20', ...none, scored: 2, favourited: 1, rated: 1 },
        { day: '2026-11-21', ...none, tagged: 1 },
      ],
      totals: { ...none, scored: 3, favourited: 1, rated: 1, tagged: 1 },
      streak: { current: 2, longest: 2 },
    });
    const tokyo = await ask(server, 'GET', '/activity?year=2026&zone=Asia/Tokyo');
    expect((tokyo['days'] as Array<{ day: string; rated: number }>).find(({ rated }) => rated > 0)?.day).toBe('2026-11-21');
    expect(await ask(server, 'GET', '/activity?year=2025')).toMatchObject({ days: [], totals: none });
    expect(await ask(server, 'GET', '/activity?year=2026&zone=Mars/Olympus')).toMatchObject({ status: 400, code: 'invalid-input' });
    const found = async (q: string) => ((await ask(server, 'GET', `/assets?q=${encodeURIComponent(q)}`))['items'] as object[]).length;
    expect(await found('scored:2026-11-20')).toBe(2);
    expect(await found('scored:2026-11-20T11:00...2026-11-21T11:00')).toBe(0);
    await server.app.close();
  });
});
