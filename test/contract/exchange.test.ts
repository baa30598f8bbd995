import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Catalog, WriteTx } from '../../src/catalog/catalog.ts';
import { changesAfter, latestSeq } from '../../src/catalog/change-queries.ts';
import { addImplications } from '../../src/catalog/exchange-implications.ts';
import { addAliases, addCategories, addTags } from '../../src/catalog/exchange-writes.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { notesOf, wordsOf } from '../../src/catalog/note-queries.ts';
import { poolByKey, poolMembers } from '../../src/catalog/pool-queries.ts';
import { relationStates } from '../../src/catalog/relation-queries.ts';
import { addNote } from '../../src/curate/notes.ts';
import { createPool } from '../../src/curate/pools.ts';
import { relate, setParent } from '../../src/curate/relations.ts';
import { ensureTags, tagsByName, tagsOf } from '../../src/catalog/tag-queries.ts';
import { checkExport } from '../../src/curate/exchange/check-export.ts';
import { exportLibrary } from '../../src/curate/exchange/export-library.ts';
import { importPath } from '../../src/curate/exchange/import-path.ts';
import { tagName, type TagOrigin } from '../../src/domain/tag.ts';
import { editAsset } from '../../src/enrich/edit-asset.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';
import { tempDir } from '../support/temp-dir.ts';

const NOW = Date.UTC(2026, 10, 21);
const PICTURES = Array.from({ length: 12 }, (_, i) => Buffer.from(`picture ${i}`));
const md5 = (i: number) => createHash('md5').update(PICTURES[i]!).digest('hex');
const sha256 = (i: number) => createHash('sha256').update(PICTURES[i]!).digest('hex');
const WHO = { now: NOW, actor: 'web' };
const options = { dryRun: false, now: NOW, actor: 'cli' };

async function say(catalog: Catalog, assetId: number, origin: TagOrigin, yes: Record<string, string>, no: string[] = []): Promise<void> {
  await catalog.write(async (tx) => {
    for (const [name, category] of Object.entries(yes)) await ensureTags(tx, [name], NOW, category);
    const tags = await ensureTags(tx, [...Object.keys(yes), ...no], NOW);
    const statements = [
      ...Object.keys(yes).map((name) => ({ tagId: tags.get(name)!.id, says: 'yes' as const })),
      ...no.map((name) => ({ tagId: tags.get(name)!.id, says: 'no' as const })),
    ];
    await writeClaims(tx, origin, [{ assetId, statements }], NOW);
  });
}

async function textOf(catalog: Catalog): Promise<string> {
  let text = '';
  for await (const line of exportLibrary(catalog, NOW)) text += line;
  return text;
}

