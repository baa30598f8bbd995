import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { silentLogger } from '../../src/core/logger.ts';
import { createDescribeWorker } from '../../src/enrich/describe-worker.ts';
import { perlVersion } from '../../src/media/metadata/exiftool.ts';
import { videoSupport } from '../../src/media/video/video-support.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { corpus } from '../support/corpus.ts';
import { picture } from '../support/pictures.ts';
import { rawFile } from '../support/raw.ts';
import { film } from '../support/videos.ts';
import { waitFor } from '../support/wait-for.ts';
import { CuratedLibrary } from './library.ts';
import { add, ALL, look } from './shots.ts';

const perl = await perlVersion();
const { version, install } = await videoSupport();
if (version === undefined) console.warn(`the test of photos and their films is skipped: there is no ffmpeg here: ${install}`);

forEachEngine('stacks through ingest', (open, tools) => {
  test('a burst through ingest, and once more: one tile', async () => {
    const place = await tools.newPlace();
    const library = new CuratedLibrary(await open(place), place.dataDir);
    library.startIngest();
    const paths: string[] = [];
    for (const n of [1, 2, 3, 4]) {
      const jpeg = await sharp(await picture(n))
        .withExif({ IFD0: { Make: 'Maker', Model: 'Fast 1' }, IFD2: { DateTimeOriginal: '2024:06:01 12:00:00', SubSecTimeOriginal: `${n}00` } })
        .jpeg()
        .toBuffer();
      paths.push(library.write(`card/IMG_000${n}.jpg`, jpeg));
    }
    await library.ingest(paths, 'scan', 'reference');
    const expected = { stacks: ['burst: IMG_0001.jpg IMG_0002.jpg IMG_0003.jpg IMG_0004.jpg'], shown: ['IMG_0001.jpg'] };
    expect(await look(library.catalog)).toEqual(expected);
    await library.ingest(paths, 'scan', 'copy');
    expect(await look(library.catalog)).toEqual(expected);
  });

  test('a RAW and its JPEG through ingest, the RAW first or last', async () => {
    const raw = rawFile({
      width: 64,
      height: 48,
      colour: (x, y) => [x / 64, y / 48, 0.5],
      preview: { bytes: await picture(5, { width: 1600, height: 1200 }), width: 1600, height: 1200 },
    });
    const jpeg = await picture(5);
    for (const first of ['raw', 'jpeg']) {
      const place = await tools.newPlace();
      const library = new CuratedLibrary(await open(place), place.dataDir);
      library.startIngest();
      const paths = [library.write('card/DSC_0001.DNG', raw), library.write('card/DSC_0001.JPG', jpeg)];
      for (const path of first === 'raw' ? paths : paths.toReversed()) await library.ingest([path], 'scan', 'copy');
      expect(await look(library.catalog)).toEqual({ stacks: ['raw: DSC_0001.JPG DSC_0001.DNG'], shown: ['DSC_0001.JPG'] });
    }
  });

  test.skipIf(version === undefined)('a photo and its film through ingest; a long film of that name is none', async () => {
    const place = await tools.newPlace();
    const library = new CuratedLibrary(await open(place), place.dataDir);
    library.startIngest();
    const files: [string, Buffer][] = [
      ['IMG_1.JPG', await picture(6)],
      ['IMG_1.MOV', await film('mov', 2)],
      ['IMG_2.JPG', await picture(7)],
      ['IMG_2.MOV', await film('mov', 11)],
    ];
    await library.ingest(
      files.map(([name, bytes]) => library.write(`phone/${name}`, bytes)),
      'scan',
      'copy',
    );
    expect(await look(library.catalog)).toEqual({ stacks: ['live: IMG_1.JPG IMG_1.MOV'], shown: ['IMG_1.JPG', 'IMG_2.JPG', 'IMG_2.MOV'] });
  });

  const heic = corpusFile('IMG_2927.HEIC');
  test.skipIf(heic === undefined || perl === undefined)('a live photo of other names, once exiftool has read what its maker wrote', async () => {
    const place = await tools.newPlace();
    const library = new CuratedLibrary(await open(place), place.dataDir);
    const { catalog, store } = library;
    library.startIngest();
    await add(catalog, { name: 'IMG_E2927.MOV', film: 2900, folder: '/elsewhere', contentId: '1745E022-9712-43C7-B024-F308EC6413CB' });
    await library.ingest([library.write('phone/IMG_2927.HEIC', heic!)], 'scan', 'copy');
    const worker = createDescribeWorker({
      catalog,
      store,
      dataDir: '/nowhere',
      stacks: ALL,
      limits: { maxPixels: 1e8, timeoutSeconds: 30 },
      owner: 'describer',
      logger: silentLogger,
      clock: Date.now,
    });
    worker.start();
    try {
      await waitFor('the photo to be described', async () => (await look(catalog)).stacks.length === 1);
    } finally {
      await worker.drain(10_000);
    }
    expect(await look(catalog)).toEqual({ stacks: ['live: IMG_2927.HEIC IMG_E2927.MOV'], shown: ['IMG_2927.HEIC'] });
  });
});

function corpusFile(name: string): Buffer | undefined {
  const folder = corpus('formats');
  if (folder !== undefined) return readFileSync(join(folder, name));
  console.warn(`skipped: no ../shared/corpus/formats/${name}`);
  return undefined;
}
