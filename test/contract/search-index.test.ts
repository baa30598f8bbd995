import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Condition } from '../../src/catalog/search-condition.ts';
import { countFound, searchAssets, type SearchOrder, type SearchPosition } from '../../src/catalog/search-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { facetsOf } from '../../src/search/facets.ts';
import { Finder } from '../../src/search/finder.ts';
import { buildSegment } from '../../src/search/index/build-segment.ts';
import { IndexKeeper } from '../../src/search/index/keeper.ts';
import { LiveIndex } from '../../src/search/index/live-index.ts';
import { orderingOf } from '../../src/search/index/order.ts';
import { indexPaths } from '../../src/search/index/paths.ts';
import { foreignParts } from '../../src/search/index/question.ts';
import { SegmentFile } from '../../src/search/index/segment-file.ts';
import { verifyIndex } from '../../src/search/index/verify-index.ts';
import { ORDERS } from '../../src/search/query/fields.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { tempDir } from '../support/temp-dir.ts';
import { condition } from '../support/any-condition.ts';
import { NOW, RandomLibrary } from '../support/random-library.ts';

forEachEngine('tag index', (open, tools) => {
  async function prepared(seed: number, assets: number) {
    const catalog = await open();
    const library = new RandomLibrary(catalog, seed);
    await library.fill(assets);
    const dataDir = tempDir('index');
    const { path } = indexPaths(dataDir);
    const build = () => buildSegment(catalog, { path, temp: `${path}.temp` }, NOW);
    await build();
    const index = new LiveIndex({ catalog, dataDir, clock: () => NOW, logger: silentLogger, fromAssets: 0 });
    await index.refresh();
    return { catalog, library, build, index, finder: new Finder(catalog, index), path, dataDir };
  }

  test('a library that is too small for one is told so, not that it is still to be built', async () => {
    const catalog = await open();
    const library = new RandomLibrary(catalog, 7);
    await library.fill(3);
    const reason = async (fromAssets: number) => {
      const index = new LiveIndex({ catalog, dataDir: tempDir('no-index'), clock: () => NOW, logger: silentLogger, fromAssets });
      await index.refresh();
      return (await index.state()).reason;
    };
    expect(await reason(10_000)).toMatch(/^it is not used below 10,000 assets/);
    expect(await reason(3)).toBe('it has not been built yet');
    expect(await reason(0)).toBe('it has not been built yet');
  });

  async function compare({ catalog, library, finder }: Awaited<ReturnType<typeof prepared>>, runs: number): Promise<void> {
    const all = fc.record({
      where: fc.option(condition(library.tags), { nil: undefined }),
      by: fc.constantFrom(...(ORDERS as readonly SearchOrder[]).filter(orderingOf)),
      seed: fc.integer({ min: 0, max: 999_999_999 }),
      limit: fc.integer({ min: 9, max: 70 }),
    });
    await fc.assert(
      fc.asyncProperty(all, async ({ where, by, seed, limit }) => {
        const search = { by, seed, ...(where === undefined ? {} : { where }) };
        const expected = (await searchAssets(catalog, search, undefined, 10_000)).map(({ id, order_value }) => [id, order_value]);
        const found: unknown[] = [];
        let after: SearchPosition | undefined;
        do {
          const page = await finder.page(search, after, limit);
          found.push(...page.rows.map(({ id, order_value }) => [id, order_value]));
          if (page.total !== undefined) expect(page.total).toBe(expected.length);
          else expect(where && foreignParts(where).length).toBeGreaterThan(0);
          after = page.next;
        } while (after !== undefined);
        expect(found).toEqual(expected);
        expect(await finder.count(where)).toBe(await countFound(catalog, where));
        const offset = Math.min(7, expected.length);
        expect((await finder.page(search, undefined, 3, offset)).rows.map(({ id }) => id)).toEqual(expected.slice(offset, offset + 3).map(([id]) => id));
      }),
      { numRuns: runs },
    );
  }

  test('says the same as the catalog: ids, order, counts, pages; after changes and after a rebuild', { timeout: 120_000 }, async () => {
    const all = await prepared(7, 150);
    expect((await all.index.state()).state).toBe('ready');
    await compare(all, 100);
    for (let round = 0; round < 3; round += 1) {
      await all.library.live();
      await compare(all, 40);
    }
    await all.build();
    await all.index.refresh();
    expect((await all.index.state()).changed).toBe(0);
    await compare(all, 40);
    await all.index.stop();
  });

  test('a file that is cut off, changed, of another catalog or of a state that was undone is refused and built anew', { timeout: 60_000 }, async () => {
    const { catalog, library, index, path, dataDir, build } = await prepared(3, 60);
    await index.stop();
    const sound = readFileSync(path);
    const refusal = async (bytes: Buffer, from = catalog): Promise<string | null> => {
      writeFileSync(path, bytes);
      const live = new LiveIndex({ catalog: from, dataDir, clock: () => NOW, logger: silentLogger, fromAssets: 0 });
      await live.refresh();
      const { state, reason } = await live.state();
      await live.stop();
      expect(state === 'ready').toBe(reason === null);
      return reason;
    };
    expect(await refusal(sound)).toBeNull();
    expect(await refusal(sound.subarray(0, sound.length - 10))).toMatch(/cut off/);
    expect(existsSync(path)).toBe(false);
    // Bytes of the ids.
    const hit = Buffer.from(sound);
    hit[60]! ^= 1;
    expect(await refusal(hit)).toMatch(/checksum/);
    expect(await refusal(Buffer.from('not an index at all, whatever its length may be'))).toMatch(/no index|cut off/);
    expect(await refusal(sound, await open())).toMatch(/another catalog/);
    await catalog.write((tx) => tx.updateTable('change').set({ at: 1 }).execute());
    expect(await refusal(sound)).toMatch(/older state/);
    expect(existsSync(path)).toBe(true);
    expect((await verifyIndex(catalog, dataDir, NOW)).refused).toMatch(/older state/);

    await build();
    // Of a check that was killed.
    const left = `${path}.verify-999999999.temp`;
    writeFileSync(left, 'left');
    expect(await verifyIndex(catalog, dataDir, NOW)).toMatchObject({ refused: null, different: [] });
    expect(existsSync(left)).toBe(false);
    await library.live();
    expect(await verifyIndex(catalog, dataDir, NOW)).toMatchObject({ refused: null, different: [] });
    // Behind the back of the feed.
    const [a, b] = (await catalog.read.selectFrom('asset').select('id').orderBy('id').limit(2).execute()).map(({ id }) => id);
    await build();
    await catalog.write(async (tx) => {
      await tx.updateTable('asset').set({ bytes: 77 }).where('id', '=', a!).execute();
      await tx.insertInto('asset_tag').values({ asset_id: b!, tag_id: 123_456 }).execute();
    });
    expect((await verifyIndex(catalog, dataDir, NOW)).different).toEqual([a, b]);
  });

  test('a random order of many is the same to its end, page by page, though each page looks only at what can be on it', { timeout: 60_000 }, async () => {
    const { catalog, finder, index } = await prepared(5, 600);
    const expected = (await searchAssets(catalog, { by: 'random', seed: 9 }, undefined, 2000)).map(({ id }) => id);
    const found: number[] = [];
    for (let after: SearchPosition | undefined, more = true; more; ) {
      const { rows, next } = await finder.page({ by: 'random', seed: 9 }, after, 20);
      found.push(...rows.map(({ id }) => id));
      [after, more] = [next, next !== undefined];
    }
    expect(found).toEqual(expected);
    expect((await index.state()).state).toBe('ready');
  });

  test('a column that is found damaged when it is first asked for: the catalog answers, and the index is built anew', { timeout: 60_000 }, async () => {
    const { catalog, index, finder, path, library } = await prepared(4, 60);
    await index.stop();
    const file = await SegmentFile.open(path);
    await file.close();
    const bytes = readFileSync(path);
    const contents = JSON.parse(bytes.subarray(bytes.lastIndexOf('{"catalog"')).toString()) as { sections: Record<string, { offset: number }> };
    bytes[contents.sections['column.width']!.offset]! ^= 1;
    writeFileSync(path, bytes);
    await index.refresh();
    expect((await index.state()).state).toBe('ready');
    const where: Condition = { kind: 'within', fact: 'width', min: 200 };
    const expected = (await searchAssets(catalog, { by: 'newest', where }, undefined, 1000)).map(({ id }) => id);
    expect((await finder.page({ by: 'newest', where }, undefined, 1000)).rows.map(({ id }) => id)).toEqual(expected);
    expect((await index.state()).state).toBe('sql');
    expect(existsSync(path)).toBe(false);
    expect(library.ids.length).toBe(60);
  });

  test('the keeper builds where it is needed, one at a time, and again after enough changes', { timeout: 120_000 }, async () => {
    const place = await tools.newPlace();
    const [one, other] = [await open(place), await open(place)];
    const library = new RandomLibrary(one, 5);
    await library.fill(30);
    const { path, progress } = indexPaths(place.dataDir);
    const keeper = (catalog: Catalog, minAssets: number) =>
      new IndexKeeper({ ...keeperOptions(catalog, place.dataDir), databaseUrl: place.databaseUrl, minAssets, rebuildAfter: 10 });
    expect(await keeper(one, 31).look()).toBe(false);
    const both = await Promise.all([keeper(one, 30).look(), keeper(other, 30).look()]);
    expect(both.filter((built) => built)).toHaveLength(1);
    expect(await keeper(one, 30).look()).toBe(false);
    const index = new LiveIndex({ catalog: other, dataDir: place.dataDir, clock: () => NOW, logger: silentLogger, fromAssets: 0 });
    await index.refresh();
    const before = (await index.state()).builtAt;
    expect(before).not.toBeNull();
    await library.live();
    expect(await keeper(other, 30).look()).toBe(true);
    await index.refresh();
    const after = await index.state();
    expect(after).toMatchObject({ state: 'ready', changed: 0 });
    expect(after.builtAt).toBeGreaterThan(before!);
    expect(await verifyIndex(one, place.dataDir, NOW)).toMatchObject({ refused: null, different: [] });
    // What a build that was killed leaves is in nobody's way.
    writeFileSync(`${path}.temp`, 'half');
    writeFileSync(progress, '{"phase":"tags","share":0.5}');
    expect((await index.state()).progress).toBe(0.5);
    utimesSync(progress, 1, 1);
    expect((await index.state()).progress).toBeNull();
    rmSync(path);
    expect(await keeper(one, 30).look()).toBe(true);
    expect(existsSync(`${path}.temp`)).toBe(false);
    await index.stop();
  });

  test('facets: the tags of what is found, counted; the same with and without the index', async () => {
    const { catalog, index, finder, library } = await prepared(6, 150);
    const tags = library.tags;
    for (const where of [undefined, { kind: 'tagged', tags: [tags[0]!] }, { kind: 'all', parts: [{ kind: 'tagged', tags: [tags[1]!] }] }] as const) {
      const facets = await facetsOf(catalog, finder, where, 10, 150);
      expect(facets).toEqual(await facetsOf(catalog, new Finder(catalog), where, 10, 150));
      expect(facets.total).toBe(await countFound(catalog, where));
      for (const { id, count } of facets.items)
        expect(count).toBe(await countFound(catalog, { kind: 'all', parts: [...(where ? [where] : []), { kind: 'tagged', tags: [id] }] }));
    }
    await index.stop();
  });

  test('explain says who answers and what is looked at first', async () => {
    const { catalog, index, finder, library } = await prepared(8, 150);
    const [frequent, rare] = [library.tags[0]!, library.tags.at(-1)!];
    const where: Condition = {
      kind: 'all',
      parts: [
        { kind: 'tagged', tags: [frequent] },
        { kind: 'tagged', tags: [rare] },
      ],
    };
    const { by, plan, total } = await finder.explain({ by: 'newest', where });
    expect(by).toBe('index');
    expect(total).toBe(await countFound(catalog, where));
    expect(plan?.parts.map(({ what }) => what)).toEqual([`tag ${rare}`, `tag ${frequent}`]);
    expect(await finder.explain({ by: 'newest', where: { kind: 'like', fact: 'name', pattern: '*a*' } })).toMatchObject({ by: 'sql' });
    await index.stop();
  });
});

function keeperOptions(catalog: Catalog, dataDir: string) {
  return { catalog, dataDir, owner: `keeper-${Math.random()}`, clock: Date.now, logger: silentLogger, rebuildAfter: 10_000 };
}
