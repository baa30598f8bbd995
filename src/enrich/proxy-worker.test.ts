import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CatalogPlace, forEachEngine } from '../../test/support/catalogs.ts';
import { testServer } from '../../test/support/server.ts';
import { takeIn } from '../../test/support/take-in.ts';
import { ugoira, ugoiraFrames } from '../../test/support/ugoira.ts';
import { CARD, ffmpegMissing, H264, makeVideo } from '../../test/support/videos.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { zip } from '../../test/support/zip.ts';
import { proxyKey, stripKey } from '../blobs/keys.ts';
import { LocalStore } from '../blobs/local-store.ts';
import { assetById } from '../catalog/asset-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { ensureLanes } from '../catalog/lane-queries.ts';
import { proxyWork } from '../catalog/proxy-queries.ts';
import { newId } from '../core/ids.ts';
import { silentLogger } from '../core/logger.ts';
import { pauseLane, resumeLane } from '../jobs/lane-control.ts';
import { renewLeases } from '../jobs/recovery.ts';
import { analyse } from '../media/analyse.ts';
import { runTool } from '../media/tools/run-tool.ts';
import { askMissingProxies, createProxyWorker, type ProxyWorker } from './proxy-worker.ts';

const LIMITS = { maxPixels: 1e8, timeoutSeconds: 60 };
const why = ffmpegMissing();

function proxyWorker(catalog: Catalog, store: LocalStore, maxFiles?: () => number): ProxyWorker {
  const owner = newId();
  const renew = setInterval(() => void renewLeases(catalog, [owner], Date.now()), 5_000);
  const quiet = maxFiles === undefined ? {} : { maxFiles };
  const worker = createProxyWorker({ catalog, store, owner, limits: LIMITS, logger: silentLogger, clock: Date.now, ...quiet });
  onTestFinished(async () => {
    clearInterval(renew);
    await worker.drain(10_000);
  });
  worker.start();
  return worker;
}

const atRest = (catalog: Catalog) =>
  waitFor(
    'the lane to rest',
    async () => (await catalog.read.selectFrom('job').select('id').where('lane', '=', 'proxy').where('state', '<>', 'done').execute()).length === 0,
    {
      timeoutMs: 60_000,
    },
  );

