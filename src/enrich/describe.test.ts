import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { countUndescribed, forgetDescribed } from '../catalog/describe-queries.ts';
import { dropGeneration, generationOf, metadataOf, putGeneration, putMetadata, refreshFacts } from '../catalog/metadata-queries.ts';
import { newId } from '../core/ids.ts';
import { pidAlive } from '../core/pid-alive.ts';
import { silentLogger } from '../core/logger.ts';
import type { Generation } from '../domain/generation.ts';
import { ExifToolReader } from '../media/metadata/exiftool.ts';
import { EXTRACTOR_VERSION } from '../media/metadata/extractor-version.ts';
import { searchAssets } from '../catalog/search-queries.ts';
import { toSearch } from '../search/search-query.ts';
import { apng } from '../../test/support/animations.ts';
import { forEachEngine } from '../../test/support/catalogs.ts';
import { pngWith, stealthPixels, textChunk } from '../../test/support/generation-files.ts';
import { takeIn } from '../../test/support/take-in.ts';
import { tempDir } from '../../test/support/temp-dir.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { createDescribeWorker } from './describe-worker.ts';

const perl = hasPerl();
const picture = (shade: number) =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: shade, g: 20, b: 90 } } })
    .jpeg()
    .withExif({ IFD0: { Make: 'Acme', Copyright: 'Ann' }, IFD2: { DateTimeOriginal: '2019:07:21 14:03:59', LensSpecification: '24/1 70/1 28/10 28/10' } })
    .toBuffer();

