import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMagpieClient } from '../../src/sdk/client.ts';
import { videoSupport } from '../../src/media/video/video-support.ts';
import { chromiumMissing } from '../support/browser.ts';
import { corpus } from '../support/corpus.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { closeAll, openMagpie } from './support/open-magpie.ts';
import { DESKTOP, PHONE, SCREENSHOTS, shootAll } from './support/shots.ts';

const formats = corpus('formats');
const reason = chromiumMissing ?? (!formats ? 'the corpus is not beside the checkout (../shared/corpus)' : undefined);
if (reason !== undefined) console.warn(`the tests of videos in the page are skipped: ${reason}`);

/** Plays as it is, 30 frames at 29.97 a second. */
const PLAYABLE = 'xmp480qt.mov';
/** MPEG-4 Part 2: only the copy that is made of it plays. */
const COPIED = 'sample_mpeg4.mp4';

const { version, install } = await videoSupport();
const noTool = version === undefined ? `there is no ffmpeg here: ${install}` : undefined;
if (noTool !== undefined) console.warn(`the tests of videos in the page are skipped: ${noTool}`);

describe.skipIf((reason ?? noTool) !== undefined)('videos in the page', () => {
  const folder = tempDir('e2e-video-files');
  const data = tempDir('e2e-video');
  let url: string;
  let page: Page;
  const ids = new Map<string, number>();
  /** Errors of the page's own scripts. */
  let complaints: string[];

  const video = () => page.locator('video');
  const state = () =>
    page.evaluate<{ time: number; paused: boolean; muted: boolean; loop: boolean }>(
      '(() => { const { currentTime: time, paused, muted, loop } = document.querySelector("video"); return { time, paused, muted, loop }; })()',
    );
  const frame = async (): Promise<number> => Math.floor((await state()).time * 29.97 + 0.001);

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    for (const name of [PLAYABLE, COPIED]) cpSync(join(formats!, name), join(folder, name));
    await runMagpie(['ingest', folder, '--data', data, '--json']);
    ({ url, page, complaints } = await openMagpie(data));
    const { items } = (await createMagpieClient(url).GET('/api/v1/assets')).data!;
    for (const { id, name } of items) ids.set(name, id);
  }, 120_000);

  afterAll(closeAll);

  test('tiles say how long a video is and show its frames under the pointer, without moving anything', async () => {
    await page.goto(url);
    const tile = page.locator(`[data-asset="${ids.get(COPIED)}"]`);
    await tile.getByText('0:05').waitFor();
    const before = await tile.boundingBox();
    await tile.hover();
    const strip = tile.locator('[data-shown]');
    await strip.waitFor();
    const at = (part: number) => page.mouse.move(before!.x + before!.width * part, before!.y + 20);
    const shown = async () => /background-position: ([\d.]+%)/.exec((await strip.getAttribute('style')) ?? '')?.[1];
    await at(0.05);
    await expect.poll(shown).toBe('0%');
    await at(0.95);
    await expect.poll(shown).toBe('100%');
    expect(await tile.boundingBox()).toEqual(before);
    await shootAll(page, 'video-tiles');
  });

  test('a video plays muted, and is stepped by frames, paused and repeated by keys', async () => {
    await page.goto(`${url}/asset/${ids.get(PLAYABLE)}`);
    await video().waitFor();
    await expect.poll(async () => (await state()).time).toBeGreaterThan(0);
    expect(await state()).toMatchObject({ muted: true, loop: true, paused: false });
    await page.keyboard.press(' ');
    await expect.poll(async () => (await state()).paused).toBe(true);
    const first = await frame();
    await page.keyboard.press('.');
    await expect.poll(frame).toBe(first + 1);
    await page.getByText(`frame ${first + 2}`, { exact: true }).waitFor();
    await page.keyboard.press(',');
    await expect.poll(frame).toBe(first);
    await page.keyboard.press('l');
    await expect.poll(async () => (await state()).loop).toBe(false);
    await shootAll(page, 'video-player');
  });

  test('on a phone, the tools lie on the film above the facts', async () => {
    await page.setViewportSize(PHONE);
    await page.goto(`${url}/asset/${ids.get(PLAYABLE)}`);
    await expect.poll(async () => (await state()).time).toBeGreaterThan(0);
    // They stay while it does not play.
    await page.keyboard.press(' ');
    await expect.poll(async () => (await state()).paused).toBe(true);
    await page.getByRole('button', { name: 'Facts (I)' }).click();
    await page.getByRole('dialog', { name: 'Facts' }).waitFor();
    await page.waitForTimeout(500);
    // Where the film itself is: its element is higher.
    const { top, filmBottom, tools } = await page.evaluate<{ top: number; filmBottom: number; tools: { top: number; bottom: number } }>(
      `(() => {
        const film = document.querySelector('video');
        const place = film.getBoundingClientRect();
        const spare = place.height - place.width * film.videoHeight / film.videoWidth;
        const top = place.top + spare * parseFloat(getComputedStyle(film).objectPosition.split(' ')[1]) / 100;
        const { top: above, bottom: below } = document.querySelector('[aria-label="Frame back (,)"]').getBoundingClientRect();
        return { top, filmBottom: top + place.height - spare, tools: { top: above, bottom: below } };
      })()`,
    );
    expect(tools.top).toBeGreaterThanOrEqual(top);
    expect(tools.bottom).toBeLessThanOrEqual(filmBottom);
    await page.screenshot({ path: join(SCREENSHOTS, 'video-sheet-phone.png') });
    await page.setViewportSize(DESKTOP);
  });

  test('arrows seek in a video that has the focus, and go to the next picture elsewhere', async () => {
    await page.goto(`${url}/asset/${ids.get(PLAYABLE)}`);
    await video().waitFor();
    // It begins by itself: a key before that would start it, not pause it.
    await expect.poll(async () => (await state()).time).toBeGreaterThan(0);
    await page.keyboard.press(' ');
    await expect.poll(async () => (await state()).paused).toBe(true);
    await video().focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await state()).time).toBe(0);
    expect(page.url()).toContain(`/asset/${ids.get(PLAYABLE)}`);
    // Space once, not once here and once in the browser's own controls.
    await page.keyboard.press(' ');
    await expect.poll(async () => (await state()).paused).toBe(false);
    await page.getByRole('dialog').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(`**/asset/${ids.get(COPIED)}`);
  });

  test('a video that browsers do not play waits for its copy, and then plays by itself', async () => {
    // The page of the test before asks for the same video, and would take the first answer.
    await page.goto('about:blank');
    // The first answers as they are while the copy is made; whether this machine makes it that slowly is chance.
    let asked = 0;
    const problem = {
      type: 'about:blank',
      title: 'The copy of this video for browsers is being made',
      status: 404,
      code: 'video-preparing',
      detail: '42 % done',
    };
    await page.route(`**/assets/${ids.get(COPIED)}/video*`, (route) => {
      asked += 1;
      return asked > 1 ? route.fallback() : route.fulfill({ status: 404, contentType: 'application/problem+json', json: { ...problem, next: 'Wait.' } });
    });
    await page.goto(`${url}/asset/${ids.get(COPIED)}`);
    await page.getByText('42 % done').waitFor();
    await shootAll(page, 'video-preparing');
    await video().waitFor({ timeout: 60_000 });
    await expect.poll(async () => (await state()).time).toBeGreaterThan(0);
  });

  test('no page complained', () => expect(complaints).toEqual([]));
});
