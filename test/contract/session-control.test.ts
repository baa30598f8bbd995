import { expect, test } from 'vitest';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { AppError } from '../../src/core/errors.ts';
import { isBalanced } from '../../src/domain/session.ts';
import { pauseSession, resumeSession, retryFailed } from '../../src/ingest/session-control.ts';
import { cancelSession } from '../../src/ingest/cancel-session.ts';
import { offerFiles, openSession, sealSession } from '../../src/ingest/sessions.ts';
import { endFailedAttempt, finish, recordEnd } from '../../src/jobs/end-attempt.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { end } from '../support/end-jobs.ts';

forEachEngine('session control', (open) => {
  const setUp = async (path: string, parallel?: number) => {
    const catalog = await open();
    const options = { paths: [path], mode: 'copy' as const, recursive: true, ...(parallel === undefined ? {} : { parallel }) };
    const { id } = await openSession(catalog, { source: 'watch', options }, 0);
    await offerFiles(
      catalog,
      id,
      ['a', 'b', 'c', 'd'].map((name) => ({ path: `${path}/${name}`, name, offerKey: `${path}/${name}` })),
      'copy',
      'watch',
      0,
    );
    const claim = (limit = 10) =>
      catalog.write((tx) => claimJobs(tx, catalog.engine, { lane: 'ingest', owner: 'w', limit, solo: false, now: 9, leaseUntil: 99 }));
    const session = () => catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    return { catalog, id, claim, session };
  };
  const facts = { name: 'n', bytes: 5, timings: {}, now: 2 };

  test('a paused session gives nothing until it is resumed; others go on', async () => {
    const { catalog, id, claim } = await setUp('/paused');
    const other = await openSession(catalog, { source: 'watch', options: { paths: ['/other'], mode: 'copy', recursive: true } }, 1);
    await offerFiles(catalog, other.id, [{ path: '/other/x', name: 'x', offerKey: 'x' }], 'copy', 'watch', 1);
    await pauseSession(catalog, id, 'web', 1);
    await pauseSession(catalog, id, 'web', 1);
    expect((await claim()).map((job) => job.sessionId)).toEqual([other.id]);
    await resumeSession(catalog, id, 'web', 2);
    expect((await claim()).map((job) => job.sessionId)).toEqual([id, id, id, id]);
    const audit = await catalog.read.selectFrom('audit').select(['actor', 'action', 'subject']).where('action', '<>', 'session-opened').orderBy('id').execute();
    expect(audit).toEqual([
      { actor: 'web', action: 'session-paused', subject: id },
      { actor: 'web', action: 'session-resumed', subject: id },
    ]);
  });

  test('a sequential session has one file under way over all workers', async () => {
    const { catalog, claim } = await setUp('/sequential', 1);
    const [first, ...more] = [...(await claim()), ...(await claim())];
    expect(more).toEqual([]);
    await catalog.write(async (tx) => {
      await recordEnd(tx, first!, { outcome: 'ingested' }, facts);
      await finish(tx, first!, { releaseOffer: false, now: 2 });
    });
    expect(await claim()).toHaveLength(1);
  });

  test('failed files are retried by their code, and the session stays balanced', async () => {
    const { catalog, id, claim, session } = await setUp('/retry');
    await sealSession(catalog, id, 1);
    const jobs = await claim();
    for (const [index, code] of (['decode-failed', 'decode-failed', 'permission-denied'] as const).entries()) {
      await endFailedAttempt(catalog, jobs[index]!, new AppError(code), facts, 3);
    }
    await catalog.write(async (tx) => {
      await recordEnd(tx, jobs[3]!, { outcome: 'ingested' }, facts);
      await finish(tx, jobs[3]!, { releaseOffer: false, now: 2 });
    });
    expect(await session()).toMatchObject({ state: 'finished', failed: 3, ingested: 1, pending: 0 });
    expect(await retryFailed(catalog, id, 'permission-denied', 'cli', 3)).toBe(1);
    expect(await session()).toMatchObject({ state: 'running', failed: 2, pending: 1 });
    const [again] = await claim();
    expect(again).toMatchObject({ attempt: 1, outcome: null });
    await catalog.write(async (tx) => {
      await recordEnd(tx, again!, { outcome: 'ingested' }, facts);
      await finish(tx, again!, { releaseOffer: false, now: 4 });
    });
    expect(await session()).toMatchObject({ state: 'finished', failed: 2, ingested: 2, pending: 0 });
    expect(isBalanced(await session())).toBe(true);
    expect(await retryFailed(catalog, id, 'io-error', 'cli', 5)).toBe(0);
    expect((await session()).state).toBe('finished');
  });

  test('files skipped for want of a program are retried with the rest, other skipped ones are not', async () => {
    const { catalog, id, claim, session } = await setUp('/tools');
    await sealSession(catalog, id, 1);
    const jobs = await claim();
    const ends = ['tool-missing', 'unsupported-type', 'tool-missing', 'decode-failed'] as const;
    for (const [index, code] of ends.entries()) await end(catalog, jobs[index]!, code === 'decode-failed' ? 'failed' : 'skipped', 2, code);
    expect(await retryFailed(catalog, id, 'tool-missing', 'cli', 3)).toBe(2);
    expect(await session()).toMatchObject({ state: 'running', failed: 1, skipped: 1, pending: 2 });
    for (const job of await claim()) await end(catalog, job, 'skipped', 4, 'tool-missing');
    expect(await retryFailed(catalog, id, undefined, 'cli', 5)).toBe(3);
    expect(await session()).toMatchObject({ state: 'running', failed: 0, skipped: 1, pending: 3 });
    for (const job of await claim()) await end(catalog, job, 'ingested', 6);
    expect(isBalanced(await session())).toBe(true);
  });

  test('a cancelled session skips what was not begun and finishes what was', async () => {
    const { catalog, id, claim, session } = await setUp('/cancel');
    const [running] = await claim(1);
    await cancelSession(catalog, id, 2);
    expect(await session()).toMatchObject({ state: 'cancelled', skipped: 3, pending: 1 });
    await catalog.write(async (tx) => {
      await recordEnd(tx, running!, { outcome: 'ingested' }, facts);
      await finish(tx, running!, { releaseOffer: false, now: 3 });
    });
    expect(await session()).toMatchObject({ state: 'cancelled', skipped: 3, ingested: 1, pending: 0 });
    expect(isBalanced(await session())).toBe(true);
    await expect(pauseSession(catalog, id, 'web', 4)).rejects.toMatchObject({ code: 'session-finished' });
  });
});
