import { expect, test } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { assetById } from '../../src/catalog/asset-queries.ts';
import { searchAssets } from '../../src/catalog/search-queries.ts';
import { toSearch } from '../../src/search/search-query.ts';
import { apng, avifSequence, JXL_FIVE } from '../support/animations.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { jxl, quarters } from '../support/rare-pictures.ts';
import { takeIn } from '../support/take-in.ts';
import { tempDir } from '../support/temp-dir.ts';
import { ffmpegMissing } from '../support/videos.ts';

const noTools = ffmpegMissing();

forEachEngine('animated pictures', (open) => {
  test('of every container are found as such, by their frames and by how long they are', async () => {
    const catalog = await open();
    const dataDir = tempDir('animations');
    const files = [
      { name: 'a.png', bytes: await apng(['#f00', '#0f0', '#00f'], []) },
      { name: 'b.jxl', bytes: JXL_FIVE },
      { name: 'still.jxl', bytes: await jxl(quarters(32, 32)) },
      ...(noTools === undefined ? [{ name: 'c.avif', bytes: avifSequence(2) }] : []),
    ];
    await takeIn(catalog, new LocalStore(dataDir), dataDir, files);
    const found = async (query: string): Promise<string[]> => {
      const rows = await searchAssets(catalog, await toSearch(catalog, query, Date.now()), undefined, 10);
      return (await Promise.all(rows.map(({ id }) => assetById(catalog, id)))).map((asset) => asset!.name).sort();
    };
    const avif = noTools === undefined ? ['c.avif'] : [];
    expect(await found('is:animated')).toEqual(['a.png', 'b.jxl', ...avif]);
    expect(await found('frames:5')).toEqual(['b.jxl']);
    expect(await found('duration:>0.4')).toEqual(['b.jxl', ...avif]);
    expect(await found('-is:animated')).toEqual(['still.jxl']);
  });
});
