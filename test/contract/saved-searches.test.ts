import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { listSavedSearches } from '../../src/catalog/saved-search-queries.ts';
import { dropSavedSearch, editSavedSearch, saveSearch } from '../../src/search/saved-searches.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { placesFound } from '../support/places-found.ts';
import { addAssets } from '../support/server.ts';

const NOW = Date.UTC(2026, 10, 21);
const BY = { actor: 'web', now: NOW };

forEachEngine('saved searches', (open) => {
  let catalog: Catalog;
  let ids: number[];

  beforeAll(async () => {
    catalog = await open();
    ids = await addAssets(
      catalog,
      Array.from({ length: 12 }, (_, i) => ({ name: `${i % 2 === 0 ? 'even' : 'odd'} ${i % 3 === 0 ? 'third' : 'rest'}.jpg`, width: 100 + i })),
    );
  });

  const find = (text: string) => placesFound(catalog, ids, `${text} order:id_asc`, NOW);
  const save = (name: string, query: string) => saveSearch(catalog, { name, query }, BY);
  const all = async () => (await listSavedSearches(catalog.read)).map(({ name, query }) => `${name} = ${query}`);

  test('found by name, inside of others, groups and opposites; their order says nothing there', async () => {
    await save('Even ones', 'even order:random');
    await save('sixth', 'search:"even ones" third');
    await save('everything', 'order:newest');
    expect(await find('search:even_ones')).toEqual([0, 2, 4, 6, 8, 10]);
    expect(await find('search:"EVEN Ones" width:<105')).toEqual([0, 2, 4]);
    expect(await find('search:sixth')).toEqual([0, 6]);
    expect(await find('-search:sixth third')).toEqual([3, 9]);
    expect(await find('search:sixth,even_ones')).toEqual([0, 2, 4, 6, 8, 10]);
    expect(await find('(search:sixth or width:101)')).toEqual([0, 1, 6]);
    expect(await find('search:everything')).toHaveLength(12);
  });

  test('a name holds nothing that cannot be seen; one that was kept with it earlier is found as it is written', async () => {
    const row = await save(' Hid\u200Bden\u202E  one ', 'odd');
    expect(row).toMatchObject({ name: 'Hidden one', name_key: 'hidden_one' });
    for (const name of ['\u200B', 'a\u0007b', '\u2066none\u2069']) await expect(save(name, 'odd')).rejects.toMatchObject({ code: 'invalid-input' });
    await catalog.write((tx) => tx.updateTable('saved_search').set({ name: 'Hid\u200Bden', name_key: 'hid\u200Bden' }).where('id', '=', row.id).execute());
    expect(await find('search:hid\u200Bden width:<104')).toEqual([1, 3]);
    await editSavedSearch(catalog, row.id, { name: 'Hid\u200Bden' }, BY);
    expect(await find('search:hidden width:<104')).toEqual([1, 3]);
    await dropSavedSearch(catalog, row.id, BY);
  });

  test('what is not there, contains itself or cannot be read is refused at its place', async () => {
    await expect(find('odd search:sixht')).rejects.toMatchObject({ code: 'query-invalid', at: { start: 4, end: 16 } });
    await expect(find('search:sixht')).rejects.toThrow(/no saved search “sixht”; did you mean search:"sixth"/);
    await expect(save('loop', 'odd search:loop')).rejects.toMatchObject({ code: 'query-invalid', at: { start: 4, end: 15 } });
    await expect(save('bad', 'width:abc')).rejects.toMatchObject({ code: 'query-invalid' });
    await expect(save('bad', 'search:nobody')).rejects.toMatchObject({ code: 'query-invalid' });
    for (const name of ['  ', 'a,b', 'a"b', 'none', 'x'.repeat(101)]) await expect(save(name, 'odd')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(save('EVEN_ones', 'odd')).rejects.toMatchObject({ code: 'saved-search-exists' });
    const [even] = await listSavedSearches(catalog.read);
    await expect(editSavedSearch(catalog, even!.id, { query: 'search:sixth' }, BY)).rejects.toThrow(/contain itself/);
    // Two people at once could still make a ring: then the search says so.
    await catalog.write((tx) => tx.updateTable('saved_search').set({ query: 'even search:sixth' }).where('id', '=', even!.id).execute());
    await expect(find('search:sixth')).rejects.toThrow(/cannot contain itself: sixth → even_ones → sixth/);
    await catalog.write((tx) => tx.updateTable('saved_search').set({ query: 'even order:random' }).where('id', '=', even!.id).execute());
  });

  test('a chain that is too deep or grows without bound is refused', async () => {
    await save('d0', 'even');
    for (let i = 1; i <= 7; i += 1) await save(`d${i}`, `search:d${i - 1} or search:d${i - 1} or ${'search:d0 '.repeat(5)}`);
    await expect(find('search:d7 search:d7 search:d7')).rejects.toThrow(/terms/);
    await expect(save('d8', 'search:d7').then(() => save('d9', 'search:d8'))).rejects.toThrow(/deep|terms/);
    for (const row of (await listSavedSearches(catalog.read)).filter(({ name }) => /^d\d$/.test(name)).reverse()) await dropSavedSearch(catalog, row.id, BY);
  });

  test('a change that those who contain it could not be read with is refused, and says which', async () => {
    const first = await save('c0', 'even');
    for (let i = 1; i <= 5; i += 1) await save(`c${i}`, `search:c${i - 1}`);
    for (let i = 0; i <= 3; i += 1) await save(`b${i}`, i === 0 ? 'odd' : `search:b${i - 1}`);
    const change = (edit: { name?: string; query?: string }) => editSavedSearch(catalog, first.id, edit, BY);
    // c5 would be ten deep: c5 … c0, b3 … b0
    await expect(change({ query: 'search:b3' })).rejects.toMatchObject({
      code: 'saved-search-in-use',
      message: expect.stringMatching(/“c[45]”.*at most 8 deep/),
    });
    await expect(change({ query: 'search:c5' })).rejects.toThrow(/contain itself/);
    await expect(change({ name: 'other', query: 'search:c5' })).rejects.toMatchObject({
      code: 'saved-search-in-use',
      message: expect.stringMatching(/“c1”.*contain itself/),
    });
    expect(await find('search:c5')).toEqual([0, 2, 4, 6, 8, 10]);
    await change({ query: 'search:b1' });
    expect(await find('search:c5')).toEqual([1, 3, 5, 7, 9, 11]);
    for (const row of (await listSavedSearches(catalog.read)).filter(({ name }) => /^[bc]\d$/.test(name)).sort((a, b) => b.name.localeCompare(a.name)))
      await dropSavedSearch(catalog, row.id, BY);
  });

  test('renamed, others follow; one that is needed cannot be deleted; order and undo', async () => {
    const [even, sixth, everything] = await listSavedSearches(catalog.read);
    await save('mix', 'date:2024  search:even_ones,sixth -(odd or search:EVEN_ONES)');
    await editSavedSearch(catalog, even!.id, { name: 'Two by two' }, BY);
    expect(await all()).toEqual([
      'Two by two = even order:random',
      'sixth = search:"Two by two" third',
      'everything = order:newest',
      'mix = date:2024 (search:"Two by two" or search:sixth) -(odd or search:"Two by two")',
    ]);
    await expect(dropSavedSearch(catalog, even!.id, BY)).rejects.toMatchObject({ code: 'saved-search-in-use', message: expect.stringContaining('“sixth”') });
    await editSavedSearch(catalog, everything!.id, { position: 0, pinned: true }, BY);
    expect((await all())[0]).toBe('everything = order:newest');
    const gone = await dropSavedSearch(catalog, everything!.id, BY);
    await saveSearch(catalog, { name: gone.name, query: gone.query, pinned: gone.pinned === 1, position: gone.position }, BY);
    expect((await listSavedSearches(catalog.read))[0]).toMatchObject({ name: 'everything', pinned: 1 });
    await expect(editSavedSearch(catalog, 99_999, { name: 'x' }, BY)).rejects.toMatchObject({ code: 'saved-search-not-found' });
    expect(sixth!.name).toBe('sixth');
  });
});
