import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { type CatalogPlace, forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';
import { crashPoints } from './crash-points.ts';
import { runLife } from './run-life.ts';

/** More than one task's step of 500 assets, so that the undo is a task too; the second edit is one of marks too, 50 at a time. */
const ASSETS = 510;

forEachEngine('kill -9 while many assets are edited', (open, tools) => {
  let uninterrupted: unknown;
  const prepare = async (): Promise<CatalogPlace> => {
    const place = await tools.newPlace();
    const catalog = await open(place);
    const ids = await addAssets(
      catalog,
      Array.from({ length: ASSETS }, (_, index) => ({ name: `${index}.jpg` })),
    );
    await catalog.write(async (tx) => {
      const tags = await ensureTags(tx, ['before', 'bin'], 0);
      const said = (name: string, some: readonly number[]) =>
        some.map((assetId) => ({ assetId, statements: [{ tagId: tags.get(name)!.id, says: 'yes' as const }] }));
      await writeClaims(tx, 'model:a', said('before', ids.slice(0, 300)), 0);
      await writeClaims(tx, 'human', said('before', ids.slice(250)), 0);
      await writeClaims(tx, 'human', said('bin', ids.slice(-9)), 0);
    });
    return place;
  };

  beforeAll(async () => {
    const place = await prepare();
    expect(await edit(place)).toBe('rested');
    uninterrupted = await stateOf(await open(place));
  });

  test('the uninterrupted run changed every asset, once', () => {
    expect(uninterrupted).toMatchObject({
      tags: ['after 510', 'before 0', 'bin 9'],
      assets: [`active 3 1 ${ASSETS - 9}`, 'trashed 3 2 9'],
      edits: [`bulk ${ASSETS} 0`, `bulk ${ASSETS} ${ASSETS}`, `revert ${ASSETS} 0`],
      left: 0,
    });
  });

  const points = crashPoints('bulk').flatMap((name) => [name, `${name}#3`, `${name}#9`]);
  expect(points.length).toBeGreaterThan(11);
  test.concurrent.for(points)('%s', { timeout: 180_000 }, async (crashAt) => {
    const place = await prepare();
    const first = await edit(place, crashAt);
    if (!crashAt.includes('#')) expect(first).toBe('SIGKILL');
    if (first === 'SIGKILL') expect(await edit(place)).toBe('rested');
    expect(await stateOf(await open(place))).toEqual(uninterrupted);
  });
});

async function stateOf(catalog: Catalog): Promise<unknown> {
  const tags = await catalog.read.selectFrom('tag').select(['name', 'count']).orderBy('name').execute();
  const assets = await catalog.read
    .selectFrom('asset')
    .select((e) => ['state', 'rating', 'tag_count', e.fn.countAll<number>().as('count')])
    .groupBy(['state', 'rating', 'tag_count'])
    .orderBy('state')
    .orderBy('tag_count')
    .execute();
  const claims = await catalog.read
    .selectFrom('tag_claim')
    .innerJoin('tag', 'tag.id', 'tag_claim.tag_id')
    .select((e) => ['tag.name', 'tag_claim.origin', 'tag_claim.says', e.fn.countAll<number>().as('count')])
    .groupBy(['tag.name', 'tag_claim.origin', 'tag_claim.says'])
    .orderBy('tag.name')
    .orderBy('tag_claim.origin')
    .orderBy('tag_claim.says')
    .execute();
  const edits = await catalog.read.selectFrom('edit_batch').select(['kind', 'assets', 'undone']).execute();
  const rows = await catalog.read.selectFrom('task').select(['kind', 'state', 'done', 'total', 'result_json']).execute();
  const left = await catalog.read.selectFrom('task_asset').selectAll().execute();
  return {
    tags: tags.map(({ name, count }) => `${name} ${count}`),
    assets: assets.map(({ state, rating, tag_count, count }) => `${state} ${rating} ${tag_count} ${count}`),
    claims,
    edits: edits.map(({ kind, assets: changed, undone }) => `${kind} ${changed} ${undone}`).sort(),
    tasks: rows.map(({ kind, state, done, total, result_json }) => `${kind} ${state} ${done} ${total} ${result_json}`).sort(),
    left: left.length,
    openJobs: await catalog.read.selectFrom('job').select(['lane', 'state']).where('state', '<>', 'done').execute(),
  };
}

function edit(place: CatalogPlace, crashAt?: string): Promise<string> {
  return runLife('bulk-process.ts', place, { timeout: 120_000, crashAt });
}
