import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLogger } from '../../src/core/logger.ts';
import { LocalStore } from '../../src/blobs/local-store.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { countUndescribed, forgetDescribed, undescribed } from '../../src/catalog/describe-queries.ts';
import { receivedFolder } from '../../src/ingest/import/received-folder.ts';
import { isArchiveFile } from '../../src/ingest/import/is-archive.ts';
import { offerReceived } from '../../src/ingest/import/offer-received.ts';
import { openSession, sealSession } from '../../src/ingest/sessions.ts';
import { verifyLibrary } from '../../src/ingest/verify.ts';
import { isClean } from '../../src/ingest/verify-report.ts';
import { ORDERS } from '../../src/search/query/fields.ts';
import { CuratedLibrary } from '../curate/library.ts';
import { finished, outcomes, startWorker } from '../import/library.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { testServer } from '../support/server.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { zip } from '../support/zip.ts';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const MP3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), randomBytes(5000)]);
const HOSTILE = Buffer.from('<!doctype html><script>alert(document.cookie)</script>');
const COMIC = zip([
  { name: '000000.jpg', bytes: Buffer.from('not a frame') },
  { name: 'story.txt', bytes: Buffer.from('once') },
]);
const DOCX = zip([{ name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') }]);

forEachEngine('files without a picture', (open, { newPlace }) => {
  async function folderWith(files: Record<string, Buffer>): Promise<string> {
    const folder = tempDir('plain');
    for (const [name, bytes] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), bytes);
      await utimes(join(folder, name), 1_700_000_000, 1_700_000_000);
    }
    return folder;
  }

  async function scan(catalog: Catalog, folder: string, mode: 'copy' | 'move' | 'reference' = 'copy'): Promise<string> {
    const { id } = await openSession(catalog, { source: 'scan', options: { paths: [folder], mode, recursive: true } }, Date.now());
    await finished(catalog, id);
    return id;
  }

  const everything = async (): Promise<Record<string, Buffer>> => ({
    'book.pdf': PDF,
    'comic.cbz': COMIC,
    'evil.html': HOSTILE,
    'letter.docx': DOCX,
    'notes.md': Buffer.from('# Notes\n'),
    'photo.jpg': await picture(9100, { width: 64, height: 48 }),
    'photo.jpg.txt': Buffer.from('sunset\nsea\n'),
    'program.exe': Buffer.from('MZ\x90\0program', 'latin1'),
    'song.mp3': MP3,
    'todo.log': Buffer.from('nothing\n'),
  });

  test('stay where they are unless they are wanted', async () => {
    const { dataDir, ...place } = await newPlace();
    const catalog = await open({ dataDir, ...place });
    startWorker(catalog, dataDir);
    const id = await scan(catalog, await folderWith(await everything()));
    const ends = await outcomes(catalog, id);
    expect(ends.filter(([, outcome]) => outcome === 'ingested').map(([name]) => name)).toEqual(['photo.jpg']);
    expect(ends.filter(([, , code]) => code === 'unsupported-type')).toHaveLength(8);
  });

  test('those that are wanted become assets without pixels; sidecars stay sidecars', async () => {
    const place = await newPlace();
    const catalog = await open(place);
    const store = new LocalStore(place.dataDir);
    const keepOtherFiles = ['documents', 'mp3', 'archives', 'md', 'html'];
    startWorker(catalog, place.dataDir, { keepOtherFiles });
    const folder = await folderWith(await everything());
    const id = await scan(catalog, folder, 'move');
    expect(await outcomes(catalog, id)).toEqual([
      ['book.pdf', 'ingested', null],
      ['comic.cbz', 'ingested', null],
      ['evil.html', 'ingested', null],
      ['letter.docx', 'ingested', null],
      ['notes.md', 'ingested', null],
      ['photo.jpg', 'ingested', null],
      ['photo.jpg.txt', 'skipped', 'sidecar'],
      ['program.exe', 'skipped', 'unsupported-type'],
      ['song.mp3', 'ingested', null],
      ['todo.log', 'skipped', 'unsupported-type'],
    ]);
    expect(readdirSync(folder).sort()).toEqual(['program.exe', 'todo.log']);
    const rows = await catalog.read.selectFrom('asset').selectAll().orderBy('name').execute();
    expect(rows.map(({ name, format, width, height }) => [name, format, width, height])).toEqual([
      ['book.pdf', 'pdf', 0, 0],
      ['comic.cbz', 'zip', 0, 0],
      ['evil.html', 'html', 0, 0],
      ['letter.docx', 'office', 0, 0],
      ['notes.md', 'txt', 0, 0],
      ['photo.jpg', 'jpg', 64, 48],
      ['song.mp3', 'mp3', 0, 0],
    ]);
    const pdf = rows[0]!;
    const stored = await catalog.read
      .selectFrom('location')
      .select('path')
      .where('asset_id', '=', pdf.id)
      .where('kind', '=', 'stored')
      .executeTakeFirstOrThrow();
    expect(await store.read(stored.path)).toEqual(PDF);
    expect(readdirSync(join(place.dataDir, 'derived'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toHaveLength(2);

    // No lane has anything to do with them, now or later.
    const lanes = await catalog.read.selectFrom('job').select(['lane', 'name']).where('lane', 'in', ['describe', 'proxy']).execute();
    const photo = rows.find(({ format }) => format === 'jpg')!;
    expect(lanes).toEqual([{ lane: 'describe', name: `asset ${photo.id}` }]);
    await catalog.write((tx) => forgetDescribed(tx, 0, 100));
    expect((await undescribed(catalog.read, 1_000, { version: 0, id: 0 }, 100)).map((asset) => asset.id)).toEqual([photo.id]);
    expect(await countUndescribed(catalog.read, 1_000)).toBe(1);

    const server = await testServer(catalog, { keepOtherFiles });
    const found = async (q: string): Promise<string[]> => {
      const response = await server.app.inject({ url: '/api/v1/assets', query: { q: `${q} order:name` } });
      expect(response.statusCode, response.body).toBe(200);
      return response.json<{ items: Array<{ name: string }> }>().items.map(({ name }) => name);
    };
    expect(await found('is:file')).toEqual(['book.pdf', 'comic.cbz', 'evil.html', 'letter.docx', 'notes.md', 'song.mp3']);
    expect(await found('is:image')).toEqual(['photo.jpg']);
    expect(await found('filetype:pdf')).toEqual(['book.pdf']);
    expect(await found('filetype:md,docx')).toEqual(['letter.docx', 'notes.md']);
    expect(await found('filetype:csv')).toEqual([]);
    expect(await found('filename:song')).toEqual(['song.mp3']);
    // No size is not a small size, nor a shape.
    expect(await found('width:<100')).toEqual(['photo.jpg']);
    expect(await found('ratio:>0.1')).toEqual(['photo.jpg']);
    expect(await found('is:square or is:portrait')).toEqual([]);
    for (const order of ORDERS) {
      const names: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const response: { json<T>(): T } = await server.app.inject({
          url: '/api/v1/assets',
          query: { q: `order:${order}`, limit: '2', ...(cursor === '' ? {} : { cursor }) },
        });
        const page: { items: Array<{ name: string }>; next: string | null } = response.json<{ items: Array<{ name: string }>; next: string | null }>();
        names.push(...page.items.map(({ name }) => name));
        cursor = page.next;
      }
      expect([order, ...names.toSorted()]).toEqual([order, ...rows.map(({ name }) => name)]);
      if (/mpixels|width|height|landscape|portrait/.test(order)) expect([order, names[0]]).toEqual([order, 'photo.jpg']);
    }
    const geometry = (await server.app.inject({ url: '/api/v1/assets/geometry' })).json<{ ratios: number[] }>();
    expect(geometry.ratios.toSorted((a, b) => a - b)).toEqual([100, 100, 100, 100, 100, 100, 133]);

    const verified = await verifyLibrary(
      { catalog, store, dataDir: place.dataDir, limits: { maxPixels: 1e8, timeoutSeconds: 30 }, logger: silentLogger, clock: Date.now },
      { fix: true, repair: false, onFinding: () => {}, onProgress: () => {}, signal: new AbortController().signal },
    );
    expect(isClean(verified.report)).toBe(true);
    expect(verified.report).toMatchObject({ assets: 7, ok: 7 });

    // The same files again, under another name: duplicates, and taken away as they were moved.
    const again = await folderWith({ 'copy.bin': MP3, 'other.pdf': PDF });
    expect(await outcomes(catalog, await scan(catalog, again, 'move'))).toEqual([
      ['copy.bin', 'duplicate', null],
      ['other.pdf', 'duplicate', null],
    ]);
    expect(readdirSync(again)).toEqual([]);
  });

  test('are only ever sent to be saved; what stands for them is a drawing', async () => {
    const place = await newPlace();
    const catalog = await open(place);
    startWorker(catalog, place.dataDir, { keepOtherFiles: ['all'] });
    const name = 'evil "><script>alert(1)</script>.html';
    await scan(catalog, await folderWith({ [name.replaceAll('/', '')]: HOSTILE, 'drawing.SVG.txt': Buffer.from('a text') }), 'reference');
    const server = await testServer(catalog);
    const { items } = (await server.app.inject({ url: '/api/v1/assets?q=filetype:html' })).json<{
      items: Array<{ id: number; kind: string; width: number }>;
    }>();
    expect(items).toMatchObject([{ kind: 'file', width: 0 }]);
    const base = `/api/v1/assets/${items[0]!.id}`;
    for (const url of [`${base}/original`, `${base}/original?download=1`]) {
      const response = await server.app.inject({ url });
      expect(response.rawPayload).toEqual(HOSTILE);
      expect(response.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      });
      expect(response.headers['content-disposition']).toMatch(/^attachment; /);
    }
    for (const part of ['thumbnail', 'preview']) {
      const response = await server.app.inject({ url: `${base}/${part}` });
      expect(response.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
      expect(response.headers['content-security-policy']).toContain('sandbox');
      expect(response.body).toMatch(/^<svg /);
      expect(response.body).not.toContain('<script');
      expect(response.body).toContain('HTML');
    }
    expect((await server.app.inject({ url: `${base}/video` })).json()).toMatchObject({ code: 'video-not-playable' });
    expect((await server.app.inject({ url: base })).json()).toMatchObject({
      kind: 'file',
      format: 'html',
      mime: 'text/html',
      phash: '',
      colors: [],
      video: null,
    });
    // A person may still say what they know of it.
    const edited = await server.app.inject({ method: 'PATCH', url: base, payload: { title: 'Do not open', keywords: ['bad'] } });
    expect(edited.statusCode, edited.body).toBe(200);
    expect((await server.app.inject({ url: '/api/v1/assets?q=keyword:bad' })).json()).toMatchObject({ total: 1 });
  });

  test('come in by upload and out of an archive; a document is not unpacked; what was trashed is deleted for good', async () => {
    const place = await newPlace();
    const catalog = await open(place);
    startWorker(catalog, place.dataDir, { keepOtherFiles: ['pdf', 'docx', 'audio'] });
    const upload = async (name: string, bytes: Buffer): Promise<string> => {
      const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, Date.now());
      const path = join(await receivedFolder(place.dataDir, id), 'received');
      await writeFile(path, bytes);
      const archive = await isArchiveFile(path);
      await catalog.write((tx) => offerReceived(tx, id, { path, name, offerKey: `upload:${id}`, archive }, Date.now()));
      await sealSession(catalog, id, Date.now());
      await finished(catalog, id);
      return id;
    };
    expect(await outcomes(catalog, await upload('letter.docx', DOCX))).toEqual([['letter.docx', 'ingested', null]]);
    const packed = zip([
      { name: 'inner/book.pdf', bytes: PDF, deflate: true },
      { name: 'inner/page.html', bytes: HOSTILE },
    ]);
    expect(await outcomes(catalog, await upload('all.zip', packed))).toEqual([
      ['book.pdf', 'ingested', null],
      ['page.html', 'skipped', 'unsupported-type'],
    ]);

    const library = new CuratedLibrary(catalog, place.dataDir);
    library.startCurate();
    const server = await testServer(catalog);
    const assets = await catalog.read.selectFrom('asset').select(['id', 'sha256']).execute();
    const trashed = await server.app.inject({ method: 'POST', url: '/api/v1/assets/trash', payload: { ids: assets.map(({ id }) => id) } });
    expect(trashed.statusCode, trashed.body).toBe(200);
    expect((await server.app.inject({ url: '/api/v1/trash' })).json()).toMatchObject({ items: [{ kind: 'file' }, { kind: 'file' }] });
    const purged = await server.app.inject({ method: 'POST', url: '/api/v1/trash/purge', payload: { ids: assets.map(({ id }) => id) } });
    expect(purged.statusCode, purged.body).toBeLessThan(300);
    await waitFor('the files to be gone', async () => (await catalog.read.selectFrom('asset').select('id').execute()).length === 0);
    await library.rested();
    expect(library.files('originals').filter((path) => !path.startsWith('.tmp'))).toEqual([]);
  });

  test('a large one is streamed, and damaged files of pictures are not kept in its place', async () => {
    const place = await newPlace();
    const catalog = await open(place);
    startWorker(catalog, place.dataDir, { keepOtherFiles: ['all'] });
    const big = Buffer.concat([MP3, Buffer.alloc(130 * 1024 * 1024)]);
    const folder = await folderWith({ 'big.mp3': big, 'cut.png': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'empty.pdf': Buffer.alloc(0) });
    const id = await scan(catalog, folder);
    expect(await outcomes(catalog, id)).toMatchObject([
      ['big.mp3', 'ingested', null],
      ['cut.png', 'failed', expect.stringMatching(/truncated|decode/)],
      ['empty.pdf', 'failed', 'empty-file'],
    ]);
    const stored = await catalog.read.selectFrom('location').select('path').where('kind', '=', 'stored').executeTakeFirstOrThrow();
    const path = new LocalStore(place.dataDir).localPath(stored.path);
    expect(existsSync(path) && (await readFile(path)).equals(big)).toBe(true);
  });
});
