import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { GRAMMAR, GRAMMAR_ASSETS, makeGrammarLibrary } from '../support/danbooru-grammar.ts';
import { placesFound } from '../support/places-found.ts';
import { addAssets } from '../support/server.ts';

const NOW = Date.UTC(2026, 10, 21, 12);

forEachEngine('Danbooru’s grammar', (open) => {
  let catalog: Catalog;
  let ids: number[];

  beforeAll(async () => {
    catalog = await open();
    ids = await addAssets(catalog, GRAMMAR_ASSETS);
    await makeGrammarLibrary(catalog, ids, NOW);
    const png = ids.filter((_, i) => i % 4 === 1);
    await catalog.write((tx) => tx.updateTable('asset').set({ format: 'png' }).where('id', 'in', png).execute());
  });

  const find = (text: string) => placesFound(catalog, ids, text, NOW);

  test.each([...GRAMMAR])('%s', async (text, finds) => {
    expect((await find(text)).toSorted((a, b) => a - b)).toEqual([...ids.keys()].filter(finds));
  });

  test('its orders', async () => {
    const first = async (order: string) => (await find(`order:${order}`))[0];
    expect(await first('id')).toBe(23);
    expect(await first('id_asc')).toBe(0);
    expect(await first('id_desc')).toBe(23);
    expect(await first('filesize')).toBe(23);
    expect(await first('landscape')).toBe(23);
    expect(await first('portrait')).toBe(0);
    expect(await first('mpixels_desc')).toBe(23);
    expect(await first('tagcount')).toBe(0);
    expect(await first('fav')).toBe(1);
    expect(await first('created_at')).toBe(0);
    expect(await first('score_asc')).toBe(1);
  });
});

test('docs/search.md has the same rows', () => {
  const docs = readFileSync(join(import.meta.dirname, '../../docs/search.md'), 'utf8');
  const table = docs.slice(docs.indexOf('## Danbooru’s grammar'), docs.indexOf('Where it differs'));
  expect([...table.matchAll(/`([^`]+)`/g)].map(([, query]) => query).filter((query) => !query!.includes('.test.ts'))).toEqual(GRAMMAR.map(([query]) => query));
});
