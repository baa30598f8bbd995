import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Condition } from '../../src/catalog/search-condition.ts';
import { countFound, searchAssets, type SearchOrder, type SearchPosition } from '../../src/catalog/search-queries.ts';
import { CLAIM_BATCH, writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { purgeRows, trashAssets } from '../../src/catalog/trash-queries.ts';
import { refreshText } from '../../src/catalog/asset-text.ts';
import { recordAssetChange } from '../../src/catalog/ingest-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { stackSelected } from '../../src/curate/stacks.ts';
import { restoreFromTrash } from '../../src/curate/trash.ts';
import { facetsOf } from '../../src/search/facets.ts';
import { Finder } from '../../src/search/finder.ts';
import { buildSegment } from '../../src/search/index/build-segment.ts';
import { IndexKeeper } from '../../src/search/index/keeper.ts';
import { LiveIndex } from '../../src/search/index/live-index.ts';
import { orderingOf } from '../../src/search/index/order.ts';
import { INDEXED_FACTS } from '../../src/search/index/part.ts';
import { indexPaths } from '../../src/search/index/paths.ts';
import { foreignParts } from '../../src/search/index/question.ts';
import { SegmentFile } from '../../src/search/index/segment-file.ts';
import { verifyIndex } from '../../src/search/index/verify-index.ts';
import { ORDERS } from '../../src/search/query/fields.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';
import { tempDir } from '../support/temp-dir.ts';

const NOW = Date.UTC(2026, 10, 21);
const TAGS = 40;

/** A random library: few different values, so that ties and unknowns are everywhere. */
class RandomLibrary {
  readonly catalog: Catalog;
  ids: number[] = [];
  tags: number[] = [];
  #seed = 1;

  constructor(catalog: Catalog, seed: number) {
    this.catalog = catalog;
    this.#seed = seed * 2654435761 + 1;
  }

  random(below: number): number {
    this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#seed / 4294967296) * below);
  }

  some<T>(all: readonly T[], count: number): T[] {
    return Array.from({ length: count }, () => all[this.random(all.length)]!);
  }

  async add(count: number): Promise<number[]> {
    const names = ['b.jpg', 'A.jpg', 'Ä.jpg', 'ä.jpg', 'z_1%.png', '漢字.png', '🦊.jpg', 'IMG_1.JPG'];
    const added = await addAssets(
      this.catalog,
      Array.from({ length: count }, () => ({ name: this.some(names, 1)[0]!, sortAt: 1_600_000_000_000 + this.random(20) * 86_400_000 })),
    );
    this.ids.push(...added);
    for (const id of added) await this.change(id);
    return added;
  }

  /** Facts of one asset, anew. */
  async change(id: number): Promise<void> {
    const maybe = (value: number): number | null => (this.random(3) === 0 ? null : value);
    const file = this.random(12) === 0;
    const size = () => (file ? 0 : 100 + this.random(5) * 100);
    await this.catalog.write(async (tx) => {
      await tx
        .updateTable('asset')
        .set({
          width: size(),
          height: size(),
          bytes: 1000 + this.random(9),
          created_at: NOW - this.random(30) * 86_400_000,
          format: this.some(['jpg', 'png', 'mp4'] as const, 1)[0]!,
          frames: 1 + this.random(3),
          duration_ms: maybe(1000 * this.random(9)),
          rating: maybe(this.random(7) - 1),
          favourite: this.random(2),
          favourited_at: maybe(NOW - this.random(9)),
          content_rating: maybe(this.random(4)),
          iso: maybe(100 * this.random(5)),
          aperture: maybe(1.4 + this.random(4)),
          latitude: maybe(this.random(90) - 45.25),
        })
        .where('id', '=', id)
        .execute();
      await refreshText(tx, id);
      await recordAssetChange(tx, 'asset-updated', id, NOW);
    });
  }

  async tag(assets: readonly number[]): Promise<void> {
    const edits = [...new Set(assets)].map((assetId) => ({
      assetId,
      replace: this.random(2) === 0,
      // Some tags are on nearly everything, most on few: dense and sparse postings.
      statements: [...new Set(Array.from({ length: this.random(7) }, () => this.tags[Math.floor(this.random(1000) ** 2 / (1e6 / TAGS))]!))].map((tagId) => ({
        tagId,
        says: 'yes' as const,
      })),
    }));
    for (let at = 0; at < edits.length; at += CLAIM_BATCH) await this.catalog.write((tx) => writeClaims(tx, 'human', edits.slice(at, at + CLAIM_BATCH), NOW));
  }

  async fill(count: number): Promise<void> {
    const made = await this.catalog.write((tx) =>
      ensureTags(
        tx,
        Array.from({ length: TAGS }, (_, i) => `tag_${i}`),
        NOW,
      ),
    );
    this.tags = [...made.values()].map(({ id }) => id).sort((a, b) => a - b);
    await this.add(count);
    await this.tag(this.ids);
  }

  /** What people do to a library. */
  async live(): Promise<void> {
    await this.add(5);
    await this.tag(this.some(this.ids, 15));
    for (const id of this.some(this.ids, 5)) await this.change(id);
    await this.catalog.write((tx) => trashAssets(tx, this.some(this.ids, 6), `act-${this.random(1e9)}`, NOW));
    await restoreFromTrash(this.catalog, this.some(this.ids, 4), NOW);
    await this.catalog.write((tx) => purgeRows(tx, this.catalog.engine, this.some(this.ids, 3), NOW, NOW));
    const { ids } = { ids: [...new Set(this.some(this.ids, 2))] };
    if (ids.length === 2) await stackSelected(this.catalog, ids, undefined, NOW, 'test').catch(() => {});
  }
}

const number = fc.oneof(
  fc.integer({ min: -3, max: 10 }),
  fc.integer({ min: 90, max: 520 }),
  fc.constantFrom(1.4, 2.5, 0.5, 1, 1005, NOW, NOW - 5 * 86_400_000, 1_600_000_000_000 + 3 * 86_400_000, 200 * 300),
);
const leaf = (tags: readonly number[]): fc.Arbitrary<Condition> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.array(fc.constantFrom(...tags, 999_999), { maxLength: 4 }).map((some): Condition => ({ kind: 'tagged', tags: some })) },
    {
      weight: 4,
      arbitrary: fc
        .record(
          {
            kind: fc.constant('within' as const),
            fact: fc.constantFrom('id' as const, ...INDEXED_FACTS),
            min: number,
            max: number,
            minOpen: fc.boolean(),
            maxOpen: fc.boolean(),
          },
          { requiredKeys: ['kind', 'fact'] },
        )
        .map((within): Condition => within),
    },
    fc.constantFrom(...INDEXED_FACTS).map((fact): Condition => ({ kind: 'known', fact })),
    fc.constantFrom('jpg', 'P*', 'mp4', '*').map((pattern): Condition => ({ kind: 'like', fact: 'format', pattern })),
    // What the index does not keep.
    fc.constantFrom('*.jpg', 'img*', '*%*').map((pattern): Condition => ({ kind: 'like', fact: 'name', pattern })),
    fc.constantFrom<Condition>(
      { kind: 'session', id: 'session' },
      { kind: 'session', id: 'none' },
      { kind: 'words', sought: [[{ tokens: ['jpg'] }]] },
      { kind: 'noted' },
      { kind: 'related', to: 'children' },
    ),
  );
