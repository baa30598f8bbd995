import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { LocalStore } from '../blobs/local-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { metadataOf } from '../catalog/metadata-queries.ts';
import { silentLogger } from '../core/logger.ts';
import { newId } from '../core/ids.ts';
import { ExifToolReader, perlVersion } from '../media/metadata/exiftool.ts';
import { readSidecar } from '../media/metadata/sidecar.ts';
import { sidecarName } from '../media/metadata/sidecar-name.ts';
import { addAssets } from '../../test/support/server.ts';
import { forEachEngine } from '../../test/support/catalogs.ts';
import { tempDir } from '../../test/support/temp-dir.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { createDescribeWorker } from './describe-worker.ts';
import { editAsset } from './edit-asset.ts';
import { exportSidecars } from './export-sidecars.ts';

const perl = (await perlVersion()) !== undefined;
const exiftool = new ExifToolReader();
const script = join(dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json')), 'bin/exiftool');
afterAll(() => exiftool.end());

forEachEngine(`sidecars that Magpie writes${perl ? '' : ' (skipped: no perl)'}`, (open) => {
  test.skipIf(!perl)('say what a person said, keep what others wrote, and follow every edit', { timeout: 60_000 }, async () => {
    const catalog = await open();
    const folder = mkdtempSync(join(tempDir('sidecars'), "it's [here] "));
    const id = await referenced(catalog, folder, 'a.jpg');
    const path = join(folder, 'a.jpg.xmp');
    writeFileSync(path, FOREIGN);
    await edit(catalog, id, {
      title: 'Mine & yours',
      keywords: ['x', 'ÿ, z'],
      rating: 5,
      takenAt: Date.UTC(2019, 6, 21, 12, 3, 59),
      takenAtOffsetMinutes: 120,
      latitude: -43.5,
      longitude: 11.25,
    });
    await lane(catalog);
    expect(read(path)).toMatchObject({
      Title: 'Mine & yours',
      Subject: ['x', 'ÿ, z'],
      Rating: 5,
      DateCreated: '2019:07:21 14:03:59+02:00',
      GPSLatitude: -43.5,
      GPSLongitude: 11.25,
      Label: 'Red',
      Exposure2012: '+0.50',
    });
    // Read again at once, so nobody need scan.
    const sidecar = (await metadataOf(catalog.read, id)).find(({ origin }) => origin === 'sidecar');
    expect(sidecar).toMatchObject({
      path,
      facts: { title: 'Mine & yours', keywords: ['x', 'ÿ, z'], rating: 5, latitude: -43.5, takenAt: Date.UTC(2019, 6, 21, 12, 3, 59) },
    });
    await edit(catalog, id, { title: null, keywords: null });
    await lane(catalog);
    expect(read(path)).not.toHaveProperty('Title');
    expect(read(path)).toMatchObject({ Rating: 5, Label: 'Red' });
    expect(await catalog.read.selectFrom('asset').select(['title', 'rating']).where('id', '=', id).executeTakeFirst()).toEqual({ title: null, rating: 5 });
    expect(readdirSync(folder).toSorted()).toEqual(['a.jpg', 'a.jpg.xmp']);
  });

  test.skipIf(!perl)('go into the form that is in use, and of stored originals into the library', { timeout: 60_000 }, async () => {
    const catalog = await open();
    const folder = tempDir('sidecars');
    const dataDir = tempDir('library');
    const raw = await referenced(catalog, folder, 'b.nef');
    writeFileSync(join(folder, 'b.xmp'), FOREIGN);
    const [stored = 0] = await addAssets(catalog, [{ name: 'c.jpg' }]);
    await edit(catalog, raw, { rating: -1 });
    await edit(catalog, stored, { creator: 'Ann' });
    await lane(catalog, dataDir);
    expect(read(join(folder, 'b.xmp'))).toMatchObject({ Rating: -1, Label: 'Red' });
    const [written] = readdirSync(join(dataDir, 'sidecars'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xmp'));
    expect(basename(written!)).toMatch(/^[0-9a-f]{64}\.jpg\.xmp$/);
    expect(read(join(dataDir, 'sidecars', written!))).toMatchObject({ Creator: 'Ann' });
  });

  test.skipIf(!perl)('score, favourite and content rating make the round trip, as XMP and as JSON', { timeout: 60_000 }, async () => {
    const catalog = await open();
    const folder = tempDir('marks');
    const id = await referenced(catalog, folder, 'a.jpg');
    writeFileSync(join(folder, 'a.jpg.json'), JSON.stringify({ category: 'danbooru', score: 312, rating: 'e', tags: ['cat'] }));
    await edit(catalog, id, { rating: -1, favourite: true, contentRating: 'questionable' });
    await lane(catalog);
    const facts = { rating: -1, favourite: true, contentRating: 'questionable' };
    const readBack = (name: string) => readSidecar(sidecarName(name)!, readFileSync(join(folder, name), 'utf8'))![0]!.facts;
    expect(readBack('a.jpg.xmp')).toEqual(facts);
    expect((await exiftool.read(join(folder, 'a.jpg.xmp'))).facts).toMatchObject(facts);
    expect(await exportSidecars({ catalog, exiftool, dataDir: folder }, { to: 'beside', form: 'json', ids: [id] })).toEqual({
      written: 1,
      empty: 0,
      failed: [],
    });
    expect(readBack('a.jpg.json')).toEqual({ ...facts, keywords: ['cat'] });
    expect(JSON.parse(readFileSync(join(folder, 'a.jpg.json'), 'utf8'))).toMatchObject({ score: 312, magpie: { asset: id, score: -1 } });
    // Another library takes the sidecar in: the same marks; a word taken back is taken out.
    await edit(catalog, id, { favourite: null, contentRating: null });
    await lane(catalog);
    expect(readBack('a.jpg.xmp')).toEqual({ rating: -1 });
    expect(readdirSync(folder).toSorted()).toEqual(['a.jpg', 'a.jpg.json', 'a.jpg.xmp']);
    writeFileSync(join(folder, 'a.jpg.json'), '[1]');
    const { failed } = await exportSidecars({ catalog, exiftool, dataDir: folder }, { to: 'beside', form: 'json', ids: [id] });
    expect(failed.map(({ error }) => error.code)).toEqual(['not-a-file']);
    expect(readFileSync(join(folder, 'a.jpg.json'), 'utf8')).toBe('[1]');
  });

  test.skipIf(!perl)('exported: everything known, into one folder, whatever the names', { timeout: 60_000 }, async () => {
    const catalog = await open();
    const to = join(tempDir('export'), 'new');
    const [a = 0, b = 0, c = 0, d = 0] = await addAssets(catalog, [{ name: '../../x.jpg' }, { name: 'x.jpg' }, { name: 'x.jpg' }, { name: 'nothing.jpg' }]);
    for (const id of [a, b, c]) await edit(catalog, id, { rating: 1 + (id % 3) });
    const result = await exportSidecars({ catalog, exiftool, dataDir: to }, { to, ids: [a, b, c, d] });
    expect(result).toEqual({ written: 3, empty: 1, failed: [] });
    expect(readdirSync(to).toSorted()).toEqual([`_.._.._x.jpg.xmp`, `x-${c}.jpg.xmp`, 'x.jpg.xmp'].toSorted());
    expect(read(join(to, 'x.jpg.xmp'))).toMatchObject({ Rating: 1 + (b % 3) });
    expect(await exportSidecars({ catalog, exiftool, dataDir: to }, { to })).toMatchObject({ written: 3 });
    expect(readFileSync(join(to, 'x.jpg.xmp'), 'utf8')).toContain('<x:xmpmeta');
  });
});

const FOREIGN = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" xmp:Label="Red" crs:Exposure2012="+0.50"/>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

async function referenced(catalog: Catalog, folder: string, name: string): Promise<number> {
  const path = join(folder, name);
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#123' } })
    .jpeg()
    .toBuffer();
  writeFileSync(path, bytes);
  const [id = 0] = await addAssets(catalog, [{ name, bytes }]);
  const row = {
    asset_id: id,
    kind: 'referenced' as const,
    path,
    name,
    bytes: bytes.length,
    mtime_ms: 0,
    state: 'present' as const,
    session_id: 's',
    created_at: 0,
  };
  await catalog.write((tx) => tx.insertInto('location').values(row).execute());
  return id;
}

function edit(catalog: Catalog, id: number, facts: Parameters<typeof editAsset>[2]) {
  return editAsset(catalog, id, facts, { actor: 'web', now: Date.now(), writeSidecar: true });
}

async function lane(catalog: Catalog, dataDir = '/nowhere'): Promise<void> {
  await catalog.write((tx) => tx.updateTable('asset').set({ described: 99 }).execute());
  const worker = createDescribeWorker({
    catalog,
    store: new LocalStore(tempDir('store')),
    dataDir,
    stacks: { raw: true, live: true, bursts: true },
    limits: { maxPixels: 1e8, timeoutSeconds: 30 },
    owner: newId(),
    logger: silentLogger,
    clock: Date.now,
  });
  worker.start();
  try {
    await waitFor(
      'the sidecars to be written',
      async () => (await catalog.read.selectFrom('job').select('id').where('state', '!=', 'done').execute()).length === 0,
    );
  } finally {
    await worker.drain(10_000);
  }
  const failed = await catalog.read.selectFrom('job').select('error_detail').where('error_code', 'is not', null).execute();
  expect(failed).toEqual([]);
}

function read(path: string): Record<string, unknown> {
  return (JSON.parse(execFileSync('perl', [script, '-json', '-n', path], { encoding: 'utf8' })) as Array<Record<string, unknown>>)[0]!;
}
