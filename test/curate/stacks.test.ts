import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { stackAsset } from '../../src/catalog/stack-asset.ts';
import { purgeRows } from '../../src/catalog/trash-queries.ts';
import { setStackCover, stackSelected, unstack } from '../../src/curate/stacks.ts';
import { moveToTrash, restoreFromTrash, undoTrashing } from '../../src/curate/trash.ts';
import type { StackRules } from '../../src/domain/stack.ts';
import { seededRandom } from '../../src/cli/demo/random.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { testServer } from '../support/server.ts';
import { add, ALL, look, NOON, originOf, type Shot } from './shots.ts';

const SHOTS: readonly Shot[] = [
  // a RAW and its JPEG; another of the same name elsewhere; one of the same name taken years later
  { name: 'DSC_0001.NEF', at: 0 },
  { name: 'DSC_0001.JPG', at: 0 },
  { name: 'DSC_0001.jpg', folder: '/other', at: 0 },
  { name: 'DSC_0050.JPG', at: 50_000, folder: '/inbox', passed: true },
  { name: 'DSC_0050.DNG', at: 90_000_000_000, folder: '/inbox', passed: true },
  { name: 'DSC_0060.JPG', at: 60_000, folder: '/inbox', passed: true },
  { name: 'DSC_0060.DNG', folder: '/inbox', passed: true },
  // live photos: by name, by identifier; a long film of the same name
  { name: 'IMG_7.HEIC', folder: '/phone', at: 100_000, camera: 'Phone' },
  { name: 'IMG_7.MOV', folder: '/phone', at: 101_000, film: 2900, camera: 'Phone' },
  { name: 'IMG_E8.HEIC', folder: '/phone', at: 200_000, contentId: 'AAAA-BBBB-CCCC', camera: 'Phone' },
  { name: 'IMG_9.MOV', folder: '/phone', at: 200_500, film: 2900, contentId: 'AAAA-BBBB-CCCC', camera: 'Phone' },
  { name: 'IMG_20.JPG', folder: '/phone', at: 300_000, camera: 'Phone' },
  { name: 'IMG_20.MOV', folder: '/phone', at: 300_000, film: 60_000, camera: 'Phone' },
  // a RAW, its photo and its film
  { name: 'IMG_30.DNG', folder: '/phone', at: 400_000, camera: 'Phone' },
  { name: 'IMG_30.HEIC', folder: '/phone', at: 400_000, camera: 'Phone' },
  { name: 'IMG_30.MOV', folder: '/phone', at: 400_000, film: 2500, camera: 'Phone' },
  // five in a row, some with their RAW, and one of another camera between them
  ...[0, 1, 2, 3, 4].map((n) => ({ name: `P10${n}.JPG`, at: 1_000_000 + n * 900, camera: 'Fast' })),
  { name: 'P101.ORF', at: 1_000_900, camera: 'Fast' },
  { name: 'P103.ORF', at: 1_002_700, camera: 'Fast' },
  { name: 'P105.JPG', at: 1_001_000, camera: 'Other' },
  // two in a row are two photos; three with a second and a half between them are three
  { name: 'Q1.JPG', at: 2_000_000 },
  { name: 'Q2.JPG', at: 2_000_500 },
  { name: 'R1.JPG', at: 3_000_000 },
  { name: 'R2.JPG', at: 3_001_500 },
  { name: 'R3.JPG', at: 3_003_000 },
  // three that are near, but not in a row
  { name: 'S1.JPG', at: 4_000_000 },
  { name: 'S3.JPG', at: 4_000_300 },
  { name: 'S5.JPG', at: 4_000_600 },
  { name: 'DSC_0001.png', at: 0 },
];
const STACKS = [
  'burst: P100.JPG P101.JPG P101.ORF P102.JPG P103.JPG P103.ORF P104.JPG',
  'live: IMG_7.HEIC IMG_7.MOV',
  'live: IMG_E8.HEIC IMG_9.MOV',
  'raw: DSC_0001.JPG DSC_0001.NEF',
  'raw: DSC_0060.JPG DSC_0060.DNG',
  'raw: IMG_30.HEIC IMG_30.DNG IMG_30.MOV',
];

