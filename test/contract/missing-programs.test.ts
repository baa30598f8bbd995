import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { foldSome } from '../../src/catalog/fold-queries.ts';
import { AppError } from '../../src/core/errors.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { isBalanced } from '../../src/domain/session.ts';
import { cancelSession } from '../../src/ingest/cancel-session.ts';
import { createIngestWorker } from '../../src/ingest/ingest-worker.ts';
import { missingPrograms, offerAgain } from '../../src/ingest/missing-programs.ts';
import { ProgramWatch } from '../../src/ingest/program-watch.ts';
import { pauseSession } from '../../src/ingest/session-control.ts';
import { offerFiles, openSession, sealSession } from '../../src/ingest/sessions.ts';
import { finish, recordEnd } from '../../src/jobs/end-attempt.ts';
import { missingTool } from '../../src/media/tools/missing-tool.ts';
import { finished, outcomes } from '../import/library.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { claim } from '../support/end-jobs.ts';
import { picture } from '../support/pictures.ts';
import { testServer } from '../support/server.ts';
import { tempDir } from '../support/temp-dir.ts';
import { CARD, ffmpegMissing, H264, makeVideo } from '../support/videos.ts';
import { waitFor } from '../support/wait-for.ts';

const PATH = process.env['PATH'] ?? '';
const noVideo = ffmpegMissing();

