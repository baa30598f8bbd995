import { existsSync, readdirSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { cancelSession } from '../../src/ingest/cancel-session.ts';
import { openSession, sealSession } from '../../src/ingest/sessions.ts';
import { offerReceived } from '../../src/ingest/import/offer-received.ts';
import { receivedFolder } from '../../src/ingest/import/received-folder.ts';
import { sweepRefused } from '../../src/server/upload/sweep-refused.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { zip, type ZipEntry } from '../support/zip.ts';
import { finished, origins, outcomes, startWorker } from './library.ts';

/** Offers an archive as an upload does; returns the session. */
async function offerZip(catalog: Catalog, dataDir: string, bytes: Buffer, name = 'holiday.zip'): Promise<string> {
  const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, Date.now());
  const path = join(await receivedFolder(dataDir, id), 'archive');
  await writeFile(path, bytes);
  await catalog.write((tx) => offerReceived(tx, id, { path, name, offerKey: `upload:${path}`, archive: true }, Date.now()));
  await sealSession(catalog, id, Date.now());
  return id;
}

const jpegs = (count: number): Promise<Buffer[]> => Promise.all(Array.from({ length: count }, (_, at) => picture(9000 + at, { width: 64, height: 48 })));

forEachEngine('zip', (open) => {
  test('each picture becomes a file of the session, with its place in the archive and its time', async () => {
    const catalog = await open();
    const dataDir = tempDir('zip');
    const [a, b] = await jpegs(2);
    const archive = zip([
      { name: 'trip/', unixMode: 0o040755 },
      { name: 'trip/day 1/a.jpg', bytes: a! },
      { name: 'trip/b.jpg', bytes: b!, deflate: true },
      { name: 'trip/copy of b.jpg', bytes: b! },
      { name: '__MACOSX/trip/._a.jpg', bytes: Buffer.from('resource fork') },
      { name: 'trip/.DS_Store', bytes: Buffer.from('x') },
      { name: 'trip/notes.txt', bytes: Buffer.from('not a picture') },
      { name: 'trip/inner.zip', bytes: zip([{ name: 'c.jpg', bytes: a! }]) },
      { name: 'trip/evil.svg', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>') },
      { name: 'trip/empty.jpg' },
      { name: 'trip/broken.jpg', bytes: a!, crc: 1 },
    ]);
    const id = await offerZip(catalog, dataDir, archive);
    startWorker(catalog, dataDir);
    const session = await finished(catalog, id);
    expect(session).toMatchObject({ discovered: 8, ingested: 2, duplicate: 1, skipped: 3, failed: 2 });
    expect(await outcomes(catalog, id)).toEqual([
      ['a.jpg', 'ingested', null],
      ['b.jpg', expect.stringMatching(/ingested|duplicate/), null],
      ['broken.jpg', 'failed', 'archive-damaged'],
      ['copy of b.jpg', expect.stringMatching(/ingested|duplicate/), null],
      ['empty.jpg', 'failed', 'empty-file'],
      ['evil.svg', 'skipped', 'svg-refused'],
      ['inner.zip', 'skipped', 'unsupported-type'],
      ['notes.txt', 'skipped', 'unsupported-type'],
    ]);
    expect((await origins(catalog)).map((path) => path.replace(/^upload:\d+/, 'upload:N'))).toEqual([
      'upload:N/holiday.zip!/trip/b.jpg',
      'upload:N/holiday.zip!/trip/copy of b.jpg',
      'upload:N/holiday.zip!/trip/day 1/a.jpg',
    ]);
    const [asset] = await catalog.read.selectFrom('asset').selectAll().where('name', '=', 'a.jpg').execute();
    expect(new Date(asset!.sort_at).getFullYear()).toBe(2024);
    // the drawing, as after an upload of its own
    expect(readdirSync(join(dataDir, 'tmp', 'uploads', id))).toHaveLength(1);
  });

  test('sidecars in it reach the pictures of their own folder', async () => {
    const catalog = await open();
    const dataDir = tempDir('zip');
    const [a, b] = await jpegs(2);
    const archive = zip([
      { name: 'one/a.jpg', bytes: a! },
      { name: 'one/a.jpg.json', bytes: Buffer.from('{"rating": 5}') },
      { name: 'two/a.jpg.txt', bytes: Buffer.from('two'), deflate: true },
      { name: 'two/a.jpg', bytes: b! },
    ]);
    const id = await offerZip(catalog, dataDir, archive);
    startWorker(catalog, dataDir);
    expect(await finished(catalog, id)).toMatchObject({ discovered: 4, ingested: 2, skipped: 2 });
    const assets = await catalog.read.selectFrom('asset').select(['rating', 'keywords_json']).orderBy('rating').execute();
    expect(assets).toEqual(
      expect.arrayContaining([
        { rating: 5, keywords_json: null },
        { rating: null, keywords_json: '["two"]' },
      ]),
    );
    expect(readdirSync(join(dataDir, 'tmp', 'uploads', id))).toEqual([]);
  });

  test('archives that ask for trouble are refused as a whole, and nothing of them is unpacked', async () => {
    const catalog = await open();
    const dataDir = tempDir('zip');
    const [a] = await jpegs(1);
    const good: ZipEntry = { name: 'good.jpg', bytes: a! };
    const cases: Array<[string, Buffer, string]> = [
      ['climbs out', zip([good, { name: '../../evil.jpg', bytes: a! }]), 'archive-refused'],
      ['climbs out with backslashes', zip([good, { name: '..\\..\\evil.jpg', bytes: a! }]), 'archive-refused'],
      ['absolute', zip([good, { name: '/etc/evil.jpg', bytes: a! }]), 'archive-refused'],
      ['a drive', zip([good, { name: 'C:\\evil.jpg', bytes: a! }]), 'archive-refused'],
      ['a link', zip([good, { name: 'link.jpg', bytes: Buffer.from('/etc/passwd'), unixMode: 0o120777 }]), 'archive-refused'],
      ['a device', zip([good, { name: 'device.jpg', unixMode: 0o020666 }]), 'archive-refused'],
      ['a bomb', zip([good, { name: 'bomb.jpg', bytes: Buffer.alloc(5_000_000), deflate: true }]), 'archive-refused'],
      ['entries that share bytes', zip([good, ...Array.from({ length: 9 }, (_, at) => ({ name: `${at}.jpg`, bytes: a!, sameAs: 0 }))]), 'archive-refused'],
      ['too much in all', zip(Array.from({ length: 4 }, (_, at) => ({ name: `${at}.jpg`, bytes: Buffer.alloc(400_000, 'random?') }))), 'archive-too-large'],
      ['too many entries', zip(Array.from({ length: 10_001 }, (_, at) => ({ name: `${at}.jpg` }))), 'archive-too-large'],
      ['encrypted', zip([good, { name: 'secret.jpg', bytes: a!, encrypted: true, deflate: true }]), 'archive-encrypted'],
      ['cut off', zip([good, { name: 'b.jpg', bytes: a! }]).subarray(0, -40), 'archive-damaged'],
    ];
    startWorker(catalog, dataDir, { imports: { maxUnpackedBytes: 1_500_000 } });
    for (const [what, bytes, code] of cases) {
      const id = await offerZip(catalog, dataDir, bytes, `${what}.zip`);
      const session = await finished(catalog, id);
      expect([what, session.discovered, session.failed]).toEqual([what, 1, 1]);
      expect(await outcomes(catalog, id)).toEqual([[`${what}.zip`, 'failed', code]]);
      expect(readdirSync(join(dataDir, 'tmp', 'uploads', id))).toEqual(['archive']);
    }
    expect(existsSync(join(dataDir, 'evil.jpg'))).toBe(false);
    expect(await catalog.read.selectFrom('asset').select('id').execute()).toEqual([]);
  });

  test('an entry that unpacks to more than it says does not', async () => {
    const catalog = await open();
    const dataDir = tempDir('zip');
    const [a] = await jpegs(1);
    const liar: ZipEntry = { name: 'liar.jpg', bytes: Buffer.concat([a!, Buffer.alloc(3_000_000)]), deflate: true, claims: a!.length };
    const id = await offerZip(catalog, dataDir, zip([liar, { name: 'good.jpg', bytes: a! }]));
    startWorker(catalog, dataDir);
    await finished(catalog, id);
    expect(await outcomes(catalog, id)).toEqual([
      ['good.jpg', 'ingested', null],
      ['liar.jpg', 'failed', 'archive-damaged'],
    ]);
  });

  test('drained half-way it goes on where it was: no file twice, none missing', async () => {
    const catalog = await open();
    const dataDir = tempDir('zip');
    const bytes = await jpegs(4);
    // 130 entries are three batches.
    const entries = Array.from({ length: 130 }, (_, at) => ({
      name: `${String(at).padStart(3, '0')}.jpg`,
      bytes: Buffer.concat([bytes[at % 4]!, Buffer.from(String(at))]),
    }));
    const id = await offerZip(catalog, dataDir, zip(entries));
    const first = startWorker(catalog, dataDir);
    await waitFor(
      'the first batch',
      async () => (await catalog.read.selectFrom('ingest_session').select('discovered').where('id', '=', id).executeTakeFirstOrThrow()).discovered > 1,
      { everyMs: 1 },
    );
    await first.drain(10_000);
    const half = await catalog.read.selectFrom('job').select('id').where('session_id', '=', id).where('lane', '=', 'ingest').execute();
    startWorker(catalog, dataDir);
    expect(await finished(catalog, id)).toMatchObject({ discovered: 130, ingested: 130 });
    expect(half.length).toBeGreaterThan(0);
    expect(readdirSync(join(dataDir, 'tmp', 'uploads', id))).toEqual([]);
  });

  test('an archive whose session was cancelled is left alone; one without files says so', async () => {
    const catalog = await open();
    const dataDir = tempDir('zip');
    const [a] = await jpegs(1);
    const cancelled = await offerZip(catalog, dataDir, zip([{ name: 'a.jpg', bytes: a! }]));
    await cancelSession(catalog, cancelled, Date.now());
    startWorker(catalog, dataDir);
    const empty = await offerZip(catalog, dataDir, zip([{ name: 'folder/', unixMode: 0o040755 }]), 'empty.zip');
    await finished(catalog, empty);
    expect(await outcomes(catalog, empty)).toEqual([['empty.zip', 'skipped', 'unsupported-type']]);
    expect(await outcomes(catalog, cancelled)).toEqual([['holiday.zip', 'skipped', 'session-cancelled']]);
    expect((await stat(join(dataDir, 'tmp', 'uploads', cancelled, 'archive'))).size).toBeGreaterThan(0);
    // It could be tried again for a week.
    const day = 24 * 3_600_000;
    expect(await sweepRefused(catalog, dataDir, Date.now() + 6 * day)).toBe(0);
    expect(await sweepRefused(catalog, dataDir, Date.now() + 8 * day)).toBe(2);
    expect(readdirSync(join(dataDir, 'tmp', 'uploads'))).toEqual([]);
  });
});