forEachEngine('stacks', (open, tools) => {
  const empty = (catalog: Catalog) =>
    catalog.write(async (tx) => {
      await tx.deleteFrom('asset').execute();
      await tx.deleteFrom('stack').execute();
    });

  test('whatever comes first, and however often it comes', async () => {
    const catalog = await open();
    for (let seed = 1; seed <= 8; seed++) {
      await empty(catalog);
      const random = seededRandom(seed);
      const order = SHOTS.map((shot) => ({ shot, key: random.next() })).toSorted((a, b) => a.key - b.key);
      const ids = new Map<Shot, number>();
      for (const { shot } of order) ids.set(shot, await add(catalog, shot));
      const before = await catalog.read.selectFrom('change').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
      for (const { shot } of order.slice(0, 10)) {
        await catalog.write((tx) => stackAsset(tx, catalog.engine, ids.get(shot)!, originOf(shot), ALL, NOON));
      }
      const after = await catalog.read.selectFrom('change').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
      expect(after).toEqual(before);
      const seen = await look(catalog);
      expect(seen.stacks, `seed ${seed}`).toEqual(STACKS);
      expect(seen.shown).toHaveLength(SHOTS.length - 6 - 1 - 1 - 1 - 1 - 2);
      expect(await catalog.read.selectFrom('stack').select('id').execute()).toHaveLength(STACKS.length);
    }
  });

  test('committed at the same moment by four workers', async () => {
    const place = await tools.newPlace();
    const catalogs = await Promise.all([open(place), open(place), open(place), open(place)]);
    for (let round = 0; round < 3; round++) {
      await empty(catalogs[0]);
      const queue = [...SHOTS];
      await Promise.all(
        [...catalogs, ...catalogs].map(async (catalog) => {
          for (let shot = queue.shift(); shot !== undefined; shot = queue.shift()) await add(catalog, shot);
        }),
      );
      expect((await look(catalogs[0])).stacks).toEqual(STACKS);
    }
  });

  test('each kind can be turned off', async () => {
    const catalog = await open();
    const made = async (rules: StackRules): Promise<string[]> => {
      await empty(catalog);
      for (const shot of SHOTS) await add(catalog, shot, rules);
      return (await look(catalog)).stacks;
    };
    expect(await made({ raw: false, live: false, bursts: false })).toEqual([]);
    expect(await made({ raw: true, live: false, bursts: false })).toEqual([
      'raw: DSC_0001.JPG DSC_0001.NEF',
      'raw: DSC_0060.JPG DSC_0060.DNG',
      'raw: IMG_30.HEIC IMG_30.DNG',
      'raw: P101.JPG P101.ORF',
      'raw: P103.JPG P103.ORF',
    ]);
    expect(await made({ raw: false, live: true, bursts: false })).toEqual([
      'live: IMG_30.HEIC IMG_30.MOV',
      'live: IMG_7.HEIC IMG_7.MOV',
      'live: IMG_E8.HEIC IMG_9.MOV',
    ]);
    expect(await made({ raw: false, live: false, bursts: true })).toEqual(['burst: P100.JPG P101.JPG P102.JPG P103.JPG P104.JPG']);
  });

  test('a cover that goes to the trash is replaced, and comes back as cover; a stack of one is none', async () => {
    const catalog = await open();
    const [jpg, raw, film] = await Promise.all([
      add(catalog, { name: 'A1.HEIC', at: 0 }),
      add(catalog, { name: 'A1.DNG', at: 0 }),
      add(catalog, { name: 'A1.MOV', at: 0, film: 2000 }),
    ]);
    const { batch } = await moveToTrash(catalog, [jpg], NOON);
    expect(await look(catalog)).toEqual({ stacks: ['raw: A1.DNG (A1.HEIC) A1.MOV'], shown: ['A1.DNG'] });
    await moveToTrash(catalog, [raw], NOON);
    expect(await look(catalog)).toMatchObject({ shown: ['A1.MOV'] });
    await undoTrashing(catalog, batch, NOON);
    expect(await look(catalog)).toEqual({ stacks: ['raw: A1.HEIC (A1.DNG) A1.MOV'], shown: ['A1.HEIC'] });
    await moveToTrash(catalog, [jpg, film], NOON);
    expect((await look(catalog)).shown).toEqual([]);
    await restoreFromTrash(catalog, [film], NOON);
    expect((await look(catalog)).shown).toEqual(['A1.MOV']);
    await restoreFromTrash(catalog, [jpg, raw], NOON);
    expect(await look(catalog)).toEqual({ stacks: ['raw: A1.HEIC A1.DNG A1.MOV'], shown: ['A1.HEIC'] });
    await moveToTrash(catalog, [jpg, film], NOON);
    await catalog.write((tx) => purgeRows(tx, catalog.engine, [jpg, film], NOON, NOON));
    expect(await look(catalog)).toEqual({ stacks: [], shown: ['A1.DNG'] });
    expect(await catalog.read.selectFrom('stack').selectAll().execute()).toEqual([]);
  });

  test('taken apart it stays apart; put together by hand, with a cover that stays', async () => {
    const catalog = await open();
    const jpg = await add(catalog, { name: 'B1.JPG', at: 0 });
    const raw = await add(catalog, { name: 'B1.NEF', at: 0 });
    const other = await add(catalog, { name: 'C.png' });
    const { id } = await catalog.read.selectFrom('stack').select('id').executeTakeFirstOrThrow();
    await unstack(catalog, id, NOON, 'web');
    for (const [asset, name] of [
      [jpg, 'B1.JPG'],
      [raw, 'B1.NEF'],
    ] as const) {
      await catalog.write((tx) => stackAsset(tx, catalog.engine, asset, { folder: '/card', name }, ALL, NOON));
    }
    expect(await look(catalog)).toEqual({ stacks: [], shown: ['B1.JPG', 'B1.NEF', 'C.png'] });
    const stack = await stackSelected(catalog, [jpg, raw, other, 999], other, NOON, 'web');
    expect(await look(catalog)).toEqual({ stacks: ['manual: C.png B1.JPG B1.NEF'], shown: ['C.png'] });
    await setStackCover(catalog, stack, raw, NOON, 'web');
    await moveToTrash(catalog, [raw], NOON);
    expect((await look(catalog)).shown).toEqual(['B1.JPG']);
    await restoreFromTrash(catalog, [raw], NOON);
    expect((await look(catalog)).shown).toEqual(['B1.NEF']);
    // part of it into a new one: what is left is a stack of one, and none
    await stackSelected(catalog, [jpg, raw], undefined, NOON, 'web');
    expect(await look(catalog)).toEqual({ stacks: ['manual: B1.JPG B1.NEF'], shown: ['B1.JPG', 'C.png'] });
    const deeds = await catalog.read.selectFrom('audit').select('action').orderBy('id').execute();
    expect(deeds.map(({ action }) => action)).toEqual(expect.arrayContaining(['stack-taken-apart', 'assets-stacked', 'stack-cover-set']));
  });

  test('over HTTP', async () => {
    const catalog = await open();
    const { app, time } = await testServer(catalog);
    const ids: number[] = [];
    for (const n of [1, 2, 3]) ids.push(await add(catalog, { name: `D${n}.JPG`, at: n * 300 }));
    const [first, second, third] = ids as [number, number, number];
    const list = (await app.inject('/api/v1/assets')).json<{ items: { id: number; stackSize: number | null }[]; total: number }>();
    expect(list).toMatchObject({ items: [{ id: first, stackSize: 3 }], total: 1 });
    expect((await app.inject('/api/v1/assets/geometry')).json()).toMatchObject({ ids: [first] });
    // members can be asked for by their ids, and know their stack
    expect((await app.inject(`/api/v1/assets?ids=${ids.join(',')}`)).json<{ items: unknown[] }>().items).toHaveLength(3);
    const { stackId } = (await app.inject(`/api/v1/assets/${second}`)).json<{ stackId: number }>();
    expect((await app.inject(`/api/v1/stacks/${stackId}`)).json()).toMatchObject({
      id: stackId,
      kind: 'burst',
      cover: first,
      members: [{ id: first }, { id: second }, { id: third }],
    });
    const cover = await app.inject({ method: 'PUT', url: `/api/v1/stacks/${stackId}/cover`, payload: { assetId: third } });
    expect(cover.json()).toMatchObject({ cover: third });
    // Made anew once a second at most.
    time.now += 1_000;
    expect((await app.inject('/api/v1/assets/geometry')).json()).toMatchObject({ ids: [third] });
    expect((await app.inject({ method: 'PUT', url: `/api/v1/stacks/${stackId}/cover`, payload: { assetId: 999 } })).json()).toMatchObject({
      code: 'asset-not-found',
    });
    expect((await app.inject({ method: 'DELETE', url: `/api/v1/stacks/${stackId}` })).json()).toEqual({ ok: true });
    expect((await app.inject(`/api/v1/stacks/${stackId}`)).json()).toMatchObject({ status: 404, code: 'stack-not-found' });
    time.now += 1_000;
    expect((await app.inject('/api/v1/assets/geometry')).json()).toMatchObject({ ids: [third, second, first] });
    const made = await app.inject({ method: 'POST', url: '/api/v1/stacks', payload: { ids: [first, third], cover: third } });
    expect(made.json()).toMatchObject({ kind: 'manual', cover: third, members: [{ id: first }, { id: third, stackSize: 2 }] });
    expect((await app.inject({ method: 'POST', url: '/api/v1/stacks', payload: { ids: [999, 998] } })).statusCode).toBe(404);
  });
});