forEachEngine('files that wait for a program', (open, { newPlace }) => {
  afterEach(() => {
    process.env['PATH'] = PATH;
  });

  /** A session whose files have all been skipped for want of these programs; `null` is a file of no known type. */
  async function skipped(catalog: Catalog, name: string, tools: ReadonlyArray<string | null>): Promise<string> {
    const { id } = await openSession(catalog, { source: 'scan', options: { paths: [`/${name}`], mode: 'copy', recursive: true } }, 1);
    await catalog.write((tx) => tx.deleteFrom('job').where('lane', '=', 'discover').execute());
    const files = tools.map((_, i) => ({ path: `/${name}/${i}`, name: `${i}`, offerKey: `${name}:${i}` }));
    await offerFiles(catalog, id, files, 'copy', 'scan', 1);
    await sealSession(catalog, id, 2);
    for (const job of await claim(catalog, tools.length, 3)) {
      const tool = tools[Number((job.payload as { name: string }).name)]!;
      const error = tool === null ? new AppError('unsupported-type') : missingTool(tool);
      await catalog.write(async (tx) => {
        await recordEnd(tx, job, { outcome: 'skipped', error }, { name: 'n', bytes: 10, timings: {}, now: 4 });
        await finish(tx, job, { releaseOffer: false, now: 4 });
      });
    }
    return id;
  }
  const session = (catalog: Catalog, id: string) => catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  test('are counted by program and offered again, each once; the sums of their sessions hold', async () => {
    const catalog = await open();
    const one = await skipped(catalog, 'one', ['ffmpeg', 'ffprobe', null, 'ffmpeg']);
    const two = await skipped(catalog, 'two', ['ffmpeg', 'heif-convert']);
    expect(await missingPrograms(catalog)).toEqual([
      { program: 'ffmpeg', files: 3, command: 'sudo apt install ffmpeg' },
      { program: 'ffprobe', files: 1, command: 'sudo apt install ffmpeg' },
      { program: 'heif-convert', files: 1, command: 'sudo apt install libheif-examples' },
    ]);
    const both = await Promise.all([offerAgain(catalog, 'ffmpeg', 'system', 10), offerAgain(catalog, 'ffmpeg', 'system', 10)]);
    expect(both[0] + both[1]).toBe(3);
    expect(await offerAgain(catalog, 'ffmpeg', 'system', 11)).toBe(0);
    expect(await session(catalog, one)).toMatchObject({ state: 'running', skipped: 2, pending: 2, bytes_done: 20, finished_at: null });
    expect(await session(catalog, two)).toMatchObject({ state: 'running', skipped: 1, pending: 1, bytes_done: 10 });
    expect((await missingPrograms(catalog)).map(({ program }) => program)).toEqual(['ffprobe', 'heif-convert']);
    for (const job of await claim(catalog, 10, 20)) {
      expect(job).toMatchObject({ attempt: 1, outcome: null });
      await catalog.write(async (tx) => {
        await recordEnd(tx, job, { outcome: 'ingested' }, { name: 'n', bytes: 10, timings: {}, now: 21 });
        await finish(tx, job, { releaseOffer: false, now: 21 });
      });
    }
    for (const id of [one, two]) {
      const row = await session(catalog, id);
      expect(row).toMatchObject({ state: 'finished', pending: 0 });
      expect(isBalanced(row)).toBe(true);
    }
    expect(await offerAgain(catalog, undefined, 'web', 30)).toBe(2);
    const deeds = await catalog.read
      .selectFrom('audit')
      .select(['actor', 'subject', 'detail_json'])
      .where('action', '=', 'files-offered-again')
      .orderBy('id')
      .execute();
    expect(deeds.at(-1)).toEqual({ actor: 'web', subject: 'all programs', detail_json: '{"files":2}' });
  });

  test('a cancelled session is left alone, a paused one stays paused, one that still finds files goes on finding', async () => {
    const catalog = await open();
    const cancelled = await skipped(catalog, 'cancelled', ['ffmpeg']);
    await offerAgain(catalog, 'ffmpeg', 'web', 5);
    for (const job of await claim(catalog, 1, 6)) {
      await catalog.write(async (tx) => {
        await recordEnd(tx, job, { outcome: 'skipped', error: missingTool('ffmpeg') }, { name: 'n', bytes: 10, timings: {}, now: 7 });
        await cancelIn(tx, cancelled);
        await finish(tx, job, { releaseOffer: false, now: 7 });
      });
    }
    const paused = await skipped(catalog, 'paused', ['ffmpeg', 'ffprobe']);
    await offerAgain(catalog, 'ffprobe', 'web', 8);
    await pauseSession(catalog, paused, 'web', 9);
    expect(await offerAgain(catalog, 'ffmpeg', 'system', 10)).toBe(1);
    expect(await session(catalog, paused)).toMatchObject({ state: 'running', paused: 1, idle_since: 9, pending: 2, skipped: 0 });
    expect(await session(catalog, cancelled)).toMatchObject({ state: 'cancelled', pending: 0, skipped: 1 });
    expect(await missingPrograms(catalog)).toEqual([]);
  });

  async function cancelIn(tx: Parameters<Parameters<Catalog['write']>[0]>[0], id: string): Promise<void> {
    await tx.updateTable('ingest_session').set({ state: 'cancelled' }).where('id', '=', id).execute();
  }

  test('their list is kept when that of the session is folded away', async () => {
    const catalog = await open();
    const id = await skipped(catalog, 'folded', ['ffmpeg', null, null]);
    await catalog.write((tx) => foldSome(tx, { id, folded_to: null }, 100, 100));
    expect(await missingPrograms(catalog)).toMatchObject([{ program: 'ffmpeg', files: 1 }]);
    expect(await offerAgain(catalog, 'ffmpeg', 'system', 101)).toBe(1);
    expect(await session(catalog, id)).toMatchObject({ state: 'running', skipped: 2, pending: 1 });
    await cancelSession(catalog, id, 102);
  });

  test('2,500 of them in 1,250 sessions are one batch after the other', async () => {
    const catalog = await open();
    const ids: string[] = [];
    await catalog.write(async (tx) => {
      for (let i = 0; i < 1_250; i += 1) {
        const id = `many-${String(i).padStart(5, '0')}`;
        ids.push(id);
        const columns = { source: 'watch' as const, state: 'finished' as const, mode: 'copy' as const, options_json: '{}', options_key: id };
        const counts = { discovered: 2, ingested: 0, duplicate: 0, skipped: 2, failed: 0, quarantined: 0, unchanged: 0, pending: 0, bytes_done: 2 };
        await tx
          .insertInto('ingest_session')
          .values({ id, ...columns, ...counts, created_at: 1, updated_at: 1, finished_at: 1 })
          .execute();
        const job = { lane: 'ingest' as const, session_id: id, payload_json: '{}', name: 'n', state: 'done' as const, priority: 0, run_after: 0, attempt: 1 };
        const ended = { outcome: 'skipped' as const, error_code: 'tool-missing', error_detail: missingTool('ffmpeg').message, bytes: 1 };
        await tx
          .insertInto('job')
          .values([0, 1].map(() => ({ ...job, ...ended, deaths: 0, solo: 0, lease_token: 0, created_at: 1, finished_at: 1 })))
          .execute();
      }
    });
    expect(await offerAgain(catalog, 'ffmpeg', 'system', 10)).toBe(2_500);
    const { pending, skipped: left } = await catalog.read
      .selectFrom('ingest_session')
      .select((e) => [e.fn.sum<number>('pending').as('pending'), e.fn.sum<number>('skipped').as('skipped')])
      .executeTakeFirstOrThrow();
    expect([Number(pending), Number(left)]).toEqual([2_500, 0]);
  });

  test.skipIf(noVideo !== undefined)('a video comes in by itself once ffmpeg is there; the page can ask for it at once', { timeout: 60_000 }, async () => {
    const place = await newPlace();
    const catalog = await open(place);
    const folder = tempDir('waiting');
    for (const [name, bytes] of [
      ['film.mp4', makeVideo('film.mp4', [...CARD, ...H264])],
      ['photo.jpg', await picture(9300, { width: 64, height: 48 })],
    ] as const) {
      await writeFile(join(folder, name), bytes);
      await utimes(join(folder, name), 1_700_000_000, 1_700_000_000);
    }
    const programs = tempDir('programs');
    mkdirSync(programs, { recursive: true });
    // What a shell needs, and no ffmpeg.
    for (const tool of ['sh', 'cat', 'sleep', 'kill']) if (whereIs(tool)) symlinkSync(whereIs(tool)!, join(programs, tool));
    process.env['PATH'] = programs;
    const watch = new ProgramWatch({ catalog, logger: silentLogger, clock: Date.now, everyMs: 50 });
    const settings = { concurrency: 2, maxFileBytes: 1e9, maxPixels: 1e8, decodeTimeoutSeconds: 30, maxAttempts: 3 };
    const worker = createIngestWorker({
      catalog,
      store: new LocalStore(place.dataDir),
      dataDir: place.dataDir,
      owner: 'waiting',
      settings,
      logger: silentLogger,
      clock: Date.now,
      onMissingProgram: (detail) => watch.missed(detail),
    });
    worker.start();
    watch.start();
    try {
      const { id } = await openSession(catalog, { source: 'scan', options: { paths: [folder], mode: 'copy', recursive: true } }, Date.now());
      await finished(catalog, id);
      expect(await outcomes(catalog, id)).toEqual([
        ['film.mp4', 'skipped', 'tool-missing'],
        ['photo.jpg', 'ingested', null],
      ]);
      const { app } = await testServer(catalog);
      const listed = (await app.inject({ url: '/api/v1/ingest/missing-programs' })).json<{ items: Array<{ files: number; command: string }> }>();
      expect(listed.items).toMatchObject([{ files: 1, command: 'sudo apt install ffmpeg' }]);
      // Asked for too early: it waits again.
      expect((await app.inject({ method: 'POST', url: '/api/v1/ingest/missing-programs/retry' })).json()).toEqual({ files: 1 });
      await finished(catalog, id);
      expect((await outcomes(catalog, id))[0]).toEqual(['film.mp4', 'skipped', 'tool-missing']);
      for (const tool of ['ffmpeg', 'ffprobe']) symlinkSync(whereIs(tool)!, join(programs, tool));
      await waitFor('the film to come in', async () => (await outcomes(catalog, id))[0]?.[1] === 'ingested', { timeoutMs: 30_000 });
      await finished(catalog, id);
      expect(await missingPrograms(catalog)).toEqual([]);
    } finally {
      await watch.stop();
      await worker.drain(10_000);
    }
  });
});

function whereIs(tool: string): string | undefined {
  try {
    return execFileSync('/bin/sh', ['-c', `command -v ${tool}`], { env: { PATH }, encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
