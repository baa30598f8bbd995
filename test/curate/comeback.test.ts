import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countKeptAway } from '../../src/catalog/comeback-queries.ts';
import { requestPurge } from '../../src/curate/request-purge.ts';
import { takeBack } from '../../src/curate/take-back.ts';
import { moveToTrash } from '../../src/curate/trash.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { CuratedLibrary } from './library.ts';

forEachEngine('content that was deleted comes back only when somebody wants it', (open, tools) => {
  const setUp = async (): Promise<CuratedLibrary> => {
    const place = await tools.newPlace();
    return new CuratedLibrary(await open(place), place.dataDir);
  };

  test('in the trash: a scan and the inbox leave it and the file, an upload takes it out', async () => {
    const library = await setUp();
    library.startIngest();
    const bytes = await picture(1, { width: 64, height: 48 });
    const [first] = await library.ingest([library.write('drop/a.jpg', bytes)], 'scan', 'copy');
    await moveToTrash(library.catalog, [first!.assetId!], Date.now());
    const inInbox = library.write('inbox/a.jpg', bytes);
    expect(await library.ingest([inInbox], 'watch', 'move')).toEqual([{ outcome: 'skipped', code: 'in-trash', assetId: null }]);
    expect(existsSync(inInbox)).toBe(true);
    expect(await library.ingest([library.write('drop/b.jpg', bytes)], 'scan', 'copy')).toMatchObject([{ outcome: 'skipped', code: 'in-trash' }]);
    expect(await library.ingest([library.write('tmp/c.jpg', bytes)], 'upload', 'move')).toMatchObject([{ outcome: 'duplicate', assetId: first!.assetId }]);
    expect(await library.catalog.read.selectFrom('asset').select(['state', 'trashed_at', 'trash_id']).execute()).toEqual([
      { state: 'active', trashed_at: null, trash_id: null },
    ]);
    const changes = await library.catalog.read.selectFrom('change').select('kind').orderBy('seq').execute();
    expect(changes.map(({ kind }) => kind)).toEqual(['asset-added', 'asset-removed', 'asset-added']);
  });

  test('deleted for good: remembered by scans, brought back by an upload, which is a new asset', async () => {
    const library = await setUp();
    library.startIngest();
    library.startCurate();
    const bytes = await picture(2, { width: 64, height: 48 });
    const source = library.write('drop/a.jpg', bytes);
    const [first] = await library.ingest([source], 'scan', 'copy');
    await moveToTrash(library.catalog, [first!.assetId!], Date.now());
    await requestPurge(library.catalog, { trashedUpTo: Date.now() }, Date.now());
    await library.rested();
    expect(library.files('originals')).toEqual([]);
    expect(library.files('derived')).toEqual([]);
    expect(await library.ingest([source], 'scan', 'copy')).toMatchObject([{ outcome: 'skipped', code: 'deleted-before' }]);
    const [again] = await library.ingest([library.write('tmp/a.jpg', bytes)], 'upload', 'move');
    expect(again).toMatchObject({ outcome: 'ingested' });
    expect(again!.assetId).not.toBe(first!.assetId);
    expect(library.files('originals')).toHaveLength(1);
    expect(await library.catalog.read.selectFrom('deleted_content').selectAll().execute()).toEqual([]);
    expect(await library.ingest([source], 'scan', 'copy')).toMatchObject([{ outcome: 'duplicate' }]);
  });

  test('somebody says yes: the inbox file that was left alone is taken in, and its session adds up', async () => {
    const library = await setUp();
    library.startIngest();
    const bytes = await picture(6, { width: 64, height: 48 });
    const [first] = await library.ingest([library.write('drop/a.jpg', bytes)], 'scan', 'copy');
    await moveToTrash(library.catalog, [first!.assetId!], Date.now());
    const waiting = library.write('inbox/a.jpg', bytes);
    await library.ingest([waiting], 'watch', 'move');
    const session = await library.catalog.read.selectFrom('ingest_session').selectAll().where('source', '=', 'watch').executeTakeFirstOrThrow();
    expect(session).toMatchObject({ state: 'finished', skipped: 1 });
    expect(await countKeptAway(library.catalog.read, session.id)).toEqual({ inTrash: 1, deletedBefore: 0 });
    expect(await takeBack(library.catalog, session.id, Date.now())).toBe(1);
    await library.rested();
    expect(existsSync(waiting)).toBe(false);
    expect(await library.catalog.read.selectFrom('asset').select('state').execute()).toEqual([{ state: 'active' }]);
    const after = await library.catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', session.id).executeTakeFirstOrThrow();
    expect(after).toMatchObject({ state: 'finished', discovered: 1, duplicate: 1, skipped: 0, pending: 0 });
    expect(await takeBack(library.catalog, session.id, Date.now())).toBe(0);
    await expect(takeBack(library.catalog, '00000000-0000-7000-8000-000000000000', Date.now())).rejects.toMatchObject({ code: 'session-not-found' });
  });

  test('the rules ask and ingest', async () => {
    const bytes = await picture(3, { width: 64, height: 48 });
    for (const [rule, source, outcome] of [
      ['ask', 'upload', 'skipped'],
      ['ingest', 'scan', 'ingested'],
    ] as const) {
      const library = await setUp();
      library.startIngest(rule);
      library.startCurate();
      const [first] = await library.ingest([library.write('drop/a.jpg', bytes)], 'scan', 'copy');
      await moveToTrash(library.catalog, [first!.assetId!], Date.now());
      await requestPurge(library.catalog, { ids: [first!.assetId!] }, Date.now());
      await library.rested();
      expect(await library.ingest([library.write('tmp/a.jpg', bytes)], source, 'copy')).toMatchObject([{ outcome }]);
    }
  });

  test('purge of a referenced file deletes what was made from it, never the file', async () => {
    const library = await setUp();
    library.startIngest();
    library.startCurate();
    const bytes = await picture(4, { width: 64, height: 48 });
    const source = library.write('archive/a.jpg', bytes);
    const [first] = await library.ingest([source], 'scan', 'reference');
    expect(library.files('derived')).toHaveLength(2);
    await moveToTrash(library.catalog, [first!.assetId!], Date.now());
    await requestPurge(library.catalog, { trashedUpTo: Date.now() }, Date.now());
    await library.rested();
    expect(library.files('derived')).toEqual([]);
    expect(existsSync(source)).toBe(true);
    expect(await library.catalog.read.selectFrom('location').selectAll().execute()).toEqual([]);
  });

  test('an upload of content that is purged at the same time never ends as a row without its file', async () => {
    const library = await setUp();
    library.startIngest();
    library.startCurate();
    const bytes = await picture(5, { width: 64, height: 48 });
    for (let round = 0; round < 4; round += 1) {
      await library.ingest([library.write(`tmp/${round}.jpg`, bytes)], 'upload', 'move');
      const [asset] = await library.catalog.read.selectFrom('asset').selectAll().execute();
      await moveToTrash(library.catalog, [asset!.id], Date.now());
      await requestPurge(library.catalog, { trashedUpTo: Date.now() }, Date.now());
      const again = await library.ingest([library.write(`tmp/again-${round}.jpg`, bytes)], 'upload', 'move');
      expect(['ingested', 'duplicate']).toContain(again[0]!.outcome);
      await library.rested();
      const stored = await library.catalog.read.selectFrom('location').select('path').where('kind', '=', 'stored').execute();
      expect(library.files('originals').map((file) => `originals/${file}`)).toEqual(stored.map(({ path }) => path));
      const assets = await library.catalog.read.selectFrom('asset').select('id').execute();
      expect(assets.length).toBe(stored.length);
    }
  });
});
