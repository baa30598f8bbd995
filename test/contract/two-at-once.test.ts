import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { ensureLanes, setLaneLimit } from '../../src/catalog/lane-queries.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Lane, LeasedJob } from '../../src/domain/job.ts';
import { isBalanced } from '../../src/domain/session.ts';
import { takeBack } from '../../src/curate/take-back.ts';
import { cancelSession } from '../../src/ingest/cancel-session.ts';
import { retryFailed } from '../../src/ingest/session-control.ts';
import { offerFiles, openSession, sealSession } from '../../src/ingest/sessions.ts';
import { type End, recordAndFinish } from '../../src/jobs/end-attempt.ts';
import { recoverExpired } from '../../src/jobs/recovery.ts';
import { forEachEngine } from '../support/catalogs.ts';

forEachEngine('two processes at once', (open, tools) => {
  const setUp = async (files: number, parallel?: number) => {
    const place = await tools.newPlace();
    const catalogs = [await open(place), await open(place), await open(place)] as const;
    await ensureLanes(catalogs[0]);
    const options = { paths: ['/x'], mode: 'copy' as const, recursive: true, ...(parallel === undefined ? {} : { parallel }) };
    const { id } = await openSession(catalogs[0], { source: 'upload', options }, 0);
    const offers = Array.from({ length: files }, (_, n) => ({ path: `/x/${n}`, name: `${n}`, offerKey: `x${n}` }));
    await offerFiles(catalogs[0], id, offers, 'copy', 'upload', 0);
    await sealSession(catalogs[0], id, 0);
    const session = () => catalogs[0].read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const outcomes = async () => {
      const rows = await catalogs[0].read
        .selectFrom('job')
        .select(['outcome', (e) => e.fn.countAll<number>().as('files')])
        .where('session_id', '=', id)
        .groupBy('outcome')
        .execute();
      return Object.fromEntries(rows.map((row) => [row.outcome ?? 'none', row.files]));
    };
    return { catalogs, id, session, outcomes };
  };
  const claim = (catalog: Catalog, owner: string, limit: number, lane: Lane = 'ingest') =>
    catalog.write((tx) => claimJobs(tx, catalog.engine, { lane, owner, limit, solo: false, now: 1_000, leaseUntil: 31_000 }));
  const end = (catalog: Catalog, job: LeasedJob, how: End) =>
    catalog.write((tx) => recordAndFinish(tx, job, how, { name: 'n', bytes: 1, timings: {}, now: 1_000 }));
  const endAll = async (catalog: Catalog, how: End) => {
    for (let jobs = await claim(catalog, 'w', 100); jobs.length > 0; jobs = await claim(catalog, 'w', 100))
      for (const job of jobs) await end(catalog, job, how);
  };
  /** Takes files and ends them as ingested, until `stop`; what it lost hold of is left to whoever has it. */
  const work = (catalog: Catalog, owner: string) => {
    let going = true;
    const done = (async () => {
      while (going) {
        const jobs = await claim(catalog, owner, 4);
        await Promise.all(jobs.map((job) => end(catalog, job, { outcome: 'ingested' }).catch(leaseLost)));
        // On SQLite the others ask for the lock every 20 ms at the latest.
        await sleep(jobs.length === 0 ? 30 : 1);
      }
    })();
    return () => ((going = false), done);
  };
  const leaseLost = (error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'lease-lost') throw error;
  };

  test('a cancel leaves alone what is taken in meanwhile, and each file is counted once', async () => {
    const { catalogs, id, session, outcomes } = await setUp(2_500);
    const stops = [work(catalogs[1], 'w1'), work(catalogs[2], 'w2')];
    await sleep(150);
    await cancelSession(catalogs[0], id, 1_000);
    await sleep(50);
    await Promise.all(stops.map((stop) => stop()));
    const row = await session();
    expect(row).toMatchObject({ state: 'cancelled', pending: 0, cancelling: 0 });
    expect(isBalanced(row)).toBe(true);
    expect(await outcomes()).toEqual({ ingested: row.ingested, skipped: row.skipped });
  });

  test('files offered while the session is being cancelled are not taken in', async () => {
    const [a, b] = (await setUp(0)).catalogs;
    for (let round = 0; round < 6; round += 1) {
      const { id } = await openSession(a, { source: 'watch', options: { paths: [`/w${round}`], mode: 'move', recursive: true } }, 0);
      const offers = Array.from({ length: 500 }, (_, n) => ({ path: `/w/${n}`, name: `${n}`, offerKey: `w${round}-${n}` }));
      const offered = offerFiles(b, id, offers, 'move', 'watch', 0).catch((error: unknown) => expect(error).toMatchObject({ code: 'session-finished' }));
      await sleep(round * 4);
      await Promise.all([offered, cancelSession(a, id, 1_000)]);
      expect(await claim(a, 'w', 10)).toEqual([]);
      expect(await a.read.selectFrom('ingest_session').select('pending').where('id', '=', id).executeTakeFirst()).toEqual({ pending: 0 });
    }
  });

  test('two retries at once try each file once, and the session ends', async () => {
    const { catalogs, id, session } = await setUp(300);
    await endAll(catalogs[0], { outcome: 'failed', error: new AppError('io-error') });
    const retried = await Promise.all([catalogs[1], catalogs[2]].map((catalog) => retryFailed(catalog, id, undefined, 'web', 1_000)));
    expect(retried.toSorted((x, y) => x - y)).toEqual([0, 300]);
    expect(await session()).toMatchObject({ state: 'running', pending: 300, failed: 0 });
    await endAll(catalogs[0], { outcome: 'ingested' });
    expect(await session()).toMatchObject({ state: 'finished', pending: 0, ingested: 300, failed: 0 });
  });

  test('what was deleted before is taken back once, however often it is asked for', async () => {
    const { catalogs, id, session } = await setUp(200);
    await endAll(catalogs[0], { outcome: 'skipped', error: new AppError('deleted-before') });
    const taken = await Promise.all([catalogs[1], catalogs[2]].map((catalog) => takeBack(catalog, id, 1_000)));
    expect(taken.toSorted((x, y) => x - y)).toEqual([0, 200]);
    await endAll(catalogs[0], { outcome: 'ingested' });
    expect(await session()).toMatchObject({ state: 'finished', pending: 0, ingested: 200, skipped: 0 });
  });

  test('expired leases are freed once, while workers take and end the jobs', async () => {
    const { catalogs, id, session, outcomes } = await setUp(300);
    expect(await claim(catalogs[0], 'dead', 300)).toHaveLength(300);
    await catalogs[0].write((tx) => tx.updateTable('job').set({ lease_until: 1 }).where('lease_owner', '=', 'dead').execute());
    const stops = [work(catalogs[1], 'w1'), work(catalogs[2], 'w2')];
    const freed = await Promise.all([recoverExpired(catalogs[0], 2_000), recoverExpired(catalogs[1], 2_000), recoverExpired(catalogs[2], 2_000)]);
    expect(freed.reduce((sum, one) => sum + one, 0)).toBe(300);
    while ((await session()).state !== 'finished') await sleep(10);
    await Promise.all(stops.map((stop) => stop()));
    expect(await session()).toMatchObject({ ingested: 300, pending: 0 });
    expect(await outcomes()).toEqual({ ingested: 300 });
    const late = await catalogs[0].read.selectFrom('job').select('id').where('session_id', '=', id).where('state', '<>', 'done').execute();
    expect(late).toEqual([]);
  });

  test('the same ingest asked for by several at once is one session', async () => {
    const { catalogs } = await setUp(0);
    const request = { source: 'scan' as const, options: { paths: ['/same'], mode: 'copy' as const, recursive: true } };
    const opened = await Promise.all([...catalogs, ...catalogs].map((catalog) => openSession(catalog, request, Date.now())));
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    expect(opened.filter(({ resumed }) => !resumed)).toHaveLength(1);
  });

  test('limits of a session and of a lane hold over several workers', async () => {
    const { catalogs } = await setUp(20, 1);
    for (let round = 0; round < 5; round += 1) {
      const claimed = (await Promise.all(catalogs.map((catalog, n) => claim(catalog, `w${n}`, 3)))).flat();
      expect(claimed).toHaveLength(1);
      await end(catalogs[0], claimed[0]!, { outcome: 'ingested' });
    }
    const unlimited = await setUp(20);
    await unlimited.catalogs[0].write((tx) => setLaneLimit(tx, 'ingest', 2));
    const claimed = (await Promise.all(unlimited.catalogs.map((catalog, n) => claim(catalog, `w${n}`, 3)))).flat();
    expect(claimed).toHaveLength(2);
  });
});
