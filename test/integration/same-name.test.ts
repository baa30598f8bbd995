import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Library } from '../failure/support/library.ts';
import { expectSound, sha256 } from '../failure/support/sound.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';

forEachEngine('different files of one name', (open, tools) => {
  const start = async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    library.startWorker();
    return { library, small: (seed: number) => picture(seed, { width: 96, height: 64 }) };
  };
  const hexes = (pictures: readonly Buffer[]): string[] => pictures.map((bytes) => sha256(bytes).toString('hex')).sort();

  test('from different folders: both are kept, under their one name', async () => {
    const { library, small } = await start();
    const pictures = [await small(1), await small(2)];
    const folders = ['monday', 'tuesday'].map((name) => join(library.dataDir, 'source', name));
    folders.forEach((folder, i) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'IMG_0001.jpg'), pictures[i]!);
    });
    const id = await library.scan([join(library.dataDir, 'source')], 'move');
    expect(await library.finished(id)).toMatchObject({ discovered: 2, ingested: 2 });
    const assets = await library.assets();
    expect(assets.map((asset) => asset.name)).toEqual(['IMG_0001.jpg', 'IMG_0001.jpg']);
    expect(assets.map((asset) => asset.sha256.toString('hex')).sort()).toEqual(hexes(pictures));
    await expectSound(library);
  });

  test('dropped one after the other, and the first once more: two assets, three outcomes', async () => {
    const { library, small } = await start();
    await library.startMonitor();
    const [first, second] = [await small(3), await small(4)];
    const path = join(library.inbox, 'IMG_0001.jpg');
    for (const [drop, bytes] of [first, second, first].entries()) {
      writeFileSync(path, bytes);
      await library.restedJobs(drop + 1);
      expect(library.files('inbox')).toEqual([]);
    }
    expect((await library.jobs()).map((job) => job.outcome)).toEqual(['ingested', 'ingested', 'duplicate']);
    expect((await library.assets()).map((asset) => asset.sha256.toString('hex')).sort()).toEqual(hexes([first, second]));
    await expectSound(library);
  });

  test('a copied folder whose file is replaced by another: the new one comes in, the old one stays', async () => {
    const { library, small } = await start();
    const folder = join(library.dataDir, 'source');
    mkdirSync(folder);
    const path = join(folder, 'IMG_0001.jpg');
    const pictures = [await small(5), await small(6)];
    for (const bytes of pictures) {
      writeFileSync(path, bytes);
      expect(await library.finished(await library.scan([folder], 'copy'))).toMatchObject({ discovered: 1, ingested: 1 });
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }
    expect(await library.finished(await library.scan([folder], 'copy'))).toMatchObject({ discovered: 1, skipped: 1 });
    expect((await library.assets()).map((asset) => asset.sha256.toString('hex')).sort()).toEqual(hexes(pictures));
    await expectSound(library);
  });
});