forEachEngine(`the lane describe${perl ? '' : ' (skipped: no perl)'}`, (open) => {
  test.skipIf(!perl)('reads all groups, keeps what people said, and does it again for a newer extractor', async () => {
    const catalog = await open();
    const dataDir = tempDir('describe');
    const store = new LocalStore(dataDir);
    const [id = 0] = await takeIn(catalog, store, dataDir, [{ name: 'a.jpg', bytes: await picture(10) }]);
    expect(await describedOf(catalog, id)).toBe(0);
    await catalog.write(async (tx) => {
      await putMetadata(tx, id, { origin: 'human', now: 1 }, { facts: { copyright: 'Bob', title: 'Mine' }, raw: null });
      await refreshFacts(tx, id, 1);
    });
    await describeAll(catalog, store);
    const stored = await metadataOf(catalog.read, id);
    expect(stored.map(({ origin }) => origin)).toEqual(['human', 'embedded']);
    expect(stored[1]).toMatchObject({
      facts: { cameraMake: 'Acme', copyright: 'Ann' },
      raw: { ExifIFD: { LensInfo: '24 70 2.8 2.8' }, IFD0: { Make: 'Acme' } },
    });
    expect(JSON.stringify(stored[1]!.raw)).not.toContain(dataDir);
    expect(await assetOf(catalog, id)).toMatchObject({ copyright: 'Bob', title: 'Mine', camera_make: 'Acme', sort_at: Date.UTC(2019, 6, 21, 14, 3, 59) });
    expect(await jobsOf(catalog)).toBe(0);

    // A newer extractor: nobody described anything.
    await catalog.write((tx) => forgetDescribed(tx, 0, 100));
    expect(await countUndescribed(catalog.read, EXTRACTOR_VERSION)).toBe(1);
    await describeAll(catalog, store);
    expect(await assetOf(catalog, id)).toMatchObject({ copyright: 'Bob', title: 'Mine', camera_make: 'Acme' });
    expect((await metadataOf(catalog.read, id)).map(({ origin }) => origin)).toEqual(['human', 'embedded']);
  });

  test.skipIf(!perl)(
    'a file that exiftool cannot be asked about keeps what ingest read, and is left alone after three tries',
    { timeout: 60_000 },
    async () => {
      const catalog = await open();
      const dataDir = tempDir('describe');
      const store = new LocalStore(dataDir);
      const [id = 0] = await takeIn(catalog, store, dataDir, [{ name: 'a.jpg', bytes: await picture(50) }]);
      const path = join(tempDir('odd'), 'a\nb.jpg');
      const bytes = await picture(50);
      writeFileSync(path, bytes);
      await catalog.write((tx) =>
        tx
          .updateTable('location')
          .set({ kind: 'referenced', path, mtime_ms: Math.trunc(statSync(path).mtimeMs), bytes: bytes.length })
          .where('asset_id', '=', id)
          .where('kind', '=', 'stored')
          .execute(),
      );
      await describeAll(catalog, store);
      expect(await assetOf(catalog, id)).toMatchObject({ camera_make: 'Acme', copyright: 'Ann' });
      const [job] = await catalog.read.selectFrom('job').select(['state', 'attempt', 'error_code']).where('lane', '=', 'describe').execute();
      expect(job).toEqual({ state: 'done', attempt: 3, error_code: 'metadata-unreadable' });
    },
  );

  test.skipIf(!perl)('a newer extractor reads again how pictures were generated, and leaves alone what people said', async () => {
    const catalog = await open();
    const dataDir = tempDir('describe');
    const store = new LocalStore(dataDir);
    const parameters = 'a red boat, (harbour:1.2)\nNegative prompt: fog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x768, Model: foo';
    const hidden = JSON.stringify({ Comment: JSON.stringify({ prompt: 'a hidden tower', steps: 28, sampler: 'k_euler', seed: 5 }), Software: 'NovelAI' });
    const stealth = await sharp(stealthPixels(96, 64, 'stealth_pnginfo', Buffer.from(hidden)), { raw: { width: 96, height: 64, channels: 4 } })
      .png()
      .toBuffer();
    const damaged = await pngWith([textChunk('parameters', 'a lost one\nSteps: 9, Sampler: DDIM, Seed: 1')]);
    const [made = 0, plain = 0, secret = 0, broken = 0, moving = 0] = await takeIn(catalog, store, dataDir, [
      { name: 'made.png', bytes: await pngWith([textChunk('parameters', parameters)], 'behind') },
      { name: 'plain.jpg', bytes: await picture(60) },
      { name: 'secret.png', bytes: stealth },
      { name: 'broken.png', bytes: damaged },
      { name: 'moving.png', bytes: await apng(['#f00', '#0f0'], []) },
    ]);
    await describeAll(catalog, store);
    // What an older Magpie made of them: it misread one, saw something where nothing is, and saw nothing where something is.
    const older: Generation = {
      generator: 'unknown',
      prompt: 'misread',
      steps: 3,
      vae: 'no such thing',
      loras: [],
      keywords: ['misread'],
      extra: {},
      raw: { parameters, 'old text': 'kept' },
    };
    await catalog.write(async (tx) => {
      await putGeneration(tx, made, older);
      await putGeneration(tx, plain, older);
      await putGeneration(tx, broken, older);
      await dropGeneration(tx, secret);
      await putMetadata(tx, made, { origin: 'human', now: 1 }, { facts: { keywords: ['mine'], rating: 4 }, raw: null });
      await refreshFacts(tx, made, 1);
      await tx.updateTable('asset').set({ described: 1, frames: 1, duration_ms: null, playable: null }).execute();
    });
    const [place] = await catalog.read.selectFrom('location').select('path').where('asset_id', '=', broken).where('kind', '=', 'stored').execute();
    writeFileSync(store.localPath(place!.path), damaged.fill(0, 8));
    await describeAll(catalog, store);
    expect(await generationOf(catalog.read, made)).toMatchObject({
      generator: 'a1111',
      prompt: 'a red boat, (harbour:1.2)',
      negative: 'fog',
      steps: 20,
      vae: null,
      seed: '42',
      keywords_json: '["a red boat","harbour"]',
      raw_json: JSON.stringify({ parameters, 'old text': 'kept' }),
    });
    expect(await assetOf(catalog, made)).toMatchObject({ keywords_json: '["mine"]', rating: 4, described: EXTRACTOR_VERSION });
    expect(await generationOf(catalog.read, plain)).toBeUndefined();
    expect(await generationOf(catalog.read, secret)).toMatchObject({ generator: 'novelai', prompt: 'a hidden tower', steps: 28 });
    expect(await generationOf(catalog.read, broken)).toMatchObject({ prompt: 'misread' });
    // Nor did it see that one of them moves.
    expect(await assetOf(catalog, moving)).toMatchObject({ frames: 2, duration_ms: 200, playable: 1 });
    expect(await assetOf(catalog, made)).toMatchObject({ frames: 1, duration_ms: null });
    // Words are found where they are now, and no longer where they were.
    const found = async (query: string) => (await searchAssets(catalog, await toSearch(catalog, query, Date.now()), undefined, 10)).map(({ id }) => id);
    expect([await found('misread'), await found('harbour'), await found('"hidden tower"')]).toEqual([[broken], [made], [secret]]);
  });

  test.skipIf(!perl)('an original that cannot be read now is left for later; the others go on', async () => {
    const catalog = await open();
    const dataDir = tempDir('describe');
    const store = new LocalStore(dataDir);
    const [gone = 0, there = 0] = await takeIn(catalog, store, dataDir, [
      { name: 'a.jpg', bytes: await picture(30) },
      { name: 'b.jpg', bytes: await picture(31) },
    ]);
    await catalog.write((tx) => tx.updateTable('location').set({ bytes: 1 }).where('asset_id', '=', gone).where('kind', '=', 'stored').execute());
    await describeAll(catalog, store, () => describedOf(catalog, there));
    expect(await describedOf(catalog, gone)).toBe(0);
  });
});

