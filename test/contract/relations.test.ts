import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { familyOf, parentsOf, relationsAfter, relationStates } from '../../src/catalog/relation-queries.ts';
import { purgeRows, restoreAssets, trashAssets } from '../../src/catalog/trash-queries.ts';
import { relate, type RelationEdit, restoreRelations, setParent, unrelate } from '../../src/curate/relations.ts';
import type { RelationKind } from '../../src/domain/link.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';

const NOW = Date.UTC(2026, 10, 21);
const WHO = { now: NOW, actor: 'test' };

forEachEngine('relations', (open, { engine, newPlace }) => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await open();
  });

  const make = (count: number) => addAssets(catalog, count);
  const family = async (id: number) => {
    const { parent, children, siblings, variants } = await familyOf(catalog.read, id, 200);
    const ids = ({ rows }: { rows: ReadonlyArray<{ id: number }> }) => rows.map((row) => row.id);
    return { parent: parent?.id ?? null, children: ids(children), siblings: ids(siblings), variants: ids(variants) };
  };
  const say = (kind: RelationKind, ids: number[], of: number) => relate(catalog, kind, ids, of, WHO);
  const undo = ({ previous }: RelationEdit) => restoreRelations(catalog, previous, WHO);
  const all = async () => catalog.read.selectFrom('asset_relation').select(['asset_id', 'kind', 'other_id']).orderBy('asset_id').execute();
  const purge = async (ids: number[]) => {
    await catalog.write((tx) => trashAssets(tx, ids, 'act', NOW));
    await catalog.write((tx) => purgeRows(tx, engine, ids, NOW, NOW));
  };

  test('one parent, many children; the others of its parent are siblings', async () => {
    const [parent, a, b, c] = (await make(4)) as [number, number, number, number];
    await setParent(catalog, a, parent, WHO);
    await say('child', [b, c], parent);
    expect(await family(parent)).toEqual({ parent: null, children: [a, b, c], siblings: [], variants: [] });
    expect(await family(b)).toEqual({ parent, children: [], siblings: [a, c], variants: [] });
    expect(await parentsOf(catalog.read, [a, b, parent])).toEqual(
      new Map([
        [a, parent],
        [b, parent],
      ]),
    );
  });

  test('a new parent takes the place of the one before, and undo gives that back', async () => {
    const [first, second, child] = (await make(3)) as [number, number, number];
    await setParent(catalog, child, first, WHO);
    const edit = await setParent(catalog, child, second, WHO);
    expect(edit).toEqual({ changed: [child], previous: [{ id: child, parent: first, sibling: null, variant: null }] });
    expect((await family(child)).parent).toBe(second);
    await undo(edit);
    expect((await family(child)).parent).toBe(first);
    const cleared = await setParent(catalog, child, null, WHO);
    expect((await family(first)).children).toEqual([]);
    await undo(cleared);
    expect((await family(first)).children).toEqual([child]);
  });

  test('refuses itself, circles of any length, what is so already, and what is not there', async () => {
    const [a, b, c, d] = (await make(4)) as [number, number, number, number];
    await expect(setParent(catalog, a, a, WHO)).rejects.toMatchObject({ code: 'relation-self' });
    await expect(say('variant', [a, b], a)).rejects.toMatchObject({ code: 'relation-self' });
    await setParent(catalog, b, a, WHO);
    await setParent(catalog, c, b, WHO);
    const before = await all();
    await expect(setParent(catalog, a, b, WHO)).rejects.toMatchObject({ code: 'relation-cycle' });
    await expect(setParent(catalog, a, c, WHO)).rejects.toMatchObject({ code: 'relation-cycle' });
    await expect(say('child', [d, a], c)).rejects.toMatchObject({ code: 'relation-cycle' });
    await expect(say('child', [c], b)).rejects.toMatchObject({ code: 'relation-exists' });
    await expect(setParent(catalog, a, 999_999, WHO)).rejects.toMatchObject({ code: 'asset-not-found' });
    await expect(unrelate(catalog, 'variant', [a], b, WHO)).rejects.toMatchObject({ code: 'relation-not-found' });
    await expect(unrelate(catalog, 'child', [c], a, WHO)).rejects.toMatchObject({ code: 'relation-not-found' });
    await expect(say('parent', [c, d], a)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await all()).toEqual(before);
  });

  test('a family has at most a hundred generations', async () => {
    const chain = await make(102);
    for (const [at, id] of chain.entries()) if (at > 0 && at <= 100) await setParent(catalog, id, chain[at - 1]!, WHO);
    await expect(setParent(catalog, chain[101]!, chain[100]!, WHO)).rejects.toMatchObject({ code: 'family-too-large' });
  });

  test('variants are so of each other, whoever named whom; leaving leaves the others together', async () => {
    const [a, b, c, d, e] = (await make(5)) as [number, number, number, number, number];
    await say('variant', [b], a);
    await say('variant', [d], c);
    expect((await family(d)).variants).toEqual([c]);
    const merge = await say('variant', [c], b);
    expect((await family(a)).variants).toEqual([b, c, d]);
    expect((await family(d)).variants).toEqual([a, b, c]);
    await expect(say('variant', [d], a)).rejects.toMatchObject({ code: 'relation-exists' });
    await undo(merge);
    expect([(await family(a)).variants, (await family(c)).variants]).toEqual([[b], [d]]);
    await say('variant', [b, c, e], a);
    const left = await unrelate(catalog, 'variant', [a], b, WHO);
    expect([(await family(a)).variants, (await family(b)).variants]).toEqual([[], [c, d, e]]);
    await undo(left);
    expect((await family(a)).variants).toEqual([b, c, d, e]);
  });

  test('a group of one is none', async () => {
    const [a, b] = (await make(2)) as [number, number];
    await say('variant', [b], a);
    const edit = await unrelate(catalog, 'variant', [b], a, WHO);
    expect([...(await relationStates(catalog.read, [a, b])).values()].map(({ variant }) => variant)).toEqual([null, null]);
    await undo(edit);
    expect((await family(a)).variants).toEqual([b]);
  });

  test('siblings get the parent there is, and are a group where there is none', async () => {
    const [parent, a, b, c, d] = (await make(5)) as [number, number, number, number, number];
    await setParent(catalog, a, parent, WHO);
    await say('sibling', [b], a);
    expect(await family(b)).toMatchObject({ parent, siblings: [a] });
    await say('sibling', [d], c);
    expect(await family(d)).toMatchObject({ parent: null, siblings: [c] });
    await unrelate(catalog, 'sibling', [b], a, WHO);
    expect(await family(b)).toMatchObject({ parent: null, siblings: [] });
  });

  test('each edit tells the feed who changed: both ends, and the whole group', async () => {
    const [a, b, c] = (await make(3)) as [number, number, number];
    const told = async (work: () => Promise<unknown>) => {
      const { seq } = await catalog.read.selectFrom('change').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow();
      await work();
      const rows = await catalog.read.selectFrom('change').select(['asset_id', 'kind']).where('seq', '>', seq).execute();
      expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['asset-updated']));
      return rows.map(({ asset_id }) => asset_id).sort((one, other) => Number(one) - Number(other));
    };
    expect(await told(() => setParent(catalog, b, a, WHO))).toEqual([a, b]);
    expect(await told(() => setParent(catalog, b, c, WHO))).toEqual([a, b, c]);
    await say('variant', [b], a);
    expect(await told(() => say('variant', [c], a))).toEqual([a, b, c]);
  });

  test('what lies in the trash is not shown, and stands where it stood when it comes back', async () => {
    const [parent, a, b] = (await make(3)) as [number, number, number];
    await say('child', [a, b], parent);
    await catalog.write((tx) => trashAssets(tx, [parent, a], 'act', NOW));
    expect(await family(b)).toEqual({ parent: null, children: [], siblings: [], variants: [] });
    await catalog.write((tx) => restoreAssets(tx, [parent, a], NOW));
    expect(await family(b)).toMatchObject({ parent, siblings: [a] });
  });

  test('when a parent is purged its children stay one family', async () => {
    const [grandparent, parent, a, b, c, outside] = (await make(6)) as [number, number, number, number, number, number];
    await setParent(catalog, parent, grandparent, WHO);
    await say('child', [a, b, c], parent);
    await say('variant', [outside], parent);
    await purge([parent]);
    expect(await family(grandparent)).toMatchObject({ children: [a, b, c] });
    await purge([grandparent]);
    expect(await family(a)).toMatchObject({ parent: null, children: [b, c] });
    await purge([a, b]);
    expect(await family(c)).toEqual({ parent: null, children: [], siblings: [], variants: [] });
    const related = await relationsAfter(catalog.read, grandparent - 1, 100);
    expect(related.filter(({ id }) => id <= outside)).toEqual([]);
  });

  test('an export tells all relations in pages', async () => {
    const fresh = await open();
    const [a, b, c, d] = (await addAssets(fresh, [{}, {}, {}, {}])) as [number, number, number, number];
    await setParent(fresh, b, a, WHO);
    await relate(fresh, 'variant', [d], c, WHO);
    const pages = [await relationsAfter(fresh.read, 0, 2), await relationsAfter(fresh.read, c, 2)].flat();
    expect(pages.map(({ id, parent }) => [id, parent])).toEqual([
      [b, a],
      [c, null],
      [d, null],
    ]);
  });

  test('two that write at once never make a circle, and no group in halves', async () => {
    const place = await newPlace();
    const [one, two] = [await open(place), await open(place)] as const;
    const ids = await addAssets(one, 24);
    const codes = async (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: { code?: string }) => error.code ?? String(error),
      );
    // x above y and y above x at the same moment, by way of a chain of two: one of them must lose.
    for (let at = 0; at < 16; at += 4) {
      const [x, x2, y, y2] = ids.slice(at, at + 4) as [number, number, number, number];
      await setParent(one, x2, x, WHO);
      await setParent(one, y2, y, WHO);
      const ends = await Promise.all([codes(setParent(one, x, y2, WHO)), codes(setParent(two, y, x2, WHO))]);
      expect(ends.toSorted()).toEqual(['done', 'relation-cycle']);
    }
    for (let at = 16; at < 24; at += 4) {
      const [a, b, c, d] = ids.slice(at, at + 4) as [number, number, number, number];
      await Promise.all([relate(one, 'variant', [b], a, WHO), relate(two, 'variant', [d], c, WHO)]);
      await Promise.all([codes(relate(one, 'variant', [c], b, WHO)), codes(relate(two, 'variant', [a], d, WHO))]);
      const kins = new Set([...(await relationStates(one.read, [a, b, c, d])).values()].map(({ variant }) => variant));
      expect(kins.size).toBe(1);
    }
  });
});
