import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { putMetadata, refreshFacts } from '../../src/catalog/metadata-queries.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import type { TagOrigin } from '../../src/domain/tag.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets, testServer, type TestServer } from '../support/server.ts';

interface Answer {
  readonly status: number;
  readonly [field: string]: any;
}

const NOW = Date.UTC(2026, 10, 21);

forEachEngine('edits of people', (open) => {
  let server: TestServer;
  let catalog: Catalog;
  const ask = async (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object): Promise<Answer> => {
    server.time.now += 1;
    const answer = await server.app.inject({ method, url: `/api/v1${url}`, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, ...(answer.json() as object) };
  };
  const edit = (id: number, add: string[], remove: string[] = []) => ask('POST', `/assets/${id}/tags`, { add, remove });
  const revert = (batch: string) => ask('POST', `/edits/${batch}/revert`);
  const newAsset = async () => (await addAssets(catalog, [{}]))[0]!;
  const tags = async (id: number): Promise<string[]> => (await ask('GET', `/assets/${id}`))['tags'].map(({ name }: { name: string }) => name);
  const claims = (id: number) => catalog.read.selectFrom('tag_claim').selectAll().where('asset_id', '=', id).orderBy('tag_id').orderBy('origin').execute();
  const says = (id: number, origin: TagOrigin, names: string[]) =>
    catalog.write(async (tx) => {
      const known = await ensureTags(tx, names, NOW);
      await writeClaims(tx, origin, [{ assetId: id, replace: true, statements: names.map((name) => ({ tagId: known.get(name)!.id, says: 'yes' })) }], NOW);
    });

  beforeAll(async () => {
    server = await testServer(await open());
    catalog = server.catalog;
    await catalog.write(async (tx) => {
      const known = await ensureTags(tx, ['cat', 'animal', 'dog', 'old'], NOW);
      const id = (name: string) => known.get(name)!.id;
      await tx
        .insertInto('tag_alias')
        .values({ name: 'kitty', tag_id: id('cat'), origin: 'human', created_at: NOW })
        .execute();
      const rule = { state: 'active' as const, origin: 'human', created_at: NOW, updated_at: NOW };
      await tx
        .insertInto('tag_implication')
        .values({ ...rule, antecedent_id: id('cat'), consequent_id: id('animal') })
        .execute();
      await tx.updateTable('tag').set({ deprecated: 1 }).where('id', '=', id('old')).execute();
    });
  });

  test('names are read as people type them, aliases resolved, implied tags answered', async () => {
    const id = await newAsset();
    const answer = await edit(id, [' Kitty ', 'artist:Ann Lee', 'Long  Hair', 're:zero']);
    expect(answer.status).toBe(200);
    expect(answer['asset'].tags).toMatchObject([
      { name: 'animal', origins: [{ origin: 'implied' }] },
      { name: 'ann_lee', category: 'artist' },
      { name: 'cat', category: 'general', origins: [{ origin: 'human' }] },
      { name: 'long_hair' },
      { name: 're:zero' },
    ]);
    expect(answer['edit']).toMatchObject({ kind: 'tags', actor: 'web', assetId: id, undoneBy: null, reverts: null });
    expect(answer['edit'].tags).toContainEqual({ name: 'cat', before: 'nothing', after: 'yes' });
    // A tag that is there keeps its category, whatever stands before its name.
    expect((await edit(id, ['character:dog']))['asset'].tags.find(({ name }: { name: string }) => name === 'dog')).toMatchObject({ category: 'general' });
    expect((await edit(id, ['cat']))['edit']).toBeNull();
  });

  test('every name that cannot be is told, and nothing is changed', async () => {
    const id = await newAsset();
    const answer = await edit(id, ['fine', 'a,b', '-x', ' ', 'x'.repeat(201), 'old', 'cat'], ['kitty', 'unheard_of', 'artist:']);
    expect(answer).toMatchObject({ status: 400, code: 'tag-invalid' });
    expect(answer['errors'].map(({ path }: { path: string }) => path).sort()).toEqual([
      'add.1',
      'add.2',
      'add.3',
      'add.4',
      'add.5',
      'add.6',
      'remove.1',
      'remove.2',
    ]);
    expect(await tags(id)).toEqual([]);
    expect(await catalog.read.selectFrom('tag').select('id').where('name', '=', 'fine').executeTakeFirst()).toBeUndefined();
    expect((await edit(id, [])).status).toBe(400);
    expect((await edit(999_999, ['cat'])).status).toBe(404);
  });

  test('every edit is in the history and can be taken back, and that too', async () => {
    const id = await newAsset();
    await says(id, 'model:tagger', ['red', 'blue']);
    const before = await claims(id);
    const { edit: first } = await edit(id, ['cat'], ['red']);
    const after = await claims(id);
    expect(first.tags).toEqual(expect.arrayContaining([{ name: 'red', before: 'nothing', after: 'no' }]));
    const back = await revert(first.batch);
    expect(back).toMatchObject({ status: 200, assets: 1 });
    expect(await claims(id)).toEqual(before);
    expect(await revert(first.batch)).toMatchObject({ status: 409, code: 'nothing-to-revert' });
    const again = await revert(back['batch']);
    expect(await claims(id)).toEqual(after);
    expect((await revert(first.batch)).status).toBe(200);
    expect(await claims(id)).toEqual(before);
    const { items } = await ask('GET', `/assets/${id}/history`);
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['revert', 'revert', 'revert', 'tags']);
    expect(items.at(-1)).toMatchObject({ batch: first.batch, undoneBy: items[0].batch });
    expect(items[1]).toMatchObject({ batch: again['batch'], reverts: back['batch'] });
    expect((await revert('0190a0a0-0000-7000-8000-000000000000')).status).toBe(404);
  });

  test('what was changed again since stays, also when it is the same again', async () => {
    const id = await newAsset();
    const { edit: first } = await edit(id, ['cat', 'red', 'blue']);
    await edit(id, [], ['red']);
    await edit(id, ['red']);
    await edit(id, [], ['blue']);
    expect((await revert(first.batch)).status).toBe(200);
    expect(await tags(id)).toEqual(['red']);
    expect(await revert(first.batch)).toMatchObject({ status: 409 });
  });

  test('facts are edits of the same kind; place and zone go back whole or not at all', async () => {
    const id = await newAsset();
    expect(await ask('PATCH', `/assets/${id}`, { title: '\0' })).toMatchObject({ status: 400, code: 'invalid-input' });
    const first = await ask('PATCH', `/assets/${id}`, { title: 'Mine', latitude: 1, longitude: 2, takenAt: '2019-07-21T14:03:59+02:00', rating: 4 });
    await ask('PATCH', `/assets/${id}`, { latitude: 5, longitude: 2, title: 'Yours' });
    const [second, entry] = (await ask('GET', `/assets/${id}/history`))['items'];
    expect(entry).toMatchObject({ batch: first['batch'], kind: 'facts' });
    expect(entry.facts).toEqual(
      expect.arrayContaining([
        { fact: 'title', before: null, after: 'Mine' },
        { fact: 'takenAt', before: null, after: '2019-07-21T14:03:59+02:00' },
      ]),
    );
    expect(second.facts).toEqual([
      { fact: 'title', before: 'Mine', after: 'Yours' },
      { fact: 'latitude', before: 1, after: 5 },
    ]);
    await revert(first['batch']);
    expect(await ask('GET', `/assets/${id}`)).toMatchObject({ title: 'Yours', place: { latitude: 5, longitude: 2 }, takenAt: null, rating: null });
    const { batch } = await ask('PATCH', `/assets/${id}`, { title: 'Yours' });
    expect(batch).toBeNull();
  });

  test('marks of several assets are one deed', async () => {
    const [a, b] = (await addAssets(catalog, [{}, {}])) as [number, number];
    await ask('POST', '/assets/marks', {
      marks: [
        { id: a, rating: 3 },
        { id: b, favourite: true },
        { id: a, rating: 5 },
      ],
    });
    const [deed] = (await ask('GET', '/edits?limit=1'))['items'];
    expect(deed).toMatchObject({ kind: 'facts', assets: 2, summary: { facts: ['rating', 'favourite'] } });
    expect(deed.sample.map(({ id }: { id: number }) => id)).toEqual([a, b]);
    await revert(deed.batch);
    expect(await ask('GET', `/assets/${a}`)).toMatchObject({ rating: null });
    expect(await ask('GET', `/assets/${b}`)).toMatchObject({ favourite: false });
    const [back] = (await ask('GET', '/edits?limit=1'))['items'];
    await revert(back.batch);
    expect(await ask('GET', `/assets/${a}`)).toMatchObject({ rating: 5 });
    expect(await ask('GET', `/assets/${b}`)).toMatchObject({ favourite: true });
  });

  test('a model that speaks again and files that are read again leave edits as they are', async () => {
    const id = await newAsset();
    await says(id, 'model:tagger', ['red', 'blue']);
    await edit(id, ['cat'], ['red']);
    await ask('PATCH', `/assets/${id}`, { title: 'Mine', rating: 5 });
    await says(id, 'model:tagger', ['red', 'green', 'cat']);
    await says(id, 'embedded', ['red']);
    await catalog.write(async (tx) => {
      await putMetadata(tx, id, { origin: 'embedded', now: 2 }, { facts: { title: 'From the file', rating: 1, creator: 'Ann' }, raw: {} });
      await refreshFacts(tx, id, 2);
    });
    expect(await tags(id)).toEqual(['animal', 'cat', 'green']);
    expect(await ask('GET', `/assets/${id}`)).toMatchObject({ title: 'Mine', rating: 5, creator: 'Ann' });
    const { items } = await ask('GET', `/assets/${id}/history`);
    await revert(items[1].batch);
    expect(await tags(id)).toEqual(['animal', 'cat', 'green', 'red']);
  });

  test('a merged tag is found by its old name, one that was deleted comes back', async () => {
    const id = await newAsset();
    const { edit: first } = await edit(id, ['feline', 'gone']);
    const { edit: second } = await edit(id, [], ['gone']);
    await catalog.write(async (tx) => {
      const known = await ensureTags(tx, ['cat', 'feline', 'gone'], NOW);
      await writeClaims(
        tx,
        'human',
        [
          {
            assetId: id,
            statements: [
              { tagId: known.get('feline')!.id, says: 'nothing' },
              { tagId: known.get('cat')!.id, says: 'yes' },
            ],
          },
        ],
        NOW,
      );
      await tx.deleteFrom('tag').where('name', 'in', ['feline', 'gone']).execute();
      await tx
        .insertInto('tag_alias')
        .values({ name: 'feline', tag_id: known.get('cat')!.id, origin: 'human', created_at: NOW })
        .execute();
    });
    await revert(second.batch);
    expect(await tags(id)).toEqual(['animal', 'cat', 'gone']);
    await revert(first.batch);
    expect(await tags(id)).toEqual([]);
  });

  test('pages of deeds and of a history follow each other', async () => {
    const id = await newAsset();
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      server.time.now += 1;
      await edit(id, [name]);
    }
    for (const url of ['/edits?kind=tags&limit=2', `/assets/${id}/history?limit=2`]) {
      const first = await ask('GET', url);
      const second = await ask('GET', `${url}&cursor=${first['next']}`);
      const names = [...first['items'], ...second['items']].map((item) => item.summary?.add[0] ?? item.tags[0].name);
      expect(names).toEqual(['e', 'd', 'c', 'b']);
    }
    expect((await ask('GET', '/edits?cursor=x')).status).toBe(400);
    expect((await ask('GET', `/edits/${(await ask('GET', '/edits?limit=1'))['items'][0].batch}`))['assets']).toBe(1);
  });

  test('after any edits and reverts, taking back all that stands, the latest first, leaves nothing said', async () => {
    const names = ['p', 'q', 'r'];
    const step = fc.oneof(fc.record({ add: fc.subarray(names), remove: fc.subarray(names) }), fc.constant({ revert: 'latest' as const }));
    await catalog.write((tx) => ensureTags(tx, names, NOW));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const id = await newAsset();
        await says(id, 'model:tagger', ['p']);
        const before = await claims(id);
        for (const one of steps) {
          server.time.now += 1;
          if ('revert' in one) {
            const { items } = await ask('GET', `/assets/${id}/history`);
            // One before it that later ones changed in part is taken back in part, for good: see the test above.
            const chosen = items.find((item: any) => item.undoneBy === null);
            if (chosen) expect([200, 409]).toContain((await revert(chosen.batch)).status);
          } else {
            const add = one.add.filter((name) => !one.remove.includes(name));
            if (add.length + one.remove.length > 0) expect((await edit(id, add, one.remove)).status).toBe(200);
          }
        }
        for (let round = 0; round < 20; round += 1) {
          const { items } = await ask('GET', `/assets/${id}/history`);
          const open = items.filter((item: any) => item.undoneBy === null && item.kind !== 'revert');
          if (open.length === 0) break;
          for (const { batch } of open) await revert(batch);
        }
        expect(await claims(id)).toEqual(before);
      }),
      {
        numRuns: 20,
        // An undo undone, and that undone again, and again: each may stand only when what took it back does not.
        examples: [[[{ add: ['p'], remove: [] }, { add: [], remove: ['p'] }, ...Array.from({ length: 3 }, () => ({ revert: 'latest' as const }))]]],
      },
    );
  });
});
