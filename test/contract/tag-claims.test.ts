import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { refreshImplied, writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags, tagsByName, tagsOf } from '../../src/catalog/tag-queries.ts';
import { purgeRows, trashAssets } from '../../src/catalog/trash-queries.ts';
import type { TagOrigin } from '../../src/domain/tag.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';

const NOW = Date.UTC(2026, 10, 21);
const NAMES = ['kitten', 'cat', 'animal', 'dog', 'red', 'blue'];

forEachEngine('tag claims', (open) => {
  let catalog: Catalog;
  let tags: Map<string, { id: number }>;
  const id = (name: string) => tags.get(name)!.id;

  beforeAll(async () => {
    catalog = await open();
    tags = await catalog.write((tx) => ensureTags(tx, NAMES, NOW));
    await implies('kitten', 'cat');
    await implies('cat', 'animal');
    await implies('dog', 'animal');
  });

  async function implies(antecedent: string, consequent: string): Promise<void> {
    const rule = { antecedent_id: id(antecedent), consequent_id: id(consequent), state: 'active' as const, origin: 'human', created_at: NOW, updated_at: NOW };
    await catalog.write((tx) => tx.insertInto('tag_implication').values(rule).execute());
  }
  const newAsset = async () => (await addAssets(catalog, [{}]))[0]!;
  const say = (assetId: number, origin: TagOrigin, words: Record<string, 'yes' | 'no' | 'nothing' | 'remove'>, replace = false) =>
    catalog.write((tx) =>
      writeClaims(tx, origin, [{ assetId, replace, statements: Object.entries(words).map(([name, says]) => ({ tagId: id(name), says })) }], NOW),
    );
  const borne = async (assetId: number) => (await tagsOf(catalog.read, assetId)).tags.map(({ name }) => name);

  test('implied tags follow at once, along the whole chain, and go with what implied them', async () => {
    const asset = await newAsset();
    const [result] = await say(asset, 'human', { kitten: 'yes' });
    expect(result!.added.toSorted()).toEqual([id('kitten'), id('cat'), id('animal')].toSorted());
    expect(await borne(asset)).toEqual(['animal', 'cat', 'kitten']);
    await say(asset, 'human', { kitten: 'remove' });
    expect(await borne(asset)).toEqual([]);
  });

  test('a no of a person stands above what others say, now and later, and implies nothing', async () => {
    const asset = await newAsset();
    await say(asset, 'model:tagger', { kitten: 'yes', red: 'yes' });
    await say(asset, 'human', { kitten: 'remove' });
    expect(await borne(asset)).toEqual(['red']);
    await say(asset, 'model:tagger', { kitten: 'yes', blue: 'yes' }, true);
    expect(await borne(asset)).toEqual(['blue']);
    expect((await tagsOf(catalog.read, asset)).denied.map(({ name }) => name)).toEqual(['kitten']);
  });

  test('what follows only from an implied tag that a person denied goes with it, and stays where something else implies it', async () => {
    const [asset, other] = [await newAsset(), await newAsset()];
    await say(asset, 'human', { kitten: 'yes' });
    await say(asset, 'human', { cat: 'remove' });
    expect(await borne(asset)).toEqual(['kitten']);
    await say(asset, 'model:tagger', { dog: 'yes' });
    expect(await borne(asset)).toEqual(['animal', 'dog', 'kitten']);
    await say(asset, 'model:tagger', {}, true);
    expect(await borne(asset)).toEqual(['kitten']);
    // said a second time, the no stays a no
    await say(asset, 'human', { cat: 'remove' });
    expect(await borne(asset)).toEqual(['kitten']);
    await say(asset, 'human', { cat: 'nothing' });
    expect(await borne(asset)).toEqual(['animal', 'cat', 'kitten']);
    // somebody who says the last one outright keeps it
    await say(other, 'source:site', { kitten: 'yes', animal: 'yes' });
    await say(other, 'human', { cat: 'remove' });
    expect(await borne(other)).toEqual(['animal', 'kitten']);
  });

  test('what was said before, said again, undoes an edit', async () => {
    const asset = await newAsset();
    await say(asset, 'source:site', { cat: 'yes', red: 'yes' });
    await say(asset, 'human', { dog: 'yes' });
    const before = await borne(asset);
    const [edit] = await say(asset, 'human', { cat: 'remove', dog: 'remove', blue: 'yes' });
    expect(await borne(asset)).toEqual(['blue', 'red']);
    await catalog.write((tx) => writeClaims(tx, 'human', [{ assetId: asset, statements: edit!.previous }], NOW));
    expect(await borne(asset)).toEqual(before);
  });

  test('saying the same again changes nothing and tells nobody', async () => {
    const asset = await newAsset();
    await say(asset, 'human', { cat: 'yes' });
    const changes = () => catalog.read.selectFrom('change').select('seq').where('asset_id', '=', asset).execute();
    const before = await changes();
    expect(await say(asset, 'human', { cat: 'yes', dog: 'remove' })).toEqual([]);
    expect(await changes()).toEqual(before);
  });

  test('a rule that goes takes its implied tags along', async () => {
    const asset = await newAsset();
    await say(asset, 'human', { dog: 'yes' });
    expect(await borne(asset)).toEqual(['animal', 'dog']);
    await catalog.write((tx) => tx.updateTable('tag_implication').set({ state: 'rejected' }).where('antecedent_id', '=', id('dog')).execute());
    await catalog.write((tx) => refreshImplied(tx, [asset], NOW));
    expect(await borne(asset)).toEqual(['dog']);
    await catalog.write((tx) => tx.updateTable('tag_implication').set({ state: 'active' }).where('antecedent_id', '=', id('dog')).execute());
  });

  test('purging an asset takes its tags out of the counts', async () => {
    const asset = await newAsset();
    await say(asset, 'human', { blue: 'yes' });
    const count = async () => (await tagsByName(catalog.read, ['blue'])).get('blue')!.count;
    const before = await count();
    await catalog.write((tx) => trashAssets(tx, [asset], 'act', NOW));
    await catalog.write((tx) => purgeRows(tx, catalog.engine, [asset], NOW, NOW));
    expect(await count()).toBe(before - 1);
    expect(await catalog.read.selectFrom('asset_tag').selectAll().where('asset_id', '=', asset).execute()).toEqual([]);
  });

  test('after any edits by anybody, rows and counts are what the claims say', async () => {
    const assets = await addAssets(catalog, [{}, {}, {}]);
    const edit = fc.record({
      asset: fc.nat(2),
      origin: fc.constantFrom<TagOrigin>('human', 'sidecar', 'model:a'),
      replace: fc.boolean(),
      words: fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom('yes', 'no', 'nothing', 'remove')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 8 }), async (edits) => {
        for (const { asset, origin, words, replace } of edits) {
          const allowed =
            origin === 'human' ? words : Object.fromEntries(Object.entries(words).map(([name, word]) => [name, word === 'yes' ? word : 'nothing'] as const));
          await say(assets[asset]!, origin, allowed, replace);
        }
        const links = await catalog.read.selectFrom('asset_tag').selectAll().execute();
        for (const asset of assets) {
          const expected = (await tagsOf(catalog.read, asset)).tags.map((tag) => tag.id).toSorted();
          expect(
            links
              .filter((link) => link.asset_id === asset)
              .map((link) => link.tag_id)
              .toSorted(),
          ).toEqual(expected);
          const { tag_count } = await catalog.read.selectFrom('asset').select('tag_count').where('id', '=', asset).executeTakeFirstOrThrow();
          expect(tag_count).toBe(expected.length);
        }
        for (const { id: tag, count } of (await tagsByName(catalog.read, NAMES)).values())
          expect(links.filter((link) => link.tag_id === tag)).toHaveLength(count);
      }),
      { numRuns: 25 },
    );
  });
});
