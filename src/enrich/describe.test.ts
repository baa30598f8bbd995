import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { countUndescribed, forgetDescribed } from '../catalog/describe-queries.ts';
import { metadataOf, putMetadata, refreshFacts } from '../catalog/metadata-queries.ts';
import { newId } from '../core/ids.ts';
import { pidAlive } from '../core/pid-alive.ts';
import { silentLogger } from '../core/logger.ts';
import { ExifToolReader } from '../media/metadata/exiftool.ts';
import { EXTRACTOR_VERSION } from '../media/metadata/extractor-version.ts';
import { forEachEngine } from '../../test/support/catalogs.ts';
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