test.skipIf(!perl)('exiftool that dies over a file is asked again', { timeout: 60_000 }, async () => {
  const reader = new ExifToolReader();
  const file = join(tempDir('exiftool'), 'a.jpg');
  await sharp(await picture(9))
    .keepExif()
    .toFile(file);
  await reader.read(file);
  const reading = Promise.allSettled([reader.read(file), reader.read(file)]);
  for (const pid of childrenOf(process.pid)) if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('stay_open')) process.kill(pid, 'SIGKILL');
  for (const result of await reading)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'metadata-unreadable', entry: { retry: 'later' } });
  expect((await reader.read(file)).facts).toMatchObject({ cameraMake: 'Acme' });
  await reader.end();
  expect(childrenOf(process.pid).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('stay_open'))).toEqual([]);
});

test.skipIf(!perl)('exiftool does not outlive a parent that is killed', { timeout: 60_000 }, async () => {
  const script = `
    import { ExifToolReader } from ${JSON.stringify(resolve(import.meta.dirname, '../media/metadata/exiftool.ts'))};
    const reader = new ExifToolReader();
    console.log(JSON.stringify((await reader.read(process.argv[1])).raw).length);
    setInterval(() => {}, 1000);`;
  const file = join(tempDir('exiftool'), 'a.jpg');
  await sharp(await picture(9))
    .keepExif()
    .toFile(file);
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((started) => parent.stdout.once('data', started));
  const children = childrenOf(parent.pid!);
  expect(children.length).toBeGreaterThan(0);
  parent.kill('SIGKILL');
  await waitFor('exiftool to end', async () => children.every((pid) => !pidAlive(pid)));
});

async function describeAll(
  catalog: Catalog,
  store: LocalStore,
  done: () => Promise<number> = () => countUndescribed(catalog.read, EXTRACTOR_VERSION).then((left) => (left === 0 ? EXTRACTOR_VERSION : 0)),
) {
  const worker = createDescribeWorker({
    catalog,
    store,
    dataDir: '/nowhere',
    stacks: { raw: true, live: true, bursts: true },
    limits: { maxPixels: 1e8, timeoutSeconds: 30 },
    owner: newId(),
    logger: silentLogger,
    clock: Date.now,
  });
  worker.start();
  try {
    await waitFor('everything to be described', async () => (await done()) === EXTRACTOR_VERSION);
  } finally {
    expect(await worker.drain(10_000)).toBe(true);
  }
}

async function describedOf(catalog: Catalog, id: number): Promise<number> {
  return (await assetOf(catalog, id)).described;
}

async function assetOf(catalog: Catalog, id: number) {
  return catalog.read.selectFrom('asset').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

async function jobsOf(catalog: Catalog): Promise<number> {
  return (await catalog.read.selectFrom('job').select('id').where('lane', '=', 'describe').execute()).length;
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
}

function hasPerl(): boolean {
  try {
    execFileSync('perl', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('Skipped: perl is not installed, so exiftool cannot run');
    return false;
  }
}
