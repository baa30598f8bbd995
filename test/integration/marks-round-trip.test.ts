import { cpSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openCatalog } from '../../src/catalog/open.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { editAsset } from '../../src/enrich/edit-asset.ts';
import { perlVersion } from '../../src/media/metadata/exiftool.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';

const perl = (await perlVersion()) !== undefined;
if (!perl) console.warn('the round trip of marks as XMP is skipped: no perl');

test.each(perl ? ['json', 'xmp'] : ['json'])(
  'score, favourite and content rating go out with the files of one library and come into another, as %s',
  { timeout: 120_000 },
  async (form) => {
    const [files, other, first, second] = [tempDir('marks-files'), tempDir('marks-moved'), tempDir('marks-first'), tempDir('marks-second')];
    for (const n of [1, 2, 3]) {
      const picture = sharp({ create: { width: 40 + n, height: 30, channels: 3, background: `#${n}a5` } });
      writeFileSync(join(files, `p${n}.jpg`), await picture.jpeg().toBuffer());
    }
    await ingest(files, first);
    const catalog = await openCatalog({ dataDir: first, logger: silentLogger });
    const ids = new Map((await catalog.read.selectFrom('asset').select(['id', 'name']).execute()).map(({ id, name }) => [name, id]));
    const by = { actor: 'cli', now: Date.now(), writeSidecar: false };
    await editAsset(catalog, ids.get('p1.jpg')!, { rating: 4, favourite: true, contentRating: 'explicit' }, by);
    await editAsset(catalog, ids.get('p2.jpg')!, { rating: -1 }, by);
    await catalog.close();
    const exported = await runMagpie(['sidecars', 'export', '--all', '--to', files, '--form', form, '--data', first, '--json']);
    expect(exported.json()).toMatchObject({ written: 2, failed: 0 });
    expect(readdirSync(files).toSorted()).toEqual([`p1.jpg`, `p1.jpg.${form}`, `p2.jpg`, `p2.jpg.${form}`, 'p3.jpg']);
    // Another folder, another name: a sidecar goes with its picture, and what is kept afterwards goes by the asset.
    mkdirSync(other, { recursive: true });
    cpSync(files, other, { recursive: true });
    for (const ending of ['', `.${form}`]) renameSync(join(other, `p1.jpg${ending}`), join(other, `renamed.jpg${ending}`));
    await ingest(other, second);
    expect(await marksOf(second)).toEqual([
      { name: 'p2.jpg', rating: -1, favourite: 0, content_rating: null, content_rating_origin: null },
      { name: 'p3.jpg', rating: null, favourite: 0, content_rating: null, content_rating_origin: null },
      { name: 'renamed.jpg', rating: 4, favourite: 1, content_rating: 3, content_rating_origin: 'sidecar' },
    ]);
  },
);

async function ingest(folder: string, data: string): Promise<void> {
  const { code, stderr } = await runMagpie(['ingest', folder, '--data', data, '--json']);
  expect(code, stderr).toBe(0);
}

async function marksOf(data: string) {
  const catalog = await openCatalog({ dataDir: data, logger: silentLogger });
  const rows = await catalog.read
    .selectFrom('asset')
    .select(['name', 'rating', 'favourite', 'content_rating', 'content_rating_origin'])
    .orderBy('name')
    .execute();
  await catalog.close();
  return rows;
}
