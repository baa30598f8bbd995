import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { editTags } from '../../src/enrich/edit-tags.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { placesFound } from '../support/places-found.ts';
import { addAssets } from '../support/server.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const COUNT = 24;

/** The tags of asset i. */
const tagsOf = (i: number): string[] => [
  ...(i % 2 === 0 ? ['long_hair'] : ['short_hair']),
  ...(i % 3 === 0 ? ['hakurei_reimu'] : []),
  ...(i === 5 ? ['hakurei_(tou)', 're:zero', ':d', '100%', 'ça_va'] : []),
  ...(i % 4 === 0 ? ['castle'] : []),
  ...(i === 23 ? [] : ['seen']),
];

forEachEngine('words that are tags', (open) => {
  let catalog: Catalog;
  let ids: number[];

  beforeAll(async () => {
    catalog = await open();
    ids = await addAssets(
      catalog,
      Array.from({ length: COUNT }, (_, i) => ({ name: i === 7 ? 'a castle at long_hair lake.jpg' : `photo ${i}.jpg` })),
    );
    await catalog.write(async (tx) => {
      const tags = await ensureTags(tx, [...new Set([...ids.keys()].flatMap(tagsOf)), 'empty_tag'], NOW);
      await tx
        .insertInto('tag_alias')
        .values({ name: 'reimu', tag_id: tags.get('hakurei_reimu')!.id, origin: 'human', created_at: NOW })
        .execute();
      await writeClaims(
        tx,
        'human',
        ids.map((assetId, i) => ({ assetId, statements: tagsOf(i).map((name) => ({ tagId: tags.get(name)!.id, says: 'yes' as const })) })),
        NOW,
      );
      for (const [i, id] of ids.entries())
        await tx
          .updateTable('asset')
          .set({ content_rating: i % 5 === 4 ? null : i % 5, favourite: i % 6 === 0 ? 1 : 0, favourited_at: i % 6 === 0 ? NOW - i : null, rating: (i % 7) - 1 })
          .where('id', '=', id)
          .execute();
    });
  });

  const find = (text: string) => placesFound(catalog, ids, text, NOW);

  test.each<[string, (i: number) => boolean]>([
    ['castle', (i) => i % 4 === 0],
    ['CASTLE', (i) => i % 4 === 0],
    ['words:castle', (i) => i === 7],
    ['"castle"', (i) => i === 7],
    ['castle or words:castle', (i) => i % 4 === 0 || i === 7],
    ['photo', (i) => i !== 7],
    ['tag:photo', () => false],
    ['tag:castle', (i) => i % 4 === 0],
    ['tag:"Long Hair"', (i) => i % 2 === 0],
    ['tag:castle,:d', (i) => i % 4 === 0 || i === 5],
    ['-tag:photo', () => true],
    ['empty_tag', () => false],
    ['reimu', (i) => i % 3 === 0],
    ['reimu -long_hair', (i) => i % 3 === 0 && i % 2 === 1],
    ['~reimu ~castle long_hair', (i) => (i % 3 === 0 || i % 4 === 0) && i % 2 === 0],
    ['hakurei_*', (i) => i % 3 === 0 || i === 5],
    ['*_hair', () => true],
    ['-*_hair', () => false],
    ['tag:long*,short*', () => true],
    ['hakurei_(tou)', (i) => i === 5],
    ['(hakurei_(tou) or castle)', (i) => i === 5 || i % 4 === 0],
    [':d re:zero 100% ça_va', (i) => i === 5],
    ['tag:none', (i) => tagsOf(i).length === 0],
    ['has:tags', (i) => tagsOf(i).length > 0],
    ['tagcount:3', (i) => tagsOf(i).length === 3],
    ['tagcount:>=4', (i) => tagsOf(i).length >= 4],
    ['rating:g', (i) => i % 5 === 0],
    ['rating:general,e', (i) => i % 5 === 0 || i % 5 === 3],
    ['-rating:e', (i) => i % 5 !== 3],
    ['rating:none', (i) => i % 5 === 4],
    ['is:sfw', (i) => i % 5 < 2],
    ['is:nsfw', (i) => i % 5 === 2 || i % 5 === 3],
    ['is:explicit', (i) => i % 5 === 3],
    ['rating:>=4', (i) => (i % 7) - 1 >= 4],
    ['score:>=4', (i) => (i % 7) - 1 >= 4],
    ['stars:-1', (i) => i % 7 === 0],
    ['fav:me', (i) => i % 6 === 0],
    ['fav:no', (i) => i % 6 !== 0],
    ['is:favourite', (i) => i % 6 === 0],
    ['-is:favorite castle', (i) => i % 6 !== 0 && i % 4 === 0],
  ])('%s', async (text, wanted) => {
    const found = await find(text);
    expect([...found].sort((a, b) => a - b)).toEqual([...ids.keys()].filter(wanted));
  });

  test('orders', async () => {
    expect((await find('order:tagcount'))[0]).toBe(5);
    expect((await find('order:tagcount_asc'))[0]).toBe(23);
    expect((await find('order:fav')).slice(0, 4)).toEqual([0, 6, 12, 18]);
    expect((await find('order:score')).at(-1)! % 7).toBe(0);
    expect((await find('order:id_desc'))[0]).toBe(23);
  });

  test('what cannot be seen in a word makes no difference; a tag that was kept with it earlier is still found, given and taken', async () => {
    expect(await find('cas\u200Btle\u202E')).toEqual(await find('castle'));
    await catalog.write(async (tx) => {
      const tag = (await ensureTags(tx, ['zi\u200Bp'], NOW)).get('zi\u200Bp')!.id;
      await writeClaims(tx, 'human', [{ assetId: ids[1]!, statements: [{ tagId: tag, says: 'yes' }] }], NOW);
    });
    expect(await find('zi\u200Bp')).toEqual([1]);
    await editTags(catalog, ids[2]!, { add: ['zi\u200Bp'], remove: [] }, { actor: 'test', now: NOW });
    await editTags(catalog, ids[1]!, { add: ['zip'], remove: ['zi\u200Bp'] }, { actor: 'test', now: NOW });
    expect(await find('zi\u200Bp')).toEqual([2]);
    expect(await find('zip')).toEqual([1]);
  });

  test('a * that reaches too far is refused and says what to do', async () => {
    await catalog.write(async (tx) => {
      const tags = await ensureTags(
        tx,
        Array.from({ length: 600 }, (_, i) => `many_${i}`),
        NOW,
      );
      await writeClaims(tx, 'human', [{ assetId: ids[0]!, statements: [...tags.values()].map(({ id }) => ({ tagId: id, says: 'yes' as const })) }], NOW);
    });
    await expect(find('castle many_*')).rejects.toThrow(/More than 500 tags match “many_\*”.*words:many_\*/);
    await expect(find('castle many_*')).rejects.toMatchObject({ code: 'query-invalid', at: { start: 7, end: 13 } });
    expect(await find('many_1*')).toEqual([0]);
    const list = (words: number) => `tag:${Array.from({ length: words }, (_, at) => `x${at}*`).join(',')}`;
    expect(await find(list(40))).toEqual([]);
    await expect(find(list(600))).rejects.toMatchObject({ code: 'query-invalid', message: expect.stringContaining('at most 40 words with a *') });
  });
});
