import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { LocalStore } from '../blobs/local-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { metadataOf } from '../catalog/metadata-queries.ts';
import { silentLogger } from '../core/logger.ts';
import { newId } from '../core/ids.ts';
import type { StorageMode } from '../domain/session.ts';
import { forEachEngine } from '../../test/support/catalogs.ts';
import { claim } from '../../test/support/end-jobs.ts';
import { takeIn } from '../../test/support/take-in.ts';
import { tempDir } from '../../test/support/temp-dir.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { createIngestWorker } from './ingest-worker.ts';
import { openSession } from './sessions.ts';
import { takeSidecar } from './take-sidecar.ts';

const picture = (shade: number) =>
  sharp({ create: { width: 32, height: 24, channels: 3, background: { r: shade, g: 200, b: 9 } } })
    .jpeg()
    .toBuffer();
const xmp = (rating: number, subject: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmp:Rating="${rating}"><dc:subject><rdf:Bag><rdf:li>${subject}</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`;

forEachEngine('sidecars', (open) => {
  test('of every kind reach their picture, in one scan', async () => {
    const catalog = await open();
    const folder = tempDir('sidecars');
    for (const [n, name] of ['a.jpg', 'B.JPG', 'c.jpg', 'd.jpg', 'e.jpg'].entries()) writeFileSync(join(folder, name), await picture(n * 40));
    writeFileSync(join(folder, 'a.jpg.xmp'), xmp(4, 'harbour'));
    writeFileSync(join(folder, 'B.xmp'), xmp(-1, 'blurred'));
    writeFileSync(join(folder, 'c.jpg.json'), JSON.stringify({ category: 'danbooru', tags: ['1girl'], rating: 's', score: 3 }));
    writeFileSync(join(folder, 'd.jpg.txt'), 'red, green');
    writeFileSync(join(folder, 'scores.json'), JSON.stringify({ 'e.jpg': 5, 'a.jpg': 1, 'missing.jpg': 2 }));
    writeFileSync(join(folder, 'notes.txt'), 'nothing of a picture');
    const session = await scan(catalog, folder, 'copy');
    expect(session).toMatchObject({ discovered: 11, ingested: 5, skipped: 6, failed: 0 });
    expect(await codesOf(catalog, session.id)).toEqual({ sidecar: 5, 'unsupported-type': 1 });
    expect(await factsByName(catalog)).toEqual({
      'a.jpg': [4, ['harbour']],
      'B.JPG': [-1, ['blurred']],
      'c.jpg': [null, ['1girl']],
      'd.jpg': [null, ['red', 'green']],
      'e.jpg': [5, null],
    });
    expect(existsSync(join(folder, 'a.jpg.xmp'))).toBe(true);
    // Changed and scanned again.
    writeFileSync(join(folder, 'a.jpg.xmp'), xmp(2, 'sea'));
    await scan(catalog, folder, 'copy');
    expect((await factsByName(catalog))['a.jpg']).toEqual([2, ['sea']]);
  });

  test('go with the pictures that a pattern takes, also when they are moved', async () => {
    const catalog = await open();
    const folder = tempDir('sidecars-pattern');
    writeFileSync(join(folder, 'a.jpg'), await picture(11));
    writeFileSync(join(folder, 'a.xmp'), xmp(4, 'harbour'));
    writeFileSync(
      join(folder, 'b.png'),
      await sharp(await picture(12))
        .png()
        .toBuffer(),
    );
    writeFileSync(join(folder, 'b.png.txt'), 'left, alone');
    const session = await scan(catalog, folder, 'move', '*.jpg');
    expect(session).toMatchObject({ discovered: 2, ingested: 1, skipped: 1 });
    expect(await factsByName(catalog)).toEqual({ 'a.jpg': [4, ['harbour']] });
    expect(readdirSync(folder).sort()).toEqual(['b.png', 'b.png.txt']);
  });

  test('alone first: it waits, is taken along, and is found when the picture comes', async () => {
    const catalog = await open();
    const folder = tempDir('sidecars');
    writeFileSync(join(folder, 'late.jpg.xmp'), xmp(3, 'late'));
    const alone = await scan(catalog, folder, 'move');
    expect(alone).toMatchObject({ discovered: 1, skipped: 1 });
    expect(existsSync(join(folder, 'late.jpg.xmp'))).toBe(false);
    writeFileSync(join(folder, 'late.jpg'), await picture(77));
    await scan(catalog, folder, 'move');
    expect(existsSync(join(folder, 'late.jpg'))).toBe(false);
    expect(await factsByName(catalog)).toEqual({ 'late.jpg': [3, ['late']] });
    const [content] = await catalog.read.selectFrom('sidecar').select('content').execute();
    expect(content!.content).toBe(xmp(3, 'late'));
    // Long after, another picture comes in under that name: the sidecar that was taken along is not its own.
    await catalog.write((tx) => tx.updateTable('sidecar').set({ until: 5 }).execute());
    writeFileSync(join(folder, 'late.jpg'), await picture(78));
    await scan(catalog, folder, 'move');
    expect((await catalog.read.selectFrom('asset').select('rating').orderBy('id').execute()).map(({ rating }) => rating)).toEqual([3, null]);
  });

  test('uploaded together with its picture, in any order', async () => {
    const catalog = await open();
    const dataDir = tempDir('sidecars');
    const files = [
      { name: 'first.png.txt', bytes: Buffer.from('one, two') },
      {
        name: 'first.png',
        bytes: await sharp(await picture(3))
          .png()
          .toBuffer(),
      },
      { name: 'second.jpg', bytes: await picture(4) },
      { name: 'second.jpg.json', bytes: Buffer.from('{"rating": 5, "title": "Two"}') },
    ];
    await takeIn(catalog, new LocalStore(dataDir), dataDir, files);
    expect(await factsByName(catalog)).toEqual({ 'first.png': [null, ['one', 'two']], 'second.jpg': [5, null] });
  });

  test('killed after its file was removed, before its outcome: nothing is lost', async () => {
    const catalog = await open();
    const folder = tempDir('sidecars');
    const path = join(folder, 'k.jpg.xmp');
    writeFileSync(path, xmp(1, 'k'));
    const now = Date.now();
    const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, now);
    const payload = { source: 'watch' as const, path, name: 'k.jpg.xmp', mode: 'move' as const };
    const row = { lane: 'ingest' as const, session_id: id, offer_key: 'k', payload_json: JSON.stringify(payload), name: payload.name, state: 'ready' as const };
    await catalog.write((tx) =>
      tx
        .insertInto('job')
        .values({ ...row, priority: 0, run_after: 0, attempt: 0, deaths: 0, solo: 0, lease_token: 0, created_at: now })
        .execute(),
    );
    const deps = { catalog, logger: silentLogger, clock: Date.now };
    const [job] = await claim(catalog, 1, now);
    // Its end cannot be written: another worker has the job by now.
    let writes = 0;
    const dying: Catalog = Object.create(catalog, {
      write: {
        value: (work: Parameters<Catalog['write']>[0]) => {
          writes += 1;
          if (writes === 2) throw new Error('killed');
          return catalog.write(work);
        },
      },
    }) as Catalog;
    await expect(takeSidecar({ ...deps, catalog: dying }, job!, payload)).rejects.toThrow('killed');
    expect(existsSync(path)).toBe(false);
    await catalog.write((tx) => tx.updateTable('job').set({ state: 'ready', lease_owner: null }).where('id', '=', job!.id).execute());
    const [again] = await claim(catalog, 1, now);
    expect(await takeSidecar(deps, again!, payload)).toBe(true);
    const done = await catalog.read.selectFrom('job').select(['outcome', 'error_code']).where('id', '=', job!.id).executeTakeFirst();
    expect(done).toEqual({ outcome: 'skipped', error_code: 'sidecar' });
    expect(await catalog.read.selectFrom('sidecar').select(['media', 'moved']).execute()).toEqual([{ media: 'k.jpg', moved: 1 }]);
  });

  test('what only has the name of one is left where it is', async () => {
    const catalog = await open();
    const folder = tempDir('sidecars');
    mkdirSync(join(folder, 'x'));
    const files: Record<string, Buffer> = {
      'x/a.jpg.json': Buffer.from('[1]'),
      'x/b.jpg.txt': Buffer.from([0xff, 0xfe, 0x00]),
      'x/c.xmp': Buffer.from('no xmp'),
      'x/d.jpg.json': Buffer.alloc(5 * 1024 * 1024, 0x20),
      'x/e.jpg.xmp': await picture(1),
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const session = await scan(catalog, folder, 'move');
    // A picture is one whatever its name.
    expect(session).toMatchObject({ discovered: 5, ingested: 1, skipped: 4 });
    expect(await codesOf(catalog, session.id)).toEqual({ 'unsupported-type': 4 });
    for (const name of Object.keys(files).filter((one) => !one.includes('e.jpg'))) expect(readFileSync(join(folder, name)).equals(files[name]!)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});

async function scan(catalog: Catalog, folder: string, mode: StorageMode, pattern = '') {
  const dataDir = tempDir('library');
  const { id } = await openSession(catalog, { source: 'scan', options: { paths: [folder], mode, recursive: true, pattern } }, Date.now());
  const settings = { concurrency: 3, maxFileBytes: 1e9, maxPixels: 1e8, decodeTimeoutSeconds: 30, maxAttempts: 3 };
  const worker = createIngestWorker({ catalog, store: new LocalStore(dataDir), dataDir, owner: newId(), settings, logger: silentLogger, clock: Date.now });
  worker.start();
  try {
    await waitFor('the scan to rest', async () => {
      const row = await catalog.read.selectFrom('ingest_session').select('state').where('id', '=', id).executeTakeFirst();
      return row?.state === 'finished';
    });
  } finally {
    await worker.drain(10_000);
  }
  return catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

async function codesOf(catalog: Catalog, sessionId: string): Promise<Record<string, number>> {
  const rows = await catalog.read.selectFrom('job').select('error_code').where('session_id', '=', sessionId).where('error_code', 'is not', null).execute();
  return Object.fromEntries(Object.entries(Object.groupBy(rows, (row) => row.error_code!)).map(([code, of]) => [code, of!.length]));
}

async function factsByName(catalog: Catalog): Promise<Record<string, [number | null, string[] | null]>> {
  const rows = await catalog.read.selectFrom('asset').select(['id', 'name', 'rating', 'keywords_json']).execute();
  for (const row of rows) expect((await metadataOf(catalog.read, row.id)).some(({ origin }) => origin === 'sidecar')).toBe(true);
  return Object.fromEntries(rows.map((row) => [row.name, [row.rating, row.keywords_json === null ? null : (JSON.parse(row.keywords_json) as string[])]]));
}
