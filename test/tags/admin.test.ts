import { gzipSync } from 'node:zlib';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { suggestTags } from '../../src/catalog/suggest-queries.ts';
import { aliasesOf, listCategories } from '../../src/catalog/tag-admin-queries.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags, tagsByName, tagsOf } from '../../src/catalog/tag-queries.ts';
import { countRules, listRules } from '../../src/catalog/tag-rule-queries.ts';
import { taskById } from '../../src/catalog/task-queries.ts';
import { createCategory, deleteCategory } from '../../src/curate/tags/categories.ts';
import { addAlias, createTag, deleteTag, editTag } from '../../src/curate/tags/edit-tag.ts';
import { tagListFolder } from '../../src/curate/tags/import-tags.ts';
import { previewPrune, requestPrune } from '../../src/curate/tags/prune-tags.ts';
import { cancelTask, previewMerge, requestMerge, requestSuggestions } from '../../src/curate/tags/request-tag-task.ts';
import { addRule, decideRules } from '../../src/curate/tags/rules.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';
import { TagLibrary } from './tag-library.ts';

const by = () => ({ actor: 'test', now: Date.now() });

forEachEngine('tags are administered', (open, tools) => {
  test('made, renamed and renamed back: the old name leads to it; found at once', async () => {
    const { catalog } = await TagLibrary.make(open, tools);
    const tag = await createTag(catalog, { name: 'Grey Cat', category: 'general' }, by());
    expect(tag.name).toBe('grey_cat');
    await editTag(catalog, tag.id, { name: 'gray_cat', category: 'species', wiki: '**soft**' }, by());
    expect((await tagsByName(catalog.read, ['grey_cat'])).get('grey_cat')).toMatchObject({ name: 'gray_cat', category: 'species', wiki: '**soft**' });
    expect(await suggestTags(catalog, { text: 'grey', limit: 5 })).toMatchObject([{ name: 'gray_cat', alias: 'grey_cat' }]);
    await editTag(catalog, tag.id, { name: 'grey_cat', deprecated: true }, by());
    expect(await aliasesOf(catalog.read, tag.id)).toEqual(['gray_cat']);
    expect(await suggestTags(catalog, { text: 'gray', limit: 5 })).toMatchObject([{ name: 'grey_cat', deprecated: true }]);
    await addAlias(catalog, tag.id, 'silver cat', by());
    await expect(createTag(catalog, { name: 'silver_cat', category: 'general' }, by())).rejects.toMatchObject({ code: 'tag-taken' });
    await expect(createTag(catalog, { name: '-x', category: 'general' }, by())).rejects.toMatchObject({ code: 'tag-name-invalid' });
    await expect(createTag(catalog, { name: 'x', category: 'none' }, by())).rejects.toMatchObject({ code: 'tag-category-not-found' });
    await deleteTag(catalog, tag.id, by());
    expect(await suggestTags(catalog, { text: 'gr', limit: 5 })).toEqual([]);
  });

  test('a category before the name is the category; renamed back, both are as before; other colons belong to the name', async () => {
    const { catalog } = await TagLibrary.make(open, tools);
    const tag = await createTag(catalog, { name: 'ann', category: 'general' }, by());
    expect(await editTag(catalog, tag.id, { name: 'Artist: Ann Lee' }, by())).toMatchObject({ name: 'ann_lee', category: 'artist' });
    expect(await editTag(catalog, tag.id, { name: 'ann', category: 'general' }, by())).toMatchObject({ name: 'ann', category: 'general' });
    expect(await editTag(catalog, tag.id, { name: 're:ann' }, by())).toMatchObject({ name: 're:ann', category: 'general' });
    await expect(editTag(catalog, tag.id, { name: 'artist:ann', category: 'meta' }, by())).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await createTag(catalog, { name: 'species:wolf', category: 'general' }, by())).toMatchObject({ name: 'wolf', category: 'species' });
    await expect(createTag(catalog, { name: 'meta:wolf', category: 'general' }, by())).rejects.toMatchObject({ code: 'tag-taken' });
    // made so by an earlier version: it keeps its name, and can be called so again
    await catalog.write((tx) => tx.updateTable('tag').set({ name: 'artist:ann' }).where('id', '=', tag.id).execute());
    expect(await editTag(catalog, tag.id, { name: 'artist:ann', wiki: 'x' }, by())).toMatchObject({ name: 'artist:ann', category: 'general' });
    await editTag(catalog, tag.id, { name: 'bob' }, by());
    expect(await editTag(catalog, tag.id, { name: 'artist:ann', category: 'general' }, by())).toMatchObject({ name: 'artist:ann', category: 'general' });
  });

  test('categories of one’s own', async () => {
    const { catalog } = await TagLibrary.make(open, tools);
    await createCategory(catalog, 'Place', { color: '#336699' }, by());
    const tag = await createTag(catalog, { name: 'rome', category: 'place' }, by());
    expect((await listCategories(catalog.read)).at(-1)).toMatchObject({ name: 'place', color: '#336699', tags: 1 });
    await expect(deleteCategory(catalog, 'place', by())).rejects.toMatchObject({ code: 'tag-category-kept' });
    await expect(deleteCategory(catalog, 'artist', by())).rejects.toMatchObject({ code: 'tag-category-kept' });
    await deleteTag(catalog, tag.id, by());
    await deleteCategory(catalog, 'place', by());
    expect((await listCategories(catalog.read)).map(({ name }) => name)).not.toContain('place');
  });

  test('merged: claims with their scores, noes, aliases and rules move; the name leads to the other', async () => {
    const library = await TagLibrary.make(open, tools);
    const { catalog } = library;
    const [a, b, c, d] = (await addAssets(catalog, [{}, {}, {}, {}])) as [number, number, number, number];
    const [kitty, cat] = [await library.id('kitty'), await library.id('cat')];
    await addRule(catalog, await library.id('kitten'), kitty, by());
    await addRule(catalog, kitty, await library.id('animal'), by());
    await addAlias(catalog, kitty, 'pussycat', by());
    await library.say(a, { kitty: 'yes' }, 'model:x');
    await library.say(b, { kitty: 'yes', cat: 'yes' });
    await library.say(c, { kitten: 'yes' });
    await library.say(d, { kitty: 'yes' }, 'source:s');
    await library.say(d, { kitty: 'remove' });
    await expect(deleteTag(catalog, kitty, by())).rejects.toMatchObject({ code: 'tag-in-use' });
    expect(await previewMerge(catalog, kitty, cat)).toEqual({ assets: 3, both: 1, aliases: 1, implications: 2 });
    library.work();
    expect(await library.ended(await requestMerge(catalog, kitty, cat, by()))).toMatchObject({ state: 'finished' });
    expect(await library.borne(a)).toEqual(['animal', 'cat']);
    expect(await library.borne(b)).toEqual(['animal', 'cat']);
    expect(await library.borne(c)).toEqual(['animal', 'cat', 'kitten']);
    expect(await library.borne(d)).toEqual([]);
    expect((await tagsOf(catalog.read, d)).denied.map(({ name }) => name)).toEqual(['cat']);
    const found = await tagsByName(catalog.read, ['kitty', 'pussycat', 'animal']);
    expect(found.get('kitty')).toMatchObject({ name: 'cat', count: 3 });
    expect(found.get('pussycat')?.name).toBe('cat');
    expect(found.get('animal')?.count).toBe(3);
    expect(await catalog.read.selectFrom('tag_claim').select('asset_id').where('tag_id', '=', kitty).execute()).toEqual([]);
  });

  test('rules: self and ring are refused; many assets get and lose the tag by a task; tasks wait for each other', async () => {
    const library = await TagLibrary.make(open, tools);
    const { catalog } = library;
    const assets = await addAssets(catalog, 1200);
    await catalog.write(async (tx) => {
      const tags = await ensureTags(tx, ['dog', 'animal', 'being'], Date.now());
      const statements = [{ tagId: tags.get('dog')!.id, says: 'yes' as const }];
      await writeClaims(
        tx,
        'human',
        assets.map((assetId) => ({ assetId, statements })),
        Date.now(),
      );
    });
    const [dog, animal, being] = [await library.id('dog'), await library.id('animal'), await library.id('being')];
    await expect(addRule(catalog, dog, dog, by())).rejects.toMatchObject({ code: 'implication-self' });
    const first = await addRule(catalog, dog, animal, by());
    await addRule(catalog, animal, being, by());
    await expect(addRule(catalog, being, dog, by())).rejects.toMatchObject({ code: 'implication-cycle' });
    library.work();
    expect(await library.ended(first.task!)).toMatchObject({ state: 'finished' });
    expect(await library.borne(assets.at(-1)!)).toEqual(['animal', 'being', 'dog']);
    const [rule] = (await listRules(catalog.read, 'active', undefined, undefined, 10)).filter(({ antecedent }) => antecedent === 'dog');
    const { task, refused } = await decideRules(catalog, [], [rule!.id, 999_999], by());
    expect(refused).toEqual([{ id: 999_999, code: 'implication-not-found' }]);
    expect(await library.ended(task!)).toMatchObject({ state: 'finished', done: 1200 });
    expect(await library.borne(assets[0]!)).toEqual(['dog']);
    expect((await tagsByName(catalog.read, ['animal'])).get('animal')!.count).toBe(0);
  });

  test('suggested from names and from statistics, with figures; what was refused stays refused', async () => {
    const library = await TagLibrary.make(open, tools);
    const { catalog } = library;
    const assets = await addAssets(catalog, 60);
    for (const [at, asset] of assets.entries()) {
      if (at < 20) await library.say(asset, { 'ann_(saga)': 'yes', ...(at < 10 ? { saga: 'yes' } : {}), hat: 'yes', clothes: 'yes' });
      else if (at < 30) await library.say(asset, { clothes: 'yes' });
    }
    library.work();
    await library.ended(await requestSuggestions(catalog, { minSupport: 10, minConfidence: 0.9 }, by()));
    const found = await listRules(catalog.read, 'suggested', undefined, undefined, 50);
    const said = found.map(({ antecedent, consequent, origin, support, confidence }) => `${antecedent}>${consequent} ${origin} ${support} ${confidence}`);
    expect(said).toContain('ann_(saga)>saga pattern 10 0.5');
    expect(said).toContain('hat>clothes statistics 20 1');
    expect(said.some((line) => line.startsWith('clothes>'))).toBe(false);
    const { approved } = await decideRules(catalog, [found.find(({ consequent }) => consequent === 'saga')!.id], [], by());
    expect(approved).toHaveLength(1);
    expect(await library.borne(assets[15]!)).toContain('saga');
    await decideRules(
      catalog,
      [],
      found.filter(({ antecedent }) => antecedent === 'hat').map(({ id }) => id),
      by(),
    );
    await library.ended(await requestSuggestions(catalog, { minSupport: 10, minConfidence: 0.9 }, by()));
    const again = await listRules(catalog.read, 'suggested', undefined, undefined, 50);
    expect(again.filter(({ antecedent }) => antecedent === 'hat')).toEqual([]);
    expect((await countRules(catalog.read)).active).toBe(1);
  });

  test('lists of taggers and boorus: categories, other names, bad lines by number; again nothing is new', async () => {
    const library = await TagLibrary.make(open, tools);
    const { catalog } = library;
    library.work();
    const pack = '1girl,0,4225150,"1girls,sole_female"\nhatsune_miku,4,99000,miku\nfile,x\n-bad,0,1\nbroken,0,many\nrating:safe,9,5\n1girl,0,1\n';
    expect((await library.import('danbooru.csv', pack)).result).toMatchObject({
      tags: 2,
      aliases: 3,
      bad: 3,
      notes: [expect.stringMatching(/^line 3: /), expect.stringMatching(/^line 4: /), expect.stringMatching(/^line 5: /)],
    });
    expect((await tagsByName(catalog.read, ['miku'])).get('miku')).toMatchObject({ name: 'hatsune_miku', category: 'character', count: 0, elsewhere: 99_000 });
    expect(await suggestTags(catalog, { text: '1g', limit: 1 })).toMatchObject([{ name: '1girl', count: 0 }]);
    expect((await library.import('danbooru.csv', pack)).result).toMatchObject({ tags: 0, aliases: 0, known: 2 });
    expect((await library.import('quote.csv', 'name,category,count\nlynx,0,1\n"bad,0,5\nowl,0,2\n')).result).toMatchObject({
      tags: 1,
      notes: [expect.stringMatching(/^line 3: a quote in it is never closed/)],
    });
    const e621 = gzipSync('id,name,category,post_count\n1,wolf,5,900\n2,someone,7,3\n3,wolfie,0,0\n');
    expect((await library.import('tags-2026-11-21.csv.gz', e621)).result).toMatchObject({ tags: 3, bad: 0 });
    expect((await tagsByName(catalog.read, ['wolf'])).get('wolf')?.category).toBe('species');
    const dump = (rows: string) => `id,antecedent_name,consequent_name,created_at,status\n${rows}`;
    expect((await library.import('tag_aliases.csv', dump('1,wolfie,wolf,x,active\n2,vulf,wolf,x,active\n3,old,wolf,x,deleted\n'))).result).toMatchObject({
      aliases: 2,
    });
    expect((await tagsByName(catalog.read, ['wolfie'])).get('wolfie')?.name).toBe('wolf');
    expect((await library.import('tag_implications.csv', dump('1,wolf,canine,x,active\n2,canine,wolf,x,active\n'))).result).toMatchObject({
      implications: 1,
      known: 1,
    });
    const extended = 'name,category,count\nbob_cut,03_hair_style,12\n';
    expect((await library.import('extended.csv', extended)).result).toMatchObject({ tags: 1 });
    expect((await listCategories(catalog.read)).map(({ name }) => name)).toContain('hair_style');
    expect(await library.import('photo.csv', 'hello there\nwhat,is,this\n')).toMatchObject({ state: 'failed', code: 'tag-file-unreadable' });
    expect(await library.import('x.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3]))).toMatchObject({ state: 'failed', code: 'tag-file-unreadable' });
    expect((await library.import('danbooru.csv', pack)).state).toBe('finished');
    await waitFor('the list that was read to go', () => readdirSync(tagListFolder(library.dataDir)).length < 3);
  });

  test('unused tags are removed; what is known of one keeps it, unless all are asked for; a no keeps it always', async () => {
    const library = await TagLibrary.make(open, tools);
    const { catalog } = library;
    const [asset] = (await addAssets(catalog, [{}])) as [number];
    const ids = await Promise.all(['left', 'noted', 'named', 'ruled', 'listed', 'kind'].map((name) => library.id(name)));
    await editTag(catalog, ids[1]!, { wiki: 'what it is' }, by());
    await addAlias(catalog, ids[2]!, 'other', by());
    await catalog.write((tx) => tx.updateTable('tag').set({ elsewhere: 3 }).where('name', '=', 'listed').execute());
    await catalog.write((tx) => tx.updateTable('tag').set({ category: 'artist' }).where('name', '=', 'kind').execute());
    await createTag(catalog, { name: 'made', category: 'general' }, by());
    await library.say(asset, { used: 'yes', denied: 'yes' }, 'model:m');
    await library.say(asset, { denied: 'remove' });
    await addRule(catalog, ids[3]!, await library.id('used'), by());
    const names = async () => (await catalog.read.selectFrom('tag').select('name').orderBy('name').execute()).map(({ name }) => name);
    expect(await previewPrune(catalog)).toEqual({ unused: 1, kept: 6 });
    await catalog.write((tx) => tx.insertInto('task').values({ id: 'b', kind: 'bulk-edit', state: 'waiting', options_json: '{}', created_at: 1 }).execute());
    expect(await previewPrune(catalog)).toEqual({ unused: 0, kept: 0 });
    await catalog.write((tx) => tx.updateTable('task').set({ state: 'cancelled' }).where('id', '=', 'b').execute());
    library.work();
    const first = await library.ended(await requestPrune(catalog, { all: false }, by()));
    expect(first).toMatchObject({ state: 'finished', result_json: '{"tags":1}' });
    expect(await names()).toEqual(['denied', 'kind', 'listed', 'made', 'named', 'noted', 'ruled', 'used']);
    expect(await suggestTags(catalog, { text: 'left', limit: 5 })).toEqual([]);
    await library.ended(await requestPrune(catalog, { all: true }, by()));
    expect(await names()).toEqual(['denied', 'used']);
    expect(await library.borne(asset)).toEqual(['used']);
  });

  test('a task that waits can be cancelled, and the next one goes on', async () => {
    const library = await TagLibrary.make(open, tools);
    const { catalog } = library;
    const first = await requestSuggestions(catalog, { minSupport: 2, minConfidence: 0.9 }, by());
    const second = await requestSuggestions(catalog, { minSupport: 2, minConfidence: 0.9 }, by());
    expect(await cancelTask(catalog, first, by())).toBe(true);
    expect(await cancelTask(catalog, first, by())).toBe(false);
    library.work();
    expect((await library.ended(second)).state).toBe('finished');
    expect((await taskById(catalog.read, first))!.state).toBe('cancelled');
  });
});
