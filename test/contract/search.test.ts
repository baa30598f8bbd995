import { beforeAll, expect, test } from 'vitest';
import { refreshText } from '../../src/catalog/asset-text.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { putGeneration } from '../../src/catalog/metadata-queries.ts';
import { countFound, searchAssets, type SearchPosition } from '../../src/catalog/search-queries.ts';
import { trashAssets } from '../../src/catalog/trash-queries.ts';
import { insertNote } from '../../src/catalog/note-queries.ts';
import { ORDERS } from '../../src/search/query/fields.ts';
import { toSearch } from '../../src/search/search-query.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { placesFound } from '../support/places-found.ts';
import { addAssets } from '../support/server.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const DAY = 86_400_000;
const COUNT = 60;

/** Asset number i, 0…59; every fact follows from i, so that a test can say which ones it expects. */
const facts = (i: number) => ({
  name: i % 10 === 0 ? `100%_photo_${i}.jpg` : `IMG_${String(i).padStart(4, '0')}.JPG`,
  width: 100 + i * 10,
  height: i === 5 ? 150 : 400,
  bytes: 1000 + i,
  sort_at: Date.UTC(2024, i % 12, 10),
  created_at: NOW - i * DAY,
  format: (['jpg', 'png', 'mp4', 'nef'] as const)[i % 4]!,
  frames: i % 7 === 0 ? 12 : 1,
  duration_ms: i % 4 === 2 ? i * 1000 : null,
  rating: i % 6 === 0 ? null : (i % 7) - 1,
  camera_make: i % 3 === 0 ? 'Canon' : null,
  camera_model: i % 3 === 0 ? 'EOS R6' : null,
  iso: i % 3 === 0 ? 100 * i : null,
  title: i === 7 ? 'Größe “Sunset” at sea' : null,
  scored_at: i % 6 === 1 ? NOW - i * DAY : null,
  favourite: i % 9 === 0 ? 1 : 0,
  favourited_at: i % 9 === 0 ? NOW - i * DAY : null,
  keywords_json: i % 5 === 0 ? JSON.stringify(['Holiday', `day "${i}"`]) : null,
});

