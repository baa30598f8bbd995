import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { listDeeds } from '../../src/catalog/audit-queries.ts';
import { paceFacts } from '../../src/catalog/session-pace.ts';
import { listSessions, sessionById, sessionFiles, troubleByCode } from '../../src/catalog/session-queries.ts';
import { paceOf } from '../../src/domain/pace.ts';
import { isBalanced, type SessionOptions } from '../../src/domain/session.ts';
import { pauseSession, resumeSession, retryFailed } from '../../src/ingest/session-control.ts';
import { cancelSession } from '../../src/ingest/cancel-session.ts';
import { offerFiles, openSession, sealSession } from '../../src/ingest/sessions.ts';
import { AppError } from '../../src/core/errors.ts';
import { endFailedAttempt } from '../../src/jobs/end-attempt.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { claim, end } from '../support/end-jobs.ts';

forEachEngine('session history', (open) => {
  const opened = async (catalog: Catalog, path: string, files: number, options: Partial<SessionOptions> = {}, now = 0): Promise<string> => {
    const { id } = await openSession(catalog, { source: 'watch', options: { paths: [path], mode: 'copy', recursive: true, ...options } }, now);
    const names = Array.from({ length: files }, (_, at) => `${at}.jpg`);
    await offerFiles(
      catalog,
      id,
      names.map((name) => ({ path: `${path}/${name}`, name, offerKey: `${path}/${name}` })),
      'copy',
      'watch',
      now,
    );
    return id;
  };
  const session = async (catalog: Catalog, id: string) => (await sessionById(catalog, id))!;
  const calls = (catalog: Catalog) => catalog.read.selectFrom('job').selectAll().where('lane', '=', 'webhook').orderBy('id').execute();

  test('the call to a webhook is written with the end of the session, once for each end', async () => {
    const catalog = await open();
    const id = await opened(catalog, '/called', 2, { webhookUrl: 'http://127.0.0.1:9/hook' });
    await sealSession(catalog, id, 1);
    const [first, second] = await claim(catalog, 2, 2);
    await end(catalog, first!, 'ingested', 3);
    expect(await calls(catalog)).toEqual([]);
    expect(await session(catalog, id)).toMatchObject({ webhook_state: null });
    await end(catalog, second!, 'failed', 4, 'decode-failed');
    const [call] = await calls(catalog);
    expect(call).toMatchObject({ state: 'ready', session_id: id });
    const payload = JSON.parse(call!.payload_json) as { event: string; body: string };
    expect(payload).toMatchObject({ event: 'session.finished', url: 'http://127.0.0.1:9/hook' });
    expect(JSON.parse(payload.body)).toMatchObject({
      session: { id, state: 'finished', discovered: 2, ingested: 1, failed: 1, finishedAt: '1970-01-01T00:00:00.004Z' },
    });
    expect(await session(catalog, id)).toMatchObject({ state: 'finished', webhook_state: 'pending' });
    // The jobs of files are what a session counts; this one is none.
    expect(await sessionFiles(catalog, id, undefined, 0, 10)).toHaveLength(2);

    await retryFailed(catalog, id, undefined, 'web', 5);
    const [again] = await claim(catalog, 2, 6);
    await end(catalog, again!, 'ingested', 7);
    expect((await calls(catalog)).map((job) => JSON.parse(JSON.parse(job.payload_json).body).session.ingested)).toEqual([1, 2]);
  });

  test('an empty session and a cancelled one call too; without an address nobody is called', async () => {
    const catalog = await open();
    const webhookUrl = 'http://127.0.0.1:9/hook';
    const empty = await opened(catalog, '/empty', 0, { webhookUrl });
    await sealSession(catalog, empty, 1);
    const silent = await opened(catalog, '/silent', 1);
    await cancelSession(catalog, silent, 1, 'web');
    expect((await calls(catalog)).map((job) => job.session_id)).toEqual([empty]);

    const cancelled = await opened(catalog, '/cancelled', 3, { webhookUrl });
    const [underWay] = await claim(catalog, 1, 2);
    await cancelSession(catalog, cancelled, 3, 'web');
    // The result is known only when the last file under way is done.
    expect(await calls(catalog)).toHaveLength(1);
    await end(catalog, underWay!, 'ingested', 4);
    const call = (await calls(catalog))[1]!;
    expect(JSON.parse(call.payload_json)).toMatchObject({ event: 'session.cancelled' });
    expect(JSON.parse(JSON.parse(call.payload_json).body).session).toMatchObject({ state: 'cancelled', ingested: 1, skipped: 2 });
  });

  test('a cancel of more files than fit in one transaction is exact', async () => {
    const catalog = await open();
    const id = await opened(catalog, '/large', 11_000);
    const [underWay] = await claim(catalog, 1, 1);
    await cancelSession(catalog, id, 2, 'web');
    expect(await session(catalog, id)).toMatchObject({ state: 'cancelled', paused: 0, discovered: 11_000, skipped: 10_999, pending: 1 });
    await end(catalog, underWay!, 'ingested', 3);
    const row = await session(catalog, id);
    expect(row).toMatchObject({ pending: 0, ingested: 1 });
    expect(isBalanced(row)).toBe(true);
    expect((await sessionFiles(catalog, id, ['skipped'], 0, 3)).map((file) => file.error_code)).toEqual(Array(3).fill('session-cancelled'));
  });

  test('a file of a cancelled session that could only be tried again later is skipped', async () => {
    const catalog = await open();
    const id = await opened(catalog, '/full-disk', 2);
    const [underWay] = await claim(catalog, 1, 1);
    await cancelSession(catalog, id, 2, 'web');
    const facts = { name: 'a', bytes: 0, timings: {}, now: 3 };
    expect(await endFailedAttempt(catalog, underWay!, new AppError('disk-full'), facts, 5)).toBe('skipped');
    const row = await session(catalog, id);
    expect(row).toMatchObject({ state: 'cancelled', skipped: 2, pending: 0 });
    expect(isBalanced(row)).toBe(true);
  });

  test('the rate is that of the last files, survives whoever counts, and begins anew after a pause', async () => {
    const catalog = await open();
    const id = await opened(catalog, '/rate', 100);
    await sealSession(catalog, id, 0);
    const jobs = await claim(catalog, 100, 0);
    const rate = async (now: number) => paceOf(paceFacts(await session(catalog, id)), now)?.filesPerSecond;
    let at = 0;
    // One a second, then four a second.
    for (const job of jobs.splice(0, 30)) await end(catalog, job, 'ingested', (at += 1000));
    expect(await rate(at)).toBeCloseTo(1, 1);
    for (const job of jobs.splice(0, 60)) await end(catalog, job, 'ingested', (at += 250));
    expect(await rate(at)).toBeGreaterThan(2);
    await pauseSession(catalog, id, 'web', at);
    await resumeSession(catalog, id, 'web', at + 600_000);
    expect(await rate(at + 600_000)).toBeUndefined();
    expect(await session(catalog, id)).toMatchObject({ idle_ms: 600_000, idle_since: null });
    at += 600_000;
    for (const job of jobs.splice(0, 9)) await end(catalog, job, 'ingested', (at += 500));
    expect(await rate(at)).toBeCloseTo(2, 1);
  });

  test('failures are counted by reason and tried again by it', async () => {
    const catalog = await open();
    const id = await opened(catalog, '/reasons', 6);
    await sealSession(catalog, id, 0);
    const jobs = await claim(catalog, 6, 0);
    for (const [at, job] of jobs.entries()) {
      if (at < 3) await end(catalog, job, 'failed', 1, 'decode-failed');
      else if (at === 3) await end(catalog, job, 'quarantined', 1, 'io-error');
      else await end(catalog, job, 'ingested', 1);
    }
    const trouble = await troubleByCode(catalog.read, id);
    expect(trouble.toSorted((a, b) => b.files - a.files)).toEqual([
      { code: 'decode-failed', outcome: 'failed', files: 3 },
      { code: 'io-error', outcome: 'quarantined', files: 1 },
    ]);
    expect(await retryFailed(catalog, id, 'decode-failed', 'cli', 2)).toBe(3);
    expect(await troubleByCode(catalog.read, id)).toEqual([{ code: 'io-error', outcome: 'quarantined', files: 1 }]);
    const [deed] = await listDeeds(catalog, { subject: id }, undefined, 1);
    expect(deed).toMatchObject({ actor: 'cli', action: 'session-retried', subject: id });
    expect(JSON.parse(deed!.detail_json)).toEqual({ files: 3, code: 'decode-failed' });
  });

  test('sessions are found by their words, state, source and time', async () => {
    const catalog = await open();
    const day = 86_400_000;
    const holiday = await opened(catalog, '/photos/Holiday 50%_off', 0, {}, day);
    const party = await opened(catalog, '/photos/Party', 1, {}, 2 * day);
    const upload = (await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, 3 * day)).id;
    await sealSession(catalog, holiday, 4 * day);
    await pauseSession(catalog, party, 'web', 4 * day);
    const found = async (filter: Parameters<typeof listSessions>[1]) => (await listSessions(catalog, filter, undefined, 10)).map((row) => row.id);
    expect(await found({ search: 'PHOTOS holiday' })).toEqual([holiday]);
    expect(await found({ search: 'photos' })).toEqual([party, holiday]);
    expect(await found({ search: '50%_' })).toEqual([holiday]);
    expect(await found({ search: '5%off' })).toEqual([]);
    expect(await found({ search: upload.slice(-8) })).toEqual([upload]);
    expect(await found({ search: 'upload' })).toEqual([upload]);
    expect(await found({ state: 'paused' })).toEqual([party]);
    expect(await found({ state: 'finished' })).toEqual([holiday]);
    expect(await found({ state: 'active', source: 'watch' })).toEqual([party]);
    expect(await found({ from: 2 * day })).toEqual([upload, party]);
    expect(await found({ from: 2 * day, to: 3 * day })).toEqual([party]);
  });

  test('a scan that is asked for again while it is paused goes on; the watched folder stays paused', async () => {
    const catalog = await open();
    for (const [source, paused] of [
      ['scan', 0],
      ['watch', 1],
    ] as const) {
      const request = { source, options: { paths: ['/again'], mode: 'copy' as const, recursive: true } };
      const { id } = await openSession(catalog, request, 1);
      await pauseSession(catalog, id, 'web', 2);
      expect(await openSession(catalog, { ...request, actor: 'cli' }, 3)).toEqual({ id, resumed: true });
      expect(await session(catalog, id)).toMatchObject({ paused });
    }
    expect((await listDeeds(catalog, { actor: 'cli' }, undefined, 10)).map((deed) => deed.action)).toEqual(['session-resumed']);
  });
});