forEachEngine('export and import', (open) => {
  let from: Catalog;
  let ids: number[];
  let file: string;
  let folder: string;

  beforeAll(async () => {
    folder = tempDir('exchange');
    file = join(folder, 'library.jsonl');
    from = await open();
    ids = await addAssets(
      from,
      PICTURES.map((bytes, i) => ({ bytes, name: `${i}.jpg` })),
    );
    await say(from, ids[0]!, 'human', { kitten: 'species', someone: 'artist' }, ['dog']);
    await say(from, ids[1]!, 'model:tagger', { kitten: 'species', dog: 'species' });
    await from.write(async (tx) => {
      const tags = await ensureTags(tx, ['kitten', 'cat'], NOW);
      await tx
        .insertInto('tag_alias')
        .values({ name: 'kitty', tag_id: tags.get('kitten')!.id, origin: 'human', created_at: NOW })
        .execute();
      const rule = { antecedent_id: tags.get('kitten')!.id, consequent_id: tags.get('cat')!.id, state: 'active' as const, origin: 'human' };
      await tx
        .insertInto('tag_implication')
        .values({ ...rule, created_at: NOW, updated_at: NOW })
        .execute();
      await tx
        .updateTable('asset')
        .set({ favourite: 1, favourited_at: NOW, content_rating: 3, content_rating_origin: 'human' })
        .where('id', '=', ids[2]!)
        .execute();
    });
    await say(from, ids[3]!, 'human', { kitten: 'species' });
    await editAsset(from, ids[4]!, { title: 'A title', rating: 5 }, { actor: 'web', now: NOW, writeSidecar: false });
    await addNote(from, ids[5]!, { text: 'a sign', box: { x: 0.1, y: 0.2, width: 0.3, height: 0.4 } }, WHO);
    await addNote(from, ids[5]!, { text: 'of the whole\u0000', box: null }, WHO);
    await expect(addNote(from, ids[5]!, { text: ' \u0000', box: null }, WHO)).rejects.toMatchObject({ code: 'invalid-input' });
    await setParent(from, ids[6]!, ids[7]!, WHO);
    await relate(from, 'variant', [ids[8]!, ids[9]!], ids[7]!, WHO);
    await createPool(from, { name: 'A Story', kind: 'series', description: 'told in pictures' }, WHO, [ids[9]!, ids[3]!, ids[11]!, ids[1]!]);
    writeFileSync(file, await textOf(from));
  });

  /** A library with the same pictures under other ids, but the last two. */
  async function other(): Promise<{ catalog: Catalog; here: number[] }> {
    const catalog = await open();
    const here = await addAssets(
      catalog,
      PICTURES.slice(0, -2)
        .toReversed()
        .map((bytes) => ({ bytes })),
    );
    return { catalog, here: here.toReversed() };
  }
  const borne = async (catalog: Catalog, asset: number) => (await tagsOf(catalog.read, asset)).tags.map(({ name }) => name);

  test('what one library says, another with the same pictures says after the import; again changes nothing', async () => {
    const { catalog, here } = await other();
    const report = await importPath(catalog, file, options);
    expect(report).toMatchObject({ assets: 12, known: 10, aliases: 1, implications: 1, unknown: ['10.jpg', '11.jpg'] });
    expect(await borne(catalog, here[0]!)).toEqual(['cat', 'kitten', 'someone']);
    const { tags } = await tagsOf(catalog.read, here[1]!);
    expect(tags.map(({ name, category, origins }) => [name, category, origins[0]!.origin])).toEqual([
      ['cat', 'general', 'implied'],
      ['dog', 'general', 'model:tagger'],
      ['kitten', 'species', 'model:tagger'],
    ]);
    expect((await tagsByName(catalog.read, ['kitty'])).get('kitty')!.name).toBe('kitten');
    const marks = await catalog.read
      .selectFrom('asset')
      .select(['favourite', 'content_rating', 'content_rating_origin'])
      .where('id', '=', here[2]!)
      .executeTakeFirst();
    expect(marks).toEqual({ favourite: 1, content_rating: 3, content_rating_origin: 'human' });
    expect(await catalog.read.selectFrom('asset').select(['title', 'rating']).where('id', '=', here[4]!).executeTakeFirst()).toEqual({
      title: 'A title',
      rating: 5,
    });
    expect(report).toMatchObject({ notes: 2, relations: 3, pools: 1 });
    expect((await notesOf(catalog.read, here[5]!)).map(wordsOf)).toEqual([
      { text: 'a sign', box: { x: 0.1, y: 0.2, width: 0.3, height: 0.4 } },
      { text: 'of the whole', box: null },
    ]);
    const states = await relationStates(
      catalog.read,
      [6, 7, 8, 9].map((i) => here[i]!),
    );
    expect(states.get(here[6]!)!.parent).toBe(here[7]);
    expect(new Set([7, 8, 9].map((i) => states.get(here[i]!)!.variant)).size).toBe(1);
    const pool = (await poolByKey(catalog.read, 'a_story'))!;
    expect(pool).toMatchObject({ kind: 'series', description: 'told in pictures', count: 3 });
    expect((await poolMembers(catalog.read, pool.id, undefined, 10)).map(({ id }) => id)).toEqual([here[9], here[3], here[1]]);
    const twice = { changed: 0, tags: 0, aliases: 0, implications: 0, notes: 0, relations: 0, pools: 0 };
    const already = { tags: 4, aliases: 1, implications: 1, notes: 2, relations: 3, pools: 1 };
    expect(report).toMatchObject({ ...already, already: { tags: 0, aliases: 0, implications: 0, notes: 0, relations: 0, pools: 0 } });
    expect(await importPath(catalog, file, options)).toMatchObject({ ...twice, already });
    expect(await importPath(catalog, file, { ...options, dryRun: true })).toMatchObject({ ...twice, already });
    // All words are the same, only the order of the assets is that of the ids here.
    const words = (text: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('{"is":"asset"') && line.includes('"tags"'))
        .map((line) => ({ ...JSON.parse(line), name: '' }))
        .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
    const again = words(await textOf(catalog));
    expect(again).toEqual(words(readFileSync(file, 'utf8')));
  });

  test('what people said here stands above it, and a dry run writes nothing', async () => {
    const { catalog, here } = await other();
    await say(catalog, here[0]!, 'human', { dog: 'general' }, ['someone']);
    const before = await textOf(catalog);
    expect(await importPath(catalog, file, { ...options, dryRun: true })).toMatchObject({
      known: 10,
      changed: 0,
      tags: 2,
      aliases: 1,
      implications: 1,
      notes: 2,
      relations: 3,
      pools: 1,
      already: { tags: 2, relations: 0, pools: 0 },
    });
    expect(await textOf(catalog)).toBe(before);
    await importPath(catalog, file, options);
    expect(await borne(catalog, here[0]!)).toEqual(['cat', 'dog', 'kitten']);
  });

  test('an export that was changed, cut off or made by something newer is refused before anything is written', async () => {
    const catalog = await open();
    const whole = readFileSync(file, 'utf8');
    const damaged: Record<string, string> = {
      changed: whole.replace('someone', 'sameone'),
      cut: whole.slice(0, whole.lastIndexOf('{"is":"end"')),
      more: `${whole}{"is":"tag","name":"x","category":"general"}\n`,
      newer: whole.replace('"version":1', '"version":99'),
      nonsense: whole.replace('{"is":"alias"', '{"is":"whatever"'),
    };
    for (const [name, text] of Object.entries(damaged)) {
      const path = join(folder, `${name}.jsonl`);
      writeFileSync(path, text);
      await expect(importPath(catalog, path, options), name).rejects.toMatchObject({ code: 'exchange-invalid' });
    }
    expect(await catalog.read.selectFrom('tag').selectAll().execute()).toEqual([]);
    expect(await checkExport(file)).toMatchObject({ asset: 12, tag: 4, alias: 1 });
  });

  test('killed between the rules and their assets, an import that is done again comes to the assets', async () => {
    const to = await open();
    const [own] = await addAssets(to, [{ name: 'of this library alone.jpg' }]);
    await say(to, own!, 'human', { kitten: 'species' });
    await to.write((tx) => addImplications(tx, [{ from: 'kitten', to: 'cat', state: 'active' }], NOW));
    const names = async () => (await tagsOf(to.read, own!)).tags.map(({ name }) => name);
    expect(await names()).toEqual(['kitten']);
    await importPath(to, file, options);
    expect(await names()).toEqual(['cat', 'kitten']);
  });

  test('what an import changes of tags that are here is told in the change feed, and nothing when it changes nothing', async () => {
    const to = await open();
    await to.write((tx) => ensureTags(tx, ['kitten', 'dog'], NOW));
    const told = async (work: (tx: WriteTx) => Promise<unknown>): Promise<boolean> => {
      const before = await latestSeq(to);
      await to.write(work);
      return (await changesAfter(to, before, 10)).some(({ kind }) => kind === 'tags');
    };
    const category = (tx: WriteTx) => addCategories(tx, [{ name: 'medium', color: null }], NOW);
    const definition = (tx: WriteTx) => addTags(tx, [{ name: 'kitten', category: 'species', wiki: 'A young cat.' }], NOW);
    const alias = (tx: WriteTx) => addAliases(tx, [{ name: 'kitty', tag: 'kitten' }], NOW);
    for (const work of [category, definition, alias]) expect([await told(work), await told(work)]).toEqual([true, false]);
  });

  test('a category that could not be made here is passed over, and a colour that is none is left out', async () => {
    const to = await open();
    const lines = [
      { is: 'export', version: 1, at: new Date(NOW).toISOString() },
      { is: 'category', name: 'by, hand', color: '#112233' },
      { is: 'category', name: 'Studio Name', color: 'url(//elsewhere)' },
      { is: 'tag', name: 'ghibli', category: 'Studio Name' },
      { is: 'tag', name: 'paper', category: 'by, hand' },
    ].map((line) => `${JSON.stringify(line)}\n`);
    const end = { is: 'end', lines: lines.length, sha256: createHash('sha256').update(lines.join('')).digest('hex') };
    const odd = join(folder, 'odd-categories.jsonl');
    writeFileSync(odd, `${lines.join('')}${JSON.stringify(end)}\n`);
    expect((await importPath(to, odd, options)).passedOver).toEqual(['“by, hand” cannot be a category']);
    const made = await to.read.selectFrom('tag_category').select(['name', 'color']).where('builtin', '=', 0).execute();
    expect(made).toEqual([{ name: 'studio_name', color: null }]);
    const tags = await tagsByName(to.read, ['ghibli', 'paper']);
    expect([tags.get('ghibli')!.category, tags.get('paper')!.category]).toEqual(['studio_name', 'general']);
  });

  test('a file without anything of the kind is a mistake', async () => {
    const path = join(folder, 'garbage.jsonl');
    writeFileSync(path, 'garbage');
    await expect(importPath(await open(), path, options)).rejects.toMatchObject({ code: 'exchange-invalid' });
  });

  test('posts of szurubooru, files of gallery-dl and sidecars of Hydrus', async () => {
    const { catalog, here } = await other();
    const posts = {
      query: '',
      results: [
        {
          id: 7,
          checksumMD5: md5(5),
          safety: 'sketchy',
          tags: [
            { names: ['blue_sky', 'sky'], category: 'default' },
            { names: ['alice'], category: 'character' },
          ],
        },
        { id: 8, checksumMD5: '0'.repeat(32), safety: 'safe', tags: [] },
      ],
    };
    writeFileSync(join(folder, 'szurubooru.json'), JSON.stringify(posts));
    const report = await importPath(catalog, join(folder, 'szurubooru.json'), options);
    expect(report).toMatchObject({ assets: 2, known: 1, changed: 1, unknown: ['8'], tags: 2 });
    expect(await importPath(catalog, join(folder, 'szurubooru.json'), options)).toMatchObject({ changed: 0, tags: 0, already: { tags: 2 } });
    expect(await borne(catalog, here[5]!)).toEqual(['alice', 'blue_sky']);
    const files = join(folder, 'files');
    mkdirSync(join(files, 'deep'), { recursive: true });
    writeFileSync(
      join(files, 'deep', 'a.jpg.json'),
      JSON.stringify({ id: 1, md5: md5(6), rating: 'e', tag_string: 'red long_hair', tag_string_artist: 'bob', tag_string_general: 'red long_hair' }),
    );
    writeFileSync(join(files, 'b.json'), JSON.stringify({ md5: md5(7), tags: { general: ['green'], species: ['fox'] }, rating: 's' }));
    writeFileSync(join(files, `${sha256(8)}.png.txt`), 'creator:Carol\nseries:a show\nlong hair\nrating:explicit\n');
    writeFileSync(join(files, 'broken.json'), '{');
    const second = await importPath(catalog, files, options);
    expect(second).toMatchObject({ assets: 3, known: 3, changed: 3 });
    expect(second.passedOver).toHaveLength(1);
    expect(await borne(catalog, here[6]!)).toEqual(['bob', 'long_hair', 'red']);
    expect((await tagsOf(catalog.read, here[7]!)).tags.map(({ name, category }) => [name, category])).toEqual([
      ['fox', 'species'],
      ['green', 'general'],
    ]);
    expect((await tagsOf(catalog.read, here[8]!)).tags.map(({ name, category }) => [name, category])).toEqual([
      ['a_show', 'copyright'],
      ['carol', 'artist'],
      ['long_hair', 'general'],
    ]);
    const ratings = await catalog.read
      .selectFrom('asset')
      .select('content_rating')
      .where('id', 'in', [here[5]!, here[6]!, here[7]!, here[8]!])
      .orderBy('id', 'desc')
      .execute();
    expect(ratings.map(({ content_rating }) => content_rating)).toEqual([2, 3, 1, 3]);
    expect(tagName('long hair')).toBe('long_hair');
  });
});
