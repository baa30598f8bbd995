import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { suggestTags } from '../../src/catalog/suggest-queries.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { rewriteTagWords } from '../../src/catalog/tag-words.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';

const NOW = Date.UTC(2026, 10, 21);

forEachEngine('tags for what somebody is typing', (open) => {
  let catalog: Catalog;
  const names = async (text: string, limit = 10, category?: string) => (await suggestTags(catalog, { text, limit, category })).map(({ name }) => name);

  beforeAll(async () => {
    catalog = await open();
    const assets = await addAssets(catalog, 20);
    await catalog.write(async (tx) => {
      const tags = await ensureTags(
        tx,
        ['long_hair', 'hair_ribbon', 'very_long_hair', 'longcat', 'cat', 'catfish', 'old_cat', 'pokémon', ':d', 'x_(series)'],
        NOW,
      );
      const artist = await ensureTags(tx, ['longshanks'], NOW, 'artist');
      const id = (name: string) => tags.get(name)!.id;
      const say = (name: string, count: number) =>
        assets.slice(0, count).map((assetId) => ({ assetId, statements: [{ tagId: id(name), says: 'yes' as const }] }));
      await writeClaims(tx, 'human', [...say('long_hair', 20), ...say('hair_ribbon', 5), ...say('cat', 6), ...say('old_cat', 9)], NOW);
      await tx
        .insertInto('tag_alias')
        .values({ name: 'kitty', tag_id: id('cat'), origin: 'human', created_at: NOW })
        .execute();
      await tx
        .insertInto('tag_alias')
        .values({ name: 'lengthy_locks', tag_id: id('long_hair'), origin: 'human', created_at: NOW })
        .execute();
      await tx.updateTable('tag').set({ deprecated: 1 }).where('name', '=', 'old_cat').execute();
      await tx.updateTable('tag').set({ elsewhere: 5000 }).where('name', '=', 'longcat').execute();
      await rewriteTagWords(
        tx,
        [...tags.values(), ...artist.values()].map((tag) => tag.id),
      );
    });
  });

  test('inner words are found too; the library’s own first, then what others have', async () => {
    expect(await names('hair')).toEqual(['long_hair', 'hair_ribbon', 'very_long_hair']);
    expect(await names('lon')).toEqual(['long_hair', 'longcat', 'longshanks', 'very_long_hair']);
    expect((await names('long_ha')).slice(0, 2)).toEqual(['long_hair', 'very_long_hair']);
    expect((await names('Long ha')).slice(0, 2)).toEqual(['long_hair', 'very_long_hair']);
  });

  test('a tag of exactly this name is first, a deprecated one last', async () => {
    expect(await names('cat')).toEqual(['cat', 'catfish', 'old_cat']);
    expect(await names('old_cat')).toEqual(['old_cat']);
  });

  test('another name leads to its tag, which is there once', async () => {
    expect(await suggestTags(catalog, { text: 'kit', limit: 5 })).toEqual([{ name: 'cat', category: 'general', count: 6, alias: 'kitty', deprecated: false }]);
    expect(await suggestTags(catalog, { text: 'l', limit: 1 })).toMatchObject([{ name: 'long_hair', alias: null }]);
  });

  test('one typo is forgiven: swapped, missing, wrong, too many; not in three letters', async () => {
    for (const text of ['lnog_hair', 'lon_hair', 'lomg_hair', 'longg_hair', 'xlong_hair', 'long_hiar', 'ribon'])
      expect(await names(text), text).not.toEqual([]);
    expect((await names('lnog_hair'))[0]).toBe('long_hair');
    expect(await names('katz')).toEqual([]);
    expect(await names('cxt')).toEqual([]);
  });

  test('accents do not matter, signs do, nonsense finds nothing', async () => {
    expect(await names('pokem')).toEqual(['pokémon']);
    expect(await names('POKÉ')).toEqual(['pokémon']);
    expect(await names(':')).toEqual([':d']);
    expect(await names('series')).toEqual(['x_(series)']);
    for (const text of ['%', '_', '100%', '\\', "'", 'x,y', '*', '𝒳\u{10FFFF}']) expect(await names(text), text).toEqual([]);
  });

  test('of a category; nothing typed gives the most used', async () => {
    expect(await names('long', 10, 'artist')).toEqual(['longshanks']);
    expect(await names('', 2)).toEqual(['long_hair', 'cat']);
    expect(await names('', 2, 'artist')).toEqual(['longshanks']);
  });
});
