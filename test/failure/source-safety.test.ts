import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { originalKey } from '../../src/blobs/keys.ts';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { moveFile } from '../../src/curate/move-file.ts';
import { settle } from '../../src/ingest/settle.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { tempDir } from '../support/temp-dir.ts';
import { asNobody } from './support/as-nobody.ts';
import { Library } from './support/library.ts';
import { expectSound } from './support/sound.ts';

const small = (seed: number) => picture(seed, { width: 96, height: 64 });
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
/** Old enough to be nobody's file in the making. */
const long = (path: string) => utimesSync(path, 1_700_000_000, 1_700_000_000);

forEachEngine('a source is removed only when its bytes are safe', (open, tools) => {
  test('a move that leads into the store by a link takes nothing away', async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    writeFileSync(join(library.inbox, 'a.jpg'), await small(1));
    library.startWorker();
    await library.finished(await library.scan([library.inbox], 'move'));
    const link = join(tempDir('link'), 'to-data');
    symlinkSync(library.dataDir, link);
    for (const path of [link, join(link, 'originals'), join(library.dataDir, 'originals')]) await library.finished(await library.scan([path], 'move'));
    expect(library.files('originals')).toHaveLength(1);
    await expectSound(library);
  });

  test('even when its files were offered one by one', async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    writeFileSync(join(library.inbox, 'a.jpg'), await small(2));
    library.startWorker();
    await library.finished(await library.scan([library.inbox], 'move'));
    const stored = join(library.dataDir, 'originals', library.files('originals')[0]!);
    await library.finished(await library.offer([stored], 'move'));
    expect(existsSync(stored)).toBe(true);
    await expectSound(library);
  });

  test('a disk that was away while its files were read: they come in when it is back just as it was', async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    const disk = join(library.inbox, 'card');
    mkdirSync(disk);
    writeFileSync(join(disk, 'a.jpg'), await small(3));
    long(join(disk, 'a.jpg'));
    const monitor = await library.startMonitor();
    await expect.poll(async () => (await library.jobs()).length, { timeout: 10_000 }).toBe(1);
    renameSync(disk, join(library.dataDir, 'unplugged'));
    library.startWorker();
    expect((await library.restedJobs(1)).map((job) => [job.outcome, job.error_code])).toEqual([['skipped', 'file-vanished']]);
    await monitor.stop();
    renameSync(join(library.dataDir, 'unplugged'), disk);
    await library.startMonitor();
    expect((await library.restedJobs(2)).map((job) => job.outcome)).toEqual(['skipped', 'ingested']);
    await expectSound(library);
  });

  test('a folder that is closed in the middle of a scan ends the session, and the next one takes the rest', async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    const source = join(library.dataDir, 'photos');
    mkdirSync(join(source, 'known'), { recursive: true });
    writeFileSync(join(source, 'known/a.jpg'), await small(4));
    library.startWorker();
    await asNobody(library.dataDir, async () => {
      await library.finished(await library.scan([source], 'copy'));
      chmodSync(join(source, 'known'), 0o400);
      expect(await library.finished(await library.scan([source], 'copy'))).toMatchObject({ discovered: 1 });
      chmodSync(join(source, 'known'), 0o700);
      expect(await library.finished(await library.scan([source], 'copy'))).toMatchObject({ discovered: 1, failed: 0 });
    });
  });

  test('a poison file of a paused session holds up nobody else', async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    const paths = await Promise.all(
      [5, 6].map(async (seed) => {
        const path = join(library.inbox, `${seed}.jpg`);
        writeFileSync(path, await small(seed));
        return path;
      }),
    );
    const paused = await library.offer([paths[0]!], 'copy');
    await library.catalog.write(async (tx) => {
      await tx.updateTable('job').set({ solo: 1, deaths: 1 }).where('session_id', '=', paused).execute();
      await tx.updateTable('ingest_session').set({ paused: 1 }).where('id', '=', paused).execute();
    });
    library.startWorker();
    expect(await library.finished(await library.offer([paths[1]!], 'copy'))).toMatchObject({ ingested: 1 });
    await library.catalog.write((tx) => tx.updateTable('ingest_session').set({ paused: 0 }).where('id', '=', paused).execute());
    expect(await library.finished(paused)).toMatchObject({ ingested: 1 });
  });

  test('other bytes of the same size under its key are not taken for its stored copy', async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    const bytes = await small(7);
    const damaged = Buffer.from(bytes);
    damaged.fill(0, bytes.length >> 1);
    const key = join(library.dataDir, originalKey(sha256(bytes), 'jpg'));
    mkdirSync(join(key, '..'), { recursive: true });
    writeFileSync(key, damaged);
    const source = join(library.inbox, 'c.jpg');
    writeFileSync(source, bytes);
    library.startWorker();
    await library.finished(await library.offer([source], 'move'));
    const kept = [source, key].filter((path) => existsSync(path) && sha256(readFileSync(path)).equals(sha256(bytes)));
    expect(kept.length).toBeGreaterThan(0);
  });
});

test('a picture that takes the place of a settled source while the stored copy is read back stays', async () => {
  const dir = tempDir('settle');
  const store = new LocalStore(dir);
  const [old, next] = [await small(8), await small(9)];
  const key = originalKey(sha256(old), 'jpg');
  await store.put(key, old, 'durable');
  const path = join(dir, 'IMG_1.jpg');
  writeFileSync(path, old);
  // The store is real; only the moment is chosen: a camera writes its next picture while the copy is read back.
  const readBack = store.hash.bind(store);
  store.hash = async (name) => {
    const hash = await readBack(name);
    writeFileSync(`${path}.new`, next);
    renameSync(`${path}.new`, path);
    return hash;
  };
  const payload = { source: 'watch', path, name: 'IMG_1.jpg', mode: 'move' } as const;
  expect(await settle(payload, store, { sha256: sha256(old), bytes: old.length, storedKey: key, freshlyStored: false })).toEqual({ how: 'kept' });
  expect(sha256(readFileSync(path))).toEqual(sha256(next));
});

test('a stored copy that is missing keeps the source', async () => {
  const dir = tempDir('settle');
  const path = join(dir, 'a.jpg');
  const bytes = await small(10);
  writeFileSync(path, bytes);
  const payload = { source: 'watch', path, name: 'a.jpg', mode: 'move' } as const;
  const key = originalKey(sha256(bytes), 'jpg');
  const settled = await settle(payload, new LocalStore(dir), { sha256: sha256(bytes), bytes: bytes.length, storedKey: key, freshlyStored: false });
  expect(settled).toMatchObject({ how: 'stuck', error: { code: 'stored-bytes-differ' } });
  expect(existsSync(path)).toBe(true);
});

test('a damaged file in the trash never pushes out the good one at its old place', async () => {
  const dir = tempDir('aside');
  const bytes = await small(11);
  writeFileSync(join(dir, 'damaged.jpg'), bytes.subarray(0, 100));
  writeFileSync(join(dir, 'place.jpg'), bytes);
  expect(await moveFile(join(dir, 'damaged.jpg'), join(dir, 'place.jpg'), sha256(bytes))).toBe('changed');
  expect(readFileSync(join(dir, 'place.jpg')).equals(bytes)).toBe(true);
});
