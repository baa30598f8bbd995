import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { CLAIM_BATCH, writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { type CatalogPlace, forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';
import { crashPoints } from './crash-points.ts';
import { runLife } from './run-life.ts';

const ASSETS = CLAIM_BATCH * 2 + 200;

forEachEngine('kill -9 while tags are merged, implied, imported, removed and compared', (open, tools) => {
  let uninterrupted: unknown;
  const prepare = async (): Promise<CatalogPlace> => {
    const place = await tools.newPlace();
    await fill(await open(place));
    const lines = Array.from({ length: 4500 }, (_, at) => `tag_${at},${at % 5 === 2 ? 0 : at % 5},${at},"other_${at}"`);
    writeFileSync(join(place.dataDir, 'list.csv'), lines.join('\n'));
    return place;
  };

  beforeAll(async () => {
    const place = await prepare();
    expect(await run(place)).toBe('rested');
    uninterrupted = await stateOf(await open(place));
  }, 60_000);

  test('the uninterrupted run did all of it', () => {
    expect(uninterrupted).toMatchObject({
      used: [`animal ${ASSETS}`, `cat ${ASSETS}`, `hat ${ASSETS / 2}`],
      aliases: 4501,
      tags: 4503,
      claims: expect.any(Number),
    });
  });

  const points = crashPoints('tags').flatMap((name) => [name, `${name}#2`]);
  expect(points.length).toBeGreaterThanOrEqual(16);
  test.concurrent.for(points)('%s', { timeout: 120_000 }, async (crashAt) => {
    const place = await prepare();
    const first = await run(place, crashAt);
    if (!crashAt.includes('#')) expect(first).toBe('SIGKILL');
    if (first === 'SIGKILL') expect(await run(place)).toBe('rested');
    expect(await stateOf(await open(place))).toEqual(uninterrupted);
  });
});

/** All bear kitty, the first half a hat and cat of their own too, and of one a person took kitty away. */
async function fill(catalog: Catalog): Promise<void> {
  const ids = await addAssets(catalog, ASSETS + 1);
  await catalog.write(async (tx) => {
    const tags = await ensureTags(tx, ['kitty', 'cat', 'animal', 'hat'], 1);
    // three batches of tags that nothing bears: all of them go
    await ensureTags(
      tx,
      Array.from({ length: 1200 }, (_, at) => `empty_${at}`),
      1,
    );
    const say = (name: string, says: 'yes' | 'remove' = 'yes') => ({ tagId: tags.get(name)!.id, says });
    await writeClaims(
      tx,
      'model:m',
      ids.map((assetId) => ({ assetId, statements: [say('kitty')] })),
      1,
    );
    const half = ids.slice(0, ASSETS / 2);
    await writeClaims(
      tx,
      'human',
      half.map((assetId) => ({ assetId, statements: [say('hat'), say('cat')] })),
      1,
    );
    await writeClaims(tx, 'human', [{ assetId: ids.at(-1)!, statements: [say('kitty', 'remove')] }], 1);
  });
}

async function stateOf(catalog: Catalog): Promise<unknown> {
  const { read } = catalog;
  const tags = await read.selectFrom('tag').select(['id', 'name', 'category', 'count', 'elsewhere']).orderBy('name').execute();
  const nameOf = new Map(tags.map(({ id, name }) => [id, name]));
  const links = await read.selectFrom('asset_tag').select('tag_id').execute();
  const claims = await read.selectFrom('tag_claim').select(['asset_id', 'tag_id', 'origin', 'says']).orderBy('asset_id').execute();
  const rules = await read.selectFrom('tag_implication').selectAll().execute();
  const words = await read.selectFrom('tag_word').select(['tag_id', 'word', 'alias', 'rank']).execute();
  const results = await read.selectFrom('task').select(['kind', 'state']).execute();
  return {
    tags: tags.length,
    used: tags.filter(({ count }) => count > 0).map(({ name, count }) => `${name} ${count}`),
    counted: tags.every(({ id, count }) => count === 0 || links.filter((link) => link.tag_id === id).length === count),
    elsewhere: tags.reduce((sum, tag) => sum + tag.elsewhere, 0),
    aliases: (await read.selectFrom('tag_alias').select('name').execute()).length,
    claims: claims.length,
    said: [...new Set(claims.map(({ tag_id, origin, says }) => `${nameOf.get(tag_id)} ${origin} ${says}`))].sort(),
    rules: rules.map((rule) => `${nameOf.get(rule.antecedent_id)} ${nameOf.get(rule.consequent_id)} ${rule.state} ${rule.support}`).sort(),
    words: words
      .map(({ tag_id, word, alias, rank }) => `${nameOf.get(tag_id)} ${word} ${alias} ${rank}`)
      .sort()
      .join('\n').length,
    tasks: results.map(({ kind, state }) => `${kind} ${state}`).sort(),
  };
}

function run(place: CatalogPlace, crashAt?: string): Promise<string> {
  return runLife('tags-process.ts', place, { timeout: 90_000, crashAt });
}