forEachEngine('search', (open) => {
  let catalog: Catalog;
  let ids: number[];

  beforeAll(async () => {
    catalog = await open();
    ids = await addAssets(catalog, COUNT + 1);
    await catalog.write(async (tx) => {
      for (let i = 0; i < COUNT; i += 1) {
        await tx.updateTable('asset').set(facts(i)).where('id', '=', ids[i]!).execute();
        await refreshText(tx, ids[i]!);
      }
      await trashAssets(tx, [ids[COUNT]!], 'act', NOW);
      for (const [i, text] of [
        [11, 'In the cellar, the third floor'],
        [12, 'First'],
        [12, 'and “second” line'],
      ] as const)
        await insertNote(tx, ids[i]!, { text, box: null }, NOW);
      for (const i of [3, 4]) {
        await putGeneration(tx, ids[i]!, {
          generator: 'comfyui',
          prompt: `a red castle, number ${i}`,
          model: 'sdxl_base.safetensors',
          loras: [{ name: 'detail_tweaker', weight: 0.8 }],
          steps: 10 * i,
          seed: '18446744073709551615',
          keywords: [],
          extra: {},
          raw: {},
        });
      }
    });
  });

  const find = (text: string) => placesFound(catalog, ids, text, NOW);
  const those = (wanted: (i: number, fact: ReturnType<typeof facts>) => boolean): number[] =>
    Array.from({ length: COUNT }, (_, i) => i).filter((i) => wanted(i, facts(i)));
  const landscape = (fact: ReturnType<typeof facts>) => fact.width > fact.height;

  test.each<[string, (i: number, fact: ReturnType<typeof facts>) => boolean]>([
    ['', () => true],
    ['img_0011', (i) => i === 11],
    ['IMG', (i) => i % 10 !== 0],
    ['100%', (i) => i % 10 === 0],
    ['"%_"', (i) => i % 10 === 0],
    ['"*"', () => false],
    ['IMG*1.', (i) => i % 10 === 1],
    ['-img', (i) => i % 10 === 0],
    ['img_0011 or img_0012', (i) => i === 11 || i === 12],
    ['~img_0011 ~img_0012 width:220', (i) => i === 12],
    ['Größe', (i) => i === 7],
    ['"“Sunset” at"', (i) => i === 7],
    ['castle', (i) => i === 3 || i === 4],
    ['width:>=300 width:<320', (i) => i === 20 || i === 21],
    ['width:100,110', (i) => i <= 1],
    ['width:100..120', (i) => i <= 2],
    ['width:100...120', (i) => i <= 1],
    ['filesize:1010', (i) => i === 10],
    ['filesize:<=1kb', (i) => i <= 24],
    ['mpixels:>=0.2', (_, fact) => fact.width * fact.height >= 200_000],
    ['ratio:1:1', (_, fact) => Math.abs(fact.width / fact.height - 1) <= 0.005],
    ['filetype:JPEG', (i) => i % 4 === 0],
    ['ext:mp4,png', (i) => i % 4 === 1 || i % 4 === 2],
    ['filename:IMG_000?', () => false],
    ['filename:IMG_000*', (i) => i > 0 && i < 10],
    ['date:2024-03', (i) => i % 12 === 2],
    ['date:<2024-03 date:>=2024-02', (i) => i % 12 === 1],
    ['age:<3d', (i) => i < 3],
    ['age:>=50d', (i) => i >= 50],
    ['added:2026-11-20', (i) => i === 1],
    ['duration:10..30', (i) => i % 4 === 2 && i >= 10 && i <= 30],
    ['duration:none', (i) => i % 4 !== 2],
    ['-duration:>=10', (i) => i % 4 !== 2 || i < 10],
    ['score:>=4', (_, fact) => (fact.rating ?? -2) >= 4],
    ['rating:-1', (_, fact) => fact.rating === -1],
    ['-score:any', (_, fact) => fact.rating === null],
    ['camera:canon', (i) => i % 3 === 0],
    ['camera:"eos r6"', (i) => i % 3 === 0],
    ['-camera:canon', (i) => i % 3 !== 0],
    ['camera:none', (i) => i % 3 !== 0],
    ['iso:>=5000', (i) => i % 3 === 0 && i >= 50],
    ['-iso:>=5000', (i) => !(i % 3 === 0 && i >= 50)],
    ['keyword:holiday', (i) => i % 5 === 0],
    ['keyword:"day \\"15\\""', (i) => i === 15],
    ['keyword:holi', () => false],
    ['keyword:holi*', (i) => i % 5 === 0],
    ['title:*sunset*', (i) => i === 7],
    ['is:video', (i) => i % 4 === 2],
    ['is:raw', (i) => i % 4 === 3],
    ['is:image', (i) => i % 4 !== 2],
    ['is:animated', (i) => i % 7 === 0],
    ['is:landscape', (_, fact) => landscape(fact)],
    ['-is:landscape -is:square', (_, fact) => fact.width < fact.height],
    ['is:generated', (i) => i === 3 || i === 4],
    ['has:camera -has:score', (i) => i % 3 === 0 && i % 6 === 0],
    ['has:keywords,title', (i) => i % 5 === 0 || i === 7],
    ['gen.model:sdxl', (i) => i === 3 || i === 4],
    ['-gen.model:sdxl', (i) => i !== 3 && i !== 4],
    ['gen.steps:>30', (i) => i === 4],
    ['-gen.steps:>30', (i) => i !== 4],
    ['lora:detail*', (i) => i === 3 || i === 4],
    ['lora:tweaker', (i) => i === 3 || i === 4],
    ['seed:18446744073709551615', (i) => i === 3 || i === 4],
    ['seed:1844', () => false],
    ['-(width:<300 or is:video)', (i, fact) => fact.width >= 300 && i % 4 !== 2],
    ['scored:2026-11-20', (i) => i === 1],
    ['scored:>=2026-11-14T12:00', (i) => i % 6 === 1 && i <= 7],
    ['scored:none', (i) => i % 6 !== 1],
    ['favourited:2026-11-12', (i) => i === 9],
    ['-favourited:any', (i) => i % 9 !== 0],
    ['note:“second”', (i) => i === 12],
    ['note:*THE*floor', (i) => i === 11],
    ['note:any -note:floor', (i) => i === 12],
    ['has:note', (i) => i === 11 || i === 12],
    ['-has:note width:200..230', (i) => i === 10 || i === 13],
    ['session:nobody', () => false],
  ])('%s', async (text, wanted) => {
    const found = await find(text);
    expect([...found].sort((a, b) => a - b)).toEqual(those(wanted));
    const { where } = await toSearch(catalog, text, NOW);
    expect(await countFound(catalog, where)).toBe(found.length);
  });

  test('a list as long as a query may be is a question like any other', async () => {
    const cameras = Array.from({ length: 700 }, (_, at) => `${at}x`).join(',');
    expect(await find(`camera:${cameras}`)).toEqual([]);
    expect(await find(`-camera:${cameras}`)).toHaveLength(COUNT);
    const first = Array.from({ length: 1900 }, (_, at) => 1 + (at % 9)).join(',');
    expect(await find(`id:${first}`)).toEqual(await find('id:1..9'));
  });

  test('by id and by digest', async () => {
    expect(await find(`id:${ids[4]},${ids[9]} order:id_asc`)).toEqual([4, 9]);
    const { md5, sha256 } = await catalog.read.selectFrom('asset').select(['md5', 'sha256']).where('id', '=', ids[8]!).executeTakeFirstOrThrow();
    expect(await find(`md5:${md5.toString('hex')}`)).toEqual([8]);
    expect(await find(`sha256:${sha256.toString('hex').toUpperCase()}`)).toEqual([8]);
  });

  test.each(ORDERS)('order:%s goes through all pages without missing or repeating one', async (order) => {
    const search = await toSearch(catalog, `order:${order}`, NOW);
    const whole = (await searchAssets(catalog, search, undefined, 1000)).map(({ id }) => id);
    expect(new Set(whole).size).toBe(COUNT);
    const paged: number[] = [];
    let after: SearchPosition | undefined;
    for (;;) {
      const page = await searchAssets(catalog, search, after, 7);
      paged.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last) break;
      after = [last.order_value, last.id];
    }
    expect(paged).toEqual(whole);
  });

  test('what the orders put first and last', async () => {
    const ends = async (order: string): Promise<number[]> => {
      const found = await find(`order:${order}`);
      return [found[0]!, found.at(-1)!];
    };
    expect(await ends('width')).toEqual([59, 0]);
    expect(await ends('filesize_asc')).toEqual([0, 59]);
    expect(await ends('added')).toEqual([0, 59]);
    expect((await find('order:duration'))[0]).toBe(58);
    expect((await find('order:duration_asc'))[0]).toBe(2);
    expect((await find('order:name'))[0]).toBe(0);
    expect(facts((await find('order:score')).at(-1)!).rating).toBeNull();
    expect(facts((await find('order:score_asc')).at(-1)!).rating).toBeNull();
  });

  test('a seed gives one order, another seed another', async () => {
    const first = await find('order:random:1');
    expect(await find('order:random:1')).toEqual(first);
    expect(await find('order:random:2')).not.toEqual(first);
    const steps = first.slice(1).filter((id, at) => Math.abs(id - first[at]!) === 1).length;
    expect(steps).toBeLessThan(COUNT / 4);
  });
});
