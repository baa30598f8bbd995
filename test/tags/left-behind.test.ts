import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sweepTagLists, tagListFolder } from '../../src/curate/tags/import-tags.ts';
import { cancelTask, requestImport } from '../../src/curate/tags/request-tag-task.ts';
import { forEachEngine } from '../support/catalogs.ts';

const HOUR = 3_600_000;

forEachEngine('lists of tags that were left behind', (open, tools) => {
  test('go after an hour once nobody waits for them, and not before', async () => {
    const place = await tools.newPlace();
    const catalog = await open(place);
    const now = Date.now();
    const folder = tagListFolder(place.dataDir);
    mkdirSync(folder, { recursive: true });
    const put = (name: string, age: number): void => {
      writeFileSync(join(folder, name), 'cat,0\n');
      utimesSync(join(folder, name), (now - age) / 1000, (now - age) / 1000);
    };
    put('waiting', 5 * HOUR);
    put('cancelled', 5 * HOUR);
    put('arriving', 0);
    // More imports than the page shows of them.
    for (let at = 0; at < 101; at += 1) await requestImport(catalog, { file: `before-${at}`, name: 'x.csv' }, { actor: 'test', now: now + at });
    await requestImport(catalog, { file: 'waiting', name: 'x.csv' }, { actor: 'test', now: now + 200 });
    const cancelled = await requestImport(catalog, { file: 'cancelled', name: 'x.csv' }, { actor: 'test', now: now + 201 });
    await cancelTask(catalog, cancelled, { actor: 'test', now });
    await sweepTagLists({ catalog, dataDir: place.dataDir, clock: () => now });
    expect(['waiting', 'cancelled', 'arriving'].filter((name) => existsSync(join(folder, name)))).toEqual(['waiting', 'arriving']);
  });
});
