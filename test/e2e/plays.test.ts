import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createProxyWorker } from '../../src/enrich/proxy-worker.ts';
import { chromiumMissing, openBrowser } from '../support/browser.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { listen, testServer } from '../support/server.ts';
import { takeIn } from '../support/take-in.ts';
import { ugoira } from '../support/ugoira.ts';
import { CARD, ffmpegMissing, H264, makeVideo } from '../support/videos.ts';
import { waitFor } from '../support/wait-for.ts';

const reason = ffmpegMissing() ?? chromiumMissing;
if (reason !== undefined) console.warn(`what Chromium plays is not tried: ${reason}`);

const SOUND = ['-f', 'lavfi', '-i', 'sine=d=4'];
const VP9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-pix_fmt', 'yuv420p'];
/** Name, whether the original is taken for playable, whether it sounds, and how ffmpeg makes it. */
const FILES: ReadonlyArray<readonly [string, boolean, boolean, readonly string[]]> = [
  ['h264.mp4', true, true, [...CARD, ...SOUND, ...H264, '-c:a', 'aac']],
  ['h264.mov', true, true, [...CARD, ...SOUND, ...H264, '-c:a', 'aac']],
  ['h264.3gp', true, true, [...CARD, ...SOUND, ...H264, '-c:a', 'aac']],
  ['mp3.mp4', true, true, [...CARD, ...SOUND, ...H264, '-c:a', 'mp3']],
  ['vp9.webm', true, true, [...CARD, ...SOUND, ...VP9, '-c:a', 'libopus']],
  ['vp9.mp4', true, false, [...CARD, ...VP9]],
  ['pcm.mov', false, true, [...CARD, ...SOUND, ...H264, '-c:a', 'pcm_s16le']],
  ['h264.mkv', false, false, [...CARD, ...H264]],
  ['mpeg4.avi', false, true, [...CARD, ...SOUND, '-c:v', 'mpeg4', '-c:a', 'mp3']],
  ['422.mp4', false, false, [...CARD, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv422p']],
];

/** Plays it to its end; what is wrong, or how much of it was decoded. */
const PLAY = `async (src) => {
  const video = Object.assign(document.createElement('video'), { muted: true, src, playbackRate: 4 });
  document.body.replaceChildren(video);
  return new Promise((resolve) => {
    video.onerror = () => resolve({ problem: video.error.message });
    video.onended = () => resolve({ width: video.videoWidth, frames: video.getVideoPlaybackQuality().totalVideoFrames, sounds: video.webkitAudioDecodedByteCount > 0 });
    setTimeout(() => resolve({ problem: 'not played to its end' }), 15000);
    video.play().catch(() => {});
  });
}`;

describe.skipIf(reason !== undefined)('what is said to be playable', () => {
  let browser: BrowserContext;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  forEachEngine('GET /assets/{id}/video', (open, { engine }) => {
    test.skipIf(engine === 'postgres')('every original or proxy plays in Chromium, with its sound', { timeout: 180_000 }, async () => {
      const catalog = await open();
      const { store, dataDir, app } = await testServer(catalog);
      const files = FILES.map(([name, , , args]) => ({ name, bytes: makeVideo(name, args) }));
      const [frames = 0, ...ids] = await takeIn(catalog, store, dataDir, [{ name: 'frames.zip', bytes: await ugoira([80, 160, 80, 400, 80]) }, ...files]);
      const rows = await catalog.read.selectFrom('asset').select(['id', 'playable']).execute();
      expect(ids.map((id) => rows.find((row) => row.id === id)?.playable === 1)).toEqual(FILES.map(([, playable]) => playable));

      const limits = { maxPixels: 1e8, timeoutSeconds: 60 };
      const worker = createProxyWorker({ catalog, store: new LocalStore(dataDir), owner: 'plays', limits, logger: silentLogger, clock: Date.now });
      worker.start();
      const left = () => catalog.read.selectFrom('job').select('id').where('lane', '=', 'proxy').where('state', '<>', 'done').execute();
      await waitFor('all proxies', async () => (await left()).length === 0, { timeoutMs: 60_000 });
      await worker.drain(5000);

      const base = await listen(app);
      const page = await browser.newPage();
      await page.goto(`${base}/openapi.json`);
      for (const [i, [name, , sounds]] of FILES.entries()) {
        const played = await page.evaluate(`(${PLAY})(${JSON.stringify(`/api/v1/assets/${ids[i]}/video`)})`);
        expect([name, played]).toEqual([name, { width: 320, frames: expect.any(Number), sounds }]);
      }
      const played = await page.evaluate(`(${PLAY})(${JSON.stringify(`/api/v1/assets/${frames}/video`)})`);
      expect(played).toEqual({ width: 120, frames: expect.any(Number), sounds: false });
      await app.close();
    });
  });
});