describe.skipIf(why !== undefined)(`proxies${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  const avi = why === undefined ? makeVideo('old.avi', [...CARD, '-f', 'lavfi', '-i', 'sine=d=4', '-c:v', 'mpeg4', '-c:a', 'mp3']) : Buffer.alloc(0);
  const mkv = why === undefined ? makeVideo('h264.mkv', [...CARD, ...H264]) : Buffer.alloc(0);
  /** Long enough to be caught at it. */
  const long =
    why === undefined ? makeVideo('long.avi', ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=25:d=40', '-c:v', 'mpeg4', '-q:v', '8']) : Buffer.alloc(0);

  forEachEngine('the lane proxy', (open, tools) => {
    test('a video that browsers do not play gets one, in the background, and is served with Range', async () => {
      const catalog = await open();
      const server = await testServer(catalog);
      const { store, dataDir, app } = server;
      const playable = makeVideo('fine.mp4', [...CARD, ...H264]);
      const [old = 0, matroska = 0, fine = 0] = await takeIn(catalog, store, dataDir, [
        { name: 'old.avi', bytes: avi },
        { name: 'h264.mkv', bytes: mkv },
        { name: 'fine.mp4', bytes: playable },
      ]);
      const video = (id: number, headers = {}) => app.inject({ url: `/api/v1/assets/${id}/video`, headers });

      const strip = await app.inject({ url: `/api/v1/assets/${old}/strip` });
      expect([strip.statusCode, strip.headers['content-type']]).toEqual([200, 'image/jpeg']);
      const original = await video(fine, { range: 'bytes=4-7' });
      expect([original.statusCode, original.body, original.headers['content-type']]).toEqual([206, 'ftyp', 'video/mp4']);
      expect((await video(old)).json()).toMatchObject({ status: 404, code: 'video-preparing', detail: 'It waits for its turn' });
      expect((await catalog.read.selectFrom('job').select('name').where('lane', '=', 'proxy').execute()).map(({ name }) => name).sort()).toEqual([
        'h264.mkv',
        'old.avi',
      ]);

      await pauseLane(catalog, { lane: 'proxy', actor: 'cli', now: Date.now() }, Date.now() + 60_000);
      proxyWorker(catalog, store);
      expect((await video(old)).statusCode).toBe(404);
      await resumeLane(catalog, { lane: 'proxy', actor: 'cli', now: Date.now() });
      await atRest(catalog);
      for (const [id, audio] of [
        [old, 'aac'],
        [matroska, null],
      ] as const) {
        const whole = await video(id);
        expect([whole.statusCode, whole.headers['content-type']]).toEqual([200, 'video/mp4']);
        // the index comes before the frames
        expect(whole.rawPayload.indexOf('moov')).toBeLessThan(whole.rawPayload.indexOf('mdat'));
        const { motion, width, height } = await analyse(whole.rawPayload, 'mp4', LIMITS);
        expect({ width, height, ...motion }).toMatchObject({ width: 320, height: 240, videoCodec: 'h264', audioCodec: audio, playable: true });
        const part = await video(id, { range: 'bytes=0-9' });
        expect([part.statusCode, part.headers['content-range'], part.rawPayload.length]).toEqual([206, `bytes 0-9/${whole.rawPayload.length}`, 10]);
        expect((await video(id, { 'if-none-match': whole.headers.etag })).statusCode).toBe(304);
      }
      expect(readdirSync(join(dataDir, 'originals/.tmp'))).toEqual([]);

      const { sha256 } = (await assetById(catalog, old))!;
      expect(await askMissingProxies({ catalog, store, clock: Date.now })).toBe(0);
      rmSync(store.localPath(proxyKey(sha256)));
      expect(await askMissingProxies({ catalog, store, clock: Date.now })).toBe(1);
      await atRest(catalog);
      expect((await video(old)).statusCode).toBe(200);
      await app.close();
    });

    test('frames in a zip are played, each for as long as its index says', async () => {
      const catalog = await open();
      const { store, dataDir, app } = await testServer(catalog);
      // ingest looks at eight of its twenty frames, and not at the first
      const damaged = zip((await ugoiraFrames(20)).map((frame, i) => (i === 0 ? { ...frame, bytes: frame.bytes.subarray(0, 200) } : frame)));
      const [even = 0, odd = 0, broken = 0] = await takeIn(catalog, store, dataDir, [
        // 80 ms divide all of them
        { name: 'even.zip', bytes: await ugoira([80, 160, 80, 400, 80]) },
        // nothing but 1 ms does; and odd sides
        { name: 'odd.zip', bytes: await ugoira([33, 67, 101, 499], { width: 121, height: 91 }) },
        { name: 'broken.zip', bytes: damaged },
      ]);
      const video = (id: number, headers = {}) => app.inject({ url: `/api/v1/assets/${id}/video`, headers });
      expect((await video(even)).json()).toMatchObject({ status: 404, code: 'video-preparing' });
      proxyWorker(catalog, store);
      await atRest(catalog);
      for (const [id, frames, ms, size] of [
        [even, 10, 800, [120, 90]],
        [odd, 42, 700, [122, 92]],
      ] as const) {
        const whole = await video(id);
        expect([whole.statusCode, whole.headers['content-type']]).toEqual([200, 'video/mp4']);
        expect(whole.rawPayload.indexOf('moov')).toBeLessThan(whole.rawPayload.indexOf('mdat'));
        const made = await analyse(whole.rawPayload, 'mp4', LIMITS);
        expect(made.motion).toMatchObject({ durationMs: ms, videoCodec: 'h264', audioCodec: null, playable: true });
        expect([made.frames, [made.width, made.height]]).toEqual([frames, size]);
        const part = await video(id, { range: 'bytes=0-9' });
        expect([part.statusCode, part.headers['content-range'], part.rawPayload.length]).toEqual([206, `bytes 0-9/${whole.rawPayload.length}`, 10]);
      }
      // the longest frame, the fourth of five, is on the screen in the middle
      const file = join(dataDir, 'even.mp4');
      writeFileSync(file, (await video(even)).rawPayload);
      expect(await brightestColumn(file, 0)).toBeLessThan(20);
      expect(await brightestColumn(file, 0.5)).toBeGreaterThan(60);
      expect(await proxyWork(catalog.read, (await assetById(catalog, broken))!.sha256)).toMatchObject({ state: 'failed' });
      expect((await video(broken)).json()).toMatchObject({ status: 404, code: 'video-not-playable' });
      expect(readdirSync(join(dataDir, 'originals/.tmp'))).toEqual([]);
      await app.close();
    });

    test('what cannot be made says why, and is not tried for ever', async () => {
      const catalog = await open();
      const { store, dataDir, app } = await testServer(catalog);
      const [id = 0] = await takeIn(catalog, store, dataDir, [{ name: 'old.avi', bytes: avi }]);
      const { sha256 } = (await assetById(catalog, id))!;
      await catalog.write((tx) => tx.updateTable('location').set({ path: 'originals/aa/bb/gone.avi' }).where('kind', '=', 'stored').execute());
      proxyWorker(catalog, store);
      await atRest(catalog);
      expect(await proxyWork(catalog.read, sha256)).toMatchObject({ state: 'failed', code: 'original-missing' });
      const answer = await app.inject({ url: `/api/v1/assets/${id}/video` });
      expect(answer.json()).toMatchObject({ status: 404, code: 'video-not-playable' });
      expect(await askMissingProxies({ catalog, store, clock: Date.now })).toBe(0);
      await app.close();
    });

    test('a worker that drains leaves the work to the next one, at once; in quiet hours nothing is begun', async () => {
      const catalog = await open();
      const { store, dataDir } = await testServer(catalog);
      const [id = 0] = await takeIn(catalog, store, dataDir, [{ name: 'long.avi', bytes: long }]);
      const { sha256 } = (await assetById(catalog, id))!;
      await ensureLanes(catalog);
      let quiet = true;
      const worker = proxyWorker(catalog, store, () => (quiet ? 0 : 4));
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect((await proxyWork(catalog.read, sha256))?.state).toBe('waiting');
      quiet = false;
      await waitFor('it to be begun', async () => (await proxyWork(catalog.read, sha256))?.state === 'running');
      await waitFor('something to be written', () => readdirSync(join(dataDir, 'originals/.tmp')).length > 0);
      expect(await worker.drain(5000)).toBe(true);
      expect((await proxyWork(catalog.read, sha256))?.state).toBe('waiting');
      expect(readdirSync(join(dataDir, 'originals/.tmp'))).toEqual([]);
      expect(await store.stat(proxyKey(sha256))).toBeUndefined();
    });

    test('kill -9 at any point leaves nothing half done', { timeout: 120_000 }, async () => {
      for (const crashAt of ['during', 'proxy:made', 'proxy:placed', 'place:temp-written']) {
        const place = await tools.newPlace();
        const catalog = await open(place);
        const store = new LocalStore(place.dataDir);
        const [id = 0] = await takeIn(catalog, store, place.dataDir, [{ name: 'v.avi', bytes: crashAt === 'during' ? long : avi }]);
        const { sha256 } = (await assetById(catalog, id))!;
        const [first, ended] = start(place, crashAt);
        if (crashAt === 'during') {
          await waitFor('something to be written', () => readdirSync(join(place.dataDir, 'originals/.tmp')).length > 0);
          first.kill('SIGKILL');
        }
        expect([crashAt, await ended]).toEqual([crashAt, 'SIGKILL']);
        const [, rested] = start(place);
        expect(await rested).toBe('rested');
        const proxy = await store.read(proxyKey(sha256));
        const { motion } = await analyse(proxy, 'mp4', LIMITS);
        expect([motion?.playable, Math.round((motion?.durationMs ?? 0) / 1000)]).toEqual([true, crashAt === 'during' ? 40 : 4]);
        expect(readdirSync(join(place.dataDir, 'originals/.tmp'))).toEqual([]);
        expect((await store.stat(stripKey(sha256)))?.size).toBeGreaterThan(1000);
      }
    });
  });
});

/** Where the bright disc is in the frame at this second. */
async function brightestColumn(file: string, seconds: number): Promise<number> {
  const run = ['-v', 'error', '-ss', String(seconds), '-i', file, '-frames:v', '1', '-vf', 'format=gray,crop=120:2:0:44', '-f', 'rawvideo', 'pipe:1'];
  const { stdout } = await runTool('ffmpeg', { args: run, timeoutMs: 10_000, maxOutputBytes: 100_000 });
  let [sum, weight] = [0, 0];
  for (let x = 0; x < 120; x++) {
    if (stdout[x]! < 128) continue;
    sum += x;
    weight += 1;
  }
  return sum / weight;
}

/** The process, and how it ended: the signal that killed it, or its last word. */
function start(place: CatalogPlace, crashAt?: string): [ReturnType<typeof spawn>, Promise<string>] {
  const script = join(import.meta.dirname, '../../test/crash/proxy-process.ts');
  const child = spawn(process.execPath, [script, JSON.stringify({ ...place, crashAt })], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) =>
    signal === null ? `${said.trim().split('\n').at(-1)}${code === 0 ? '' : ` (${code})`}` : String(signal),
  );
  return [child, ended];
}