const condition = (tags: readonly number[]): fc.Arbitrary<Condition> =>
  fc.letrec<{ whole: Condition }>((tie) => ({
    whole: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf(tags),
      fc.record({ kind: fc.constantFrom('all' as const, 'some' as const), parts: fc.array(tie('whole'), { minLength: 1, maxLength: 4 }) }),
      fc.record({ kind: fc.constant('not' as const), part: tie('whole') }),
    ),
  })).whole;

forEachEngine('tag index', (open, tools) => {
  async function prepared(seed: number, assets: number) {
    const catalog = await open();
    const library = new RandomLibrary(catalog, seed);
    await library.fill(assets);
    const dataDir = tempDir('index');
    const { path } = indexPaths(dataDir);
    const build = () => buildSegment(catalog, { path, temp: `${path}.temp` }, NOW);
    await build();
    const index = new LiveIndex({ catalog, dataDir, clock: () => NOW, logger: silentLogger });
    await index.refresh();
    return { catalog, library, build, index, finder: new Finder(catalog, index), path, dataDir };
  }

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
      const live = new LiveIndex({ catalog: from, dataDir, clock: () => NOW, logger: silentLogger });
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
    const { path } = indexPaths(place.dataDir);
    const keeper = (catalog: Catalog, minAssets: number) =>
      new IndexKeeper({ ...keeperOptions(catalog, place.dataDir), databaseUrl: place.databaseUrl, minAssets, rebuildAfter: 10 });
    expect(await keeper(one, 31).look()).toBe(false);
    const both = await Promise.all([keeper(one, 30).look(), keeper(other, 30).look()]);
    expect(both.filter((built) => built)).toHaveLength(1);
    expect(await keeper(one, 30).look()).toBe(false);
    const index = new LiveIndex({ catalog: other, dataDir: place.dataDir, clock: () => NOW, logger: silentLogger });
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
