import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, afterAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { beat } from '../../src/catalog/processes.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { advanceTask, insertTask, startTask, taskById } from '../../src/catalog/task-queries.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { newId } from '../../src/core/ids.ts';
import { type CurateWorker, createCurateWorker } from '../../src/curate/curate-worker.ts';
import { bulkTasks } from '../../src/enrich/bulk/bulk-tasks.ts';
import { waitFor } from '../support/wait-for.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets, testServer, type TestServer } from '../support/server.ts';

interface Answer {
  readonly status: number;
  readonly [field: string]: any;
}

const NOW = Date.UTC(2026, 10, 21);

forEachEngine('bulk edits', (open) => {
  let server: TestServer;
  let catalog: Catalog;
  let worker: CurateWorker;
  const ask = async (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object): Promise<Answer> => {
    server.time.now += 1;
    const send = () => server.app.inject({ method, url: `/api/v1${url}`, ...(payload === undefined ? {} : { payload }) });
    let answer = await send();
    // The worker shares this thread with the server: on a busy machine that is told to come again.
    for (; answer.statusCode === 503; answer = await send()) await sleep(100);
    return { status: answer.statusCode, ...(answer.json() as object) };
  };
  const ended = async (task: string): Promise<Answer> => {
    // Not by HTTP: so many requests would be too many.
    await waitFor('the end of the task', async () => !['waiting', 'running'].includes((await taskById(catalog.read, task))!.state), { timeoutMs: 120_000 });
    return ask('GET', `/tasks/${task}`);
  };
  const bulk = async (target: object, change: object) => ended((await ask('POST', '/edits', { target, change }))['task_id']);
  const preview = (target: object, change: object) => ask('POST', '/edits/preview', { target, change });
  /** Totals are counted again after a second. */
  const found = async (q: string): Promise<number> => {
    server.time.now += 2000;
    return (await ask('GET', `/assets?q=${encodeURIComponent(q)}`))['total'];
  };
  const allClaims = () => catalog.read.selectFrom('tag_claim').selectAll().orderBy('asset_id').orderBy('tag_id').orderBy('origin').execute();
  const allMarks = () => catalog.read.selectFrom('asset').select(['id', 'rating', 'favourite', 'content_rating', 'tag_count', 'state']).orderBy('id').execute();

  beforeAll(async () => {
    server = await testServer(await open());
    catalog = server.catalog;
    const owner = newId();
    await beat(catalog, { id: owner, role: 'worker', host: 'test', pid: process.pid, startedAt: NOW }, NOW);
    const clock = () => server.time.now;
    const tasks = bulkTasks({ catalog, clock, writeSidecars: false });
    worker = createCurateWorker({ catalog, store: server.store, dataDir: server.dataDir, owner, trashKeepDays: 0, tasks, logger: silentLogger, clock });
    worker.start();
  });
  afterAll(async () => {
    await worker.drain(5000);
    await server.app.close();
  });

  test('a search is edited as it was found: what the edit changes does not move what it walks', { timeout: 60_000 }, async () => {
    const ids = await addAssets(
      catalog,
      Array.from({ length: 1200 }, (_, index) => ({ name: `walk-${index}.jpg` })),
    );
    await bulk({ ids }, { add: ['walk', 'artist:ann'] });
    expect(await found('walk')).toBe(1200);
    const seen = await preview({ q: 'walk', except: [ids[0]!] }, { remove: ['walk'], add: ['walked'] });
    expect(seen).toMatchObject({ status: 200, found: 1199, changes: 1199, newTags: [{ name: 'walked', category: 'general' }] });
    expect(seen['sample']).toHaveLength(12);
    const task = await bulk({ q: 'walk', except: [ids[0]!] }, { remove: ['walk'], add: ['walked'] });
    expect(task).toMatchObject({ state: 'finished', done: 1199, total: 1199, result: { found: 1199, changed: 1199 } });
    expect([await found('walk'), await found('walked')]).toEqual([1, 1199]);
    expect(await preview({ q: 'walked' }, { add: ['walked'] })).toMatchObject({ found: 1199, changes: 0 });
    // Asked for twice, the second finds nothing to change: no deed to take back.
    const idle = await bulk({ q: 'walked' }, { add: ['walked'] });
    expect(idle).toMatchObject({ state: 'finished', result: { changed: 0 } });
    expect((await ask('GET', '/edits'))['items'][0].batch).toBe(task['id']);
    const deed = await ask('GET', `/edits/${task['id']}`);
    expect(deed).toMatchObject({ kind: 'bulk', assets: 1199, task: 'finished', summary: { add: ['walked'], remove: ['walk'] } });
    const back = await ask('POST', `/edits/${task['id']}/revert`);
    expect(await ended(back['task'])).toMatchObject({ kind: 'bulk-revert', of: task['id'], state: 'finished', result: { changed: 1199 } });
    expect([await found('walk'), await found('walked')]).toEqual([1200, 0]);
    expect(await ask('GET', `/edits/${task['id']}`)).toMatchObject({ undone: 1199 });
    // And forward again.
    expect(await ended((await ask('POST', `/edits/${back['task']}/revert`))['task'])).toMatchObject({ state: 'finished', result: { changed: 1199 } });
    expect([await found('walk'), await found('walked')]).toEqual([1, 1199]);
  });

  test('a tag is replaced where it is borne, marks are set, what is in the trash is passed over', { timeout: 60_000 }, async () => {
    const ids = await addAssets(catalog, 6);
    await bulk({ ids: ids.slice(0, 3) }, { add: ['colour'] });
    await ask('POST', '/assets/trash', { ids: [ids[2]] });
    const before = [await allClaims(), await allMarks()];
    const change = { replace: [{ from: 'Colour', to: 'color' }], rating: 4, favourite: true, contentRating: 'general' };
    expect(await preview({ ids }, { replace: change.replace })).toMatchObject({ found: 5, changes: 2, newTags: [{ name: 'color' }] });
    expect(await preview({ ids }, change)).toMatchObject({ found: 5, changes: 5 });
    const task = await bulk({ ids }, change);
    expect(task).toMatchObject({ state: 'finished', result: { found: 5, changed: 5 } });
    const seen = await Promise.all(ids.map((id) => ask('GET', `/assets/${id}`)));
    expect(seen.map((asset) => asset['tags'].map(({ name }: { name: string }) => name))).toEqual([['color'], ['color'], ['colour'], [], [], []]);
    expect(seen.map((asset) => asset['rating'])).toEqual([4, 4, null, 4, 4, 4]);
    expect(seen[0]).toMatchObject({ favourite: true, contentRating: 'general', contentRatingOrigin: 'human' });
    expect(await ask('POST', `/edits/${task['id']}/revert`)).toMatchObject({ status: 200, assets: 5, task: null });
    expect([await allClaims(), await allMarks()]).toEqual(before);
  });

  test.each([
    [{ ids: [1] }, {}, 'invalid-input'],
    [{ ids: [] }, { add: ['a'] }, 'invalid-input'],
    [{ q: 'width:many' }, { add: ['a'] }, 'query-invalid'],
    [{ ids: [1] }, { add: ['a', 'b,c'] }, 'tag-invalid'],
    [{ ids: [1] }, { remove: ['unheard_of'] }, 'tag-invalid'],
    [{ ids: [1] }, { replace: [{ from: 'unheard_of', to: 'x' }] }, 'tag-invalid'],
    [{ ids: [1] }, { replace: [{ from: 'walk', to: 'walk' }] }, 'tag-invalid'],
    [{ ids: [1] }, { replace: [{ from: 'walk', to: 'walked' }], add: ['walk'] }, 'tag-invalid'],
    [{ ids: [1] }, { rating: 9 }, 'invalid-input'],
  ])('%j %j is refused with %s, by the preview too', async (target, change, code) => {
    const tags = () => catalog.read.selectFrom('tag').select('name').execute();
    const before = await tags();
    for (const url of ['/edits', '/edits/preview']) expect(await ask('POST', url, { target, change })).toMatchObject({ status: 400, code });
    expect(await tags()).toEqual(before);
  });

  test('10,000 assets: undone, all claims are as before, also where some were edited in between', { timeout: 240_000 }, async () => {
    const ids = await addAssets(
      catalog,
      Array.from({ length: 10_000 }, (_, index) => ({ name: `many-${index}.jpg` })),
    );
    // A third bears one of the tags by a model, a third by a person, one denies it.
    await catalog.write(async (tx) => {
      const tags = await ensureTags(tx, ['red', 'blue', 'warm'], NOW);
      const id = (name: string) => tags.get(name)!.id;
      await tx
        .insertInto('tag_implication')
        .values({ antecedent_id: id('red'), consequent_id: id('warm'), state: 'active', origin: 'human', created_at: NOW, updated_at: NOW })
        .execute();
      for (let at = 0; at < ids.length; at += 500) {
        const some = ids.slice(at, at + 500);
        const edits = (part: number, name: string, says: 'yes' | 'no') =>
          some.filter((assetId) => assetId % 3 === part).map((assetId) => ({ assetId, statements: [{ tagId: id(name), says }] }));
        await writeClaims(tx, 'model:tagger', [...edits(0, 'red', 'yes'), ...edits(1, 'blue', 'yes')], NOW);
        await writeClaims(tx, 'human', [...edits(1, 'red', 'yes'), ...edits(2, 'blue', 'no')], NOW);
      }
    });
    const before = await allClaims();
    const marks = await allMarks();
    const change = { add: ['blue', 'fresh'], remove: ['red'] };
    const started = performance.now();
    const seen = await preview({ q: 'filename:many-*' }, change);
    const previewed = performance.now();
    const task = await bulk({ q: 'filename:many-*' }, change);
    const edited = performance.now();
    expect(seen).toMatchObject({ found: 10_000, changes: 10_000 });
    expect(task).toMatchObject({ state: 'finished', done: 10_000, result: { found: 10_000, changed: 10_000 } });
    expect(await found('red filename:many-*')).toBe(0);
    expect(await found('blue fresh filename:many-*')).toBe(10_000);

    expect(await ended((await ask('POST', `/edits/${task['id']}/revert`))['task'])).toMatchObject({ state: 'finished', result: { changed: 10_000 } });
    const undone = performance.now();
    console.log(
      `10,000 assets: preview ${(previewed - started).toFixed(0)} ms, edit ${(edited - previewed).toFixed(0)} ms, undo ${(undone - edited).toFixed(0)} ms`,
    );
    expect(await allClaims()).toEqual(before);
    expect(await allMarks()).toEqual(marks);

    // Again, and this time people go on in between.
    const again = await bulk({ q: 'filename:many-*' }, change);
    const [a, b, c] = ids as [number, number, number];
    await ask('POST', `/assets/${a}/tags`, { remove: ['blue'] });
    await ask('POST', `/assets/${b}/tags`, { add: ['own'] });
    await ask('POST', `/assets/${c}/tags`, { remove: ['fresh'] });
    await ask('POST', `/assets/${c}/tags`, { add: ['fresh'] });
    await ended((await ask('POST', `/edits/${again['id']}/revert`))['task']);
    const names = async (id: number) => {
      const asset = await ask('GET', `/assets/${id}`);
      return [asset['tags'].map(({ name }: { name: string }) => name), asset['deniedTags'].map(({ name }: { name: string }) => name)];
    };
    expect((await names(b))[0]).toContain('own');
    expect((await names(a))[0]).not.toContain('blue');
    expect((await names(c))[0]).toContain('fresh');
    const untouched = (rows: Awaited<ReturnType<typeof allClaims>>) => rows.filter(({ asset_id }) => ![a, b, c].includes(asset_id));
    expect(untouched(await allClaims())).toEqual(untouched(before));
  });

  test('a cancelled one stops, what it did is taken back; the rest was never touched', { timeout: 120_000 }, async () => {
    const ids = await addAssets(
      catalog,
      Array.from({ length: 4000 }, (_, index) => ({ name: `stop-${index}.jpg` })),
    );
    const { task_id: id } = await ask('POST', '/edits', { target: { q: 'filename:stop-*' }, change: { add: ['half'], rating: 1 } });
    await waitFor('the first step', async () => (await taskById(catalog.read, id))!.done > 0, { everyMs: 2 });
    expect(await ask('POST', `/edits/${id}/revert`)).toMatchObject({ status: 409, code: 'task-running' });
    const cancelled = await ask('POST', `/tasks/${id}/cancel`);
    expect(cancelled['state']).toMatch(/cancelled|finished/);
    await waitFor('rest', async () => (await catalog.read.selectFrom('job').select('id').where('state', '<>', 'done').execute()).length === 0);
    const task = await ask('GET', `/tasks/${id}`);
    expect(await catalog.read.selectFrom('task_asset').selectAll().execute()).toEqual([]);
    expect(await found('half')).toBe(task['done']);
    if (cancelled['state'] === 'cancelled') expect(task['done']).toBeLessThan(ids.length);
    const back = await ask('POST', `/edits/${id}/revert`);
    if (back['task']) await ended(back['task']);
    expect(await found('half')).toBe(0);
  });

  test('a cancel after the last step finds the task finished, with what it did; before it, cancelled', async () => {
    const task = async (done: number) => {
      const id = newId();
      await catalog.write(async (tx) => {
        await insertTask(tx, { id, kind: 'bulk-edit', options: {}, total: 188, now: Date.now() });
        await startTask(tx, id, {});
        await advanceTask(tx, id, done, { changed: done - 8 });
      });
      return ask('POST', `/tasks/${id}/cancel`);
    };
    expect(await task(188)).toMatchObject({ state: 'finished', done: 188, result: { found: 188, changed: 180 } });
    expect(await task(187)).toMatchObject({ state: 'cancelled', done: 187 });
  });

  test('many go to the trash as one act', { timeout: 60_000 }, async () => {
    await addAssets(
      catalog,
      Array.from({ length: 700 }, (_, index) => ({ name: `bin-${index}.jpg` })),
    );
    const { task_id: id } = await ask('POST', '/assets/trash/bulk', { target: { q: 'filename:bin-*' } });
    expect(await ended(id)).toMatchObject({ kind: 'bulk-trash', state: 'finished', result: { changed: 700 } });
    expect(await found('filename:bin-*')).toBe(0);
    expect(await ask('POST', `/trash/${id}/undo`)).toMatchObject({ restored: 700 });
    expect(await ask('POST', `/tasks/${newId()}/cancel`)).toMatchObject({ status: 404 });
  });
});
