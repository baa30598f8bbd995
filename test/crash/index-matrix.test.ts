import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { Finder } from '../../src/search/finder.ts';
import { IndexKeeper } from '../../src/search/index/keeper.ts';
import { LiveIndex } from '../../src/search/index/live-index.ts';
import { indexPaths } from '../../src/search/index/paths.ts';
import { verifyIndex } from '../../src/search/index/verify-index.ts';
import { type CatalogPlace, forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';
import { crashPoints } from './crash-points.ts';

forEachEngine('kill -9 while the tag index is built', (open, tools) => {
  const points = crashPoints('index');
  expect(points.length).toBeGreaterThanOrEqual(4);
  for (const earlier of [false, true])
    test.for(points)(`%s, ${earlier ? 'beside an earlier one' : 'the first'}`, { timeout: 60_000 }, async (crashAt) => {
      const place = await tools.newPlace();
      const catalog = await open(place);
      const { dataDir, databaseUrl } = place;
      const tag = (await catalog.write((tx) => ensureTags(tx, ['cat'], 1))).get('cat')!.id;
      const add = async (count: number): Promise<void> => {
        const ids = await addAssets(catalog, Array<object>(count).fill({}));
        const statements = [{ tagId: tag, says: 'yes' as const }];
        await catalog.write((tx) =>
          writeClaims(
            tx,
            'human',
            ids.map((assetId) => ({ assetId, statements })),
            1,
          ),
        );
      };
      await add(200);
      if (earlier) {
        expect(await build(place)).toBe('rested');
        await add(100);
      }
      expect(await build(place, crashAt)).toBe('SIGKILL');

      // Whatever stands there is whole, or is not there; the search finds everything either way.
      const index = new LiveIndex({ catalog, dataDir, clock: Date.now, logger: silentLogger, fromAssets: 1 });
      await index.refresh();
      const there = earlier || crashAt === 'index:swapped';
      expect((await index.current()) !== undefined).toBe(there);
      expect(await new Finder(catalog, index).count({ kind: 'tagged', tags: [tag] })).toBe(earlier ? 300 : 200);
      if (there) expect(await verifyIndex(catalog, dataDir, Date.now())).toMatchObject({ refused: null, different: [] });

      const keeper = new IndexKeeper({ catalog, dataDir, databaseUrl, owner: 'test', clock: Date.now, logger: silentLogger, minAssets: 1, rebuildAfter: 1 });
      await add(50);
      expect(await keeper.look()).toBe(true);
      expect(await verifyIndex(catalog, dataDir, Date.now())).toMatchObject({ refused: null, different: [], assets: earlier ? 350 : 250 });
      expect(readdirSync(indexPaths(dataDir).folder).filter((name) => /temp|verify/.test(name))).toEqual([]);
      await index.stop();
    });
});

function build({ dataDir, databaseUrl }: CatalogPlace, crashAt?: string): Promise<string> {
  const input = JSON.stringify({ dataDir, databaseUrl, crashAt });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'index-process.ts'), input], { stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal ?? output.trim())));
}
