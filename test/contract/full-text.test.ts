import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { dropTexts, fillTexts, textsComplete, withoutText } from '../../src/catalog/asset-text.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { putGeneration, putMetadata, refreshFacts } from '../../src/catalog/metadata-queries.ts';
import { searchAssets, type SearchPosition } from '../../src/catalog/search-queries.ts';
import { purgeRows, trashAssets } from '../../src/catalog/trash-queries.ts';
import { addNote, removeNote } from '../../src/curate/notes.ts';
import { textTokens } from '../../src/domain/text-tokens.ts';
import { toSearch } from '../../src/search/search-query.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { placesFound } from '../support/places-found.ts';
import { addAssets } from '../support/server.ts';

const NOW = Date.UTC(2026, 10, 21);
const NAMES = [
  'IMG_0011.JPG',
  'RedCastle42_view.png',
  'red castle at night.jpg',
  'castle, red.jpg',
  '東京タワーの夜景.jpg',
  '京東 sale.jpg',
  'Größe crème brûlée.jpg',
  'don’t look.webp',
  '서울 한강공원.heic',
  'HTTPServer McDonald.svg',
];

forEachEngine('full text', (open) => {
  let catalog: Catalog;
  let ids: number[];

  beforeAll(async () => {
    catalog = await open();
    ids = await addAssets(
      catalog,
      NAMES.map((name, i) => ({ name, sortAt: 1_000 - i })),
    );
  });

  const find = (text: string) => placesFound(catalog, ids, text, NOW);

  test.each<[string, number[]]>([
    ['img', [0]],
    ['IMG_0011', [0]],
    ['img0011', [0]],
    ['11', []],
    ['0011', [0]],
    ['00*', [0]],
    ['castle', [1, 2, 3]],
    ['cast*', [1, 2, 3]],
    ['cas', []],
    ['redcastle', [1]],
    ['RedCastle', [1, 2]],
    ['"red castle"', [1, 2]],
    ['"castle red"', [3]],
    ['"red cast*"', []],
    ['words:"red castle"', [1, 2]],
    ['words:night,sale', [2, 5]],
    ['red -night', [1, 3]],
    ['42', [1]],
    ['redcastle42', [1]],
    ['東京', [4]],
    ['京', [4, 5]],
    ['タワー', [4]],
    ['夜景', [4]],
    ['東夜', []],
    ['grosse', [6]],
    ['GRÖSSE', [6]],
    ['größe brulee', [6]],
    ["don't", [7]],
    ['don’t', [7]],
    ['한강', [8]],
    ['공원', [8]],
    ['http', [9]],
    ['httpserver', [9]],
    ['mcdonald', [9]],
    ['McDonald', [9]],
    ['IMG*1.JPG', [0]],
    ['*ver*mc', [9]],
  ])('%s', async (text, wanted) => {
    expect(await find(text)).toEqual(wanted);
  });

  test('a word follows what files and people say, and what was asked of a generator', async () => {
    const [id] = (await addAssets(catalog, [{ name: 'x.png' }])) as [number];
    const search = async (text: string) => (await searchAssets(catalog, await toSearch(catalog, text, NOW), undefined, 10)).map((row) => row.id);
    await catalog.write(async (tx) => {
      await putMetadata(
        tx,
        id,
        { origin: 'embedded', now: 1 },
        { facts: { title: 'Harbour', description: 'Boats at low tide', keywords: ['sea gull', 'pier'] }, raw: null },
      );
      await refreshFacts(tx, id, 1);
      await putGeneration(tx, id, {
        generator: 'comfyui',
        prompt: '(masterpiece:1.2), lighthouse on a cliff',
        loras: [],
        keywords: ['stormy sky'],
        extra: {},
        raw: {},
      });
    });
    for (const text of ['harbour', '"low tide"', '"sea gull"', 'pier', 'lighthouse', '"stormy sky"', 'x']) expect(await search(text)).toEqual([id]);
    // No phrase reaches from one keyword into the next.
    expect(await search('"gull pier"')).toEqual([]);
    await catalog.write(async (tx) => {
      await putMetadata(tx, id, { origin: 'embedded', now: 2 }, { facts: { title: 'Quay' }, raw: null });
      await refreshFacts(tx, id, 2);
    });
    expect(await search('harbour')).toEqual([]);
    expect(await search('quay lighthouse')).toEqual([id]);
    const note = await addNote(catalog, id, { text: 'the keeper waves', box: null }, { actor: 'web', now: 3 });
    expect(await search('keeper quay')).toEqual([id]);
    await removeNote(catalog, note.id, { actor: 'web', now: 4 });
    expect(await search('keeper')).toEqual([]);
    await catalog.write(async (tx) => {
      await trashAssets(tx, [id], 'act', NOW);
      await purgeRows(tx, catalog.engine, [id], NOW, NOW);
    });
    expect(await search('quay')).toEqual([]);
  });

  test('order:rank puts what fits best first, page by page', async () => {
    const made = await addAssets(
      catalog,
      Array.from({ length: 40 }, (_, i) => ({ name: `${'otter '.repeat((i % 5) + 1)}and ${'other things '.repeat(i)}.jpg` })),
    );
    const search = await toSearch(catalog, 'otter order:rank', NOW);
    expect(search.by).toBe('rank');
    const whole = (await searchAssets(catalog, search, undefined, 100)).map(({ id }) => id);
    expect(whole).toHaveLength(40);
    expect(made.indexOf(whole[0]!) % 5).toBeGreaterThan(1);
    const paged: number[] = [];
    for (let after: SearchPosition | undefined; ; ) {
      const page = await searchAssets(catalog, search, after, 7);
      const last = page.at(-1);
      if (last === undefined) break;
      paged.push(...page.map(({ id }) => id));
      after = [last.order_value, last.id];
    }
    expect(paged).toEqual(whole);
    expect((await toSearch(catalog, 'is:image order:rank', NOW)).by).toBe('newest');
  });

  test('a library from before full text is gone through, batch by batch', async () => {
    const old = await open();
    const made = await addAssets(
      old,
      Array.from({ length: 25 }, (_, i) => ({ name: `before ${i}.jpg` })),
    );
    await old.write((tx) => dropTexts(tx, made));
    const found = async () => (await searchAssets(old, await toSearch(old, 'before', NOW), undefined, 100)).length;
    expect(await found()).toBe(0);
    expect(await withoutText(old.read, 0, 10)).toEqual(made.slice(0, 10));
    expect(await textsComplete(old.read)).toBe(false);
    while ((await old.write((tx) => fillTexts(tx, 10, NOW))) > 0);
    expect(await found()).toBe(25);
    expect(await withoutText(old.read, 0, 10)).toEqual([]);
    expect(await textsComplete(old.read)).toBe(true);
  });

  test('whatever a name is, it is found by each of its words', async () => {
    const unit = fc.constantFrom(...'aBzÉß09_- .\'"\\*()|&!:<>·東京ーがñ한🙂\u0301%'.split(/(?:)/u));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, minLength: 1, maxLength: 30 }), async (name) => {
        const [id] = (await addAssets(catalog, [{ name }])) as [number];
        for (const token of new Set([...textTokens(name), ...textTokens(name, true)])) {
          const rows = await searchAssets(catalog, await toSearch(catalog, `id:${id} words:${token}`, NOW), undefined, 10);
          expect(rows.map((row) => row.id)).toEqual([id]);
        }
        if (textTokens(name).length === 0) return;
        const quoted = `"${name.replace(/["\\]/g, '\\$&')}"`;
        expect((await searchAssets(catalog, await toSearch(catalog, `id:${id} ${quoted}`, NOW), undefined, 10)).map((row) => row.id)).toEqual([id]);
      }),
      { numRuns: 60 },
    );
  });
});
