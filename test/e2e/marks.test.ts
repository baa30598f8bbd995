import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMagpieClient } from '../../src/sdk/client.ts';
import { chromiumMissing } from '../support/browser.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { ffmpegMissing, film } from '../support/videos.ts';
import { Line } from './support/line.ts';
import { closeAll, openMagpie } from './support/open-magpie.ts';
import { PHONE, shootAll } from './support/shots.ts';

if (chromiumMissing !== undefined) console.warn(`the tests of marks in the page are skipped: ${chromiumMissing}`);

/** The machine may be busy with other things. */
const soon = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 20_000 });
const noVideo = ffmpegMissing();
if (noVideo !== undefined) console.warn(`the slideshow is tested without a video: ${noVideo}`);

const COUNT = 230;
const PRESSES = 200;

describe.skipIf(chromiumMissing !== undefined)('marks in the page', () => {
  const folder = tempDir('e2e-marks-files');
  const data = tempDir('e2e-marks');
  let line: Line;
  let url: string;
  let page: Page;
  /** Errors of the page's own scripts. */
  let complaints: string[];

  const api = () => createMagpieClient(url);
  const found = async (q: string) => (await api().GET('/api/v1/assets', { params: { query: { q, limit: 500 } } })).data!;
  const asset = async (id: number) => (await api().GET('/api/v1/assets/{id}', { params: { path: { id } } })).data!;
  const shown = (): Promise<number> => page.evaluate<number>(`Number(document.querySelector('[data-shown] [data-deck]')?.dataset.deck ?? 0)`);
  /** 1 when the frame that shows the next picture does not show it whole. */
  const drawn = (): Promise<number> =>
    page.evaluate<number>(
      `new Promise((done) => requestAnimationFrame(() => { const at = document.querySelector('[data-shown] [data-deck]'); done(at && at.complete && at.naturalWidth > 0 ? 0 : 1); }))`,
    );
  const status = () => page.locator('[data-marked]');

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    for (let n = 0; n < COUNT; n += 1) writeFileSync(join(folder, `picture-${String(n).padStart(3, '0')}.jpg`), await picture(n));
    if (noVideo === undefined) writeFileSync(join(folder, 'film.webm'), await film('webm', 2));
    await runMagpie(['ingest', folder, '--data', data, '--json']);
    const opened = await openMagpie(data);
    ({ page, complaints } = opened);
    line = await Line.to(Number(new URL(opened.url).port));
    url = `http://127.0.0.1:${line.port}`;
  }, 180_000);

  afterAll(async () => {
    await line?.close();
    await closeAll();
  });

  test('200 pictures by key: none is lost by a dead line or a reload', { timeout: 120_000 }, async () => {
    await page.goto(`${url}/score?q=is:image`);
    await soon(shown).toBeGreaterThan(0);
    const order = (await found('-has:score is:image')).items.map(({ id }) => id);
    const wanted = new Map<number, number>();
    let blank = 0;
    const begun = Date.now();
    for (let n = 0; n < PRESSES; n += 1) {
      const score = (n % 7) - 1;
      // Zero says that there is no score: such a picture stays on the list.
      const value = score === 0 ? 3 : score;
      wanted.set(order[n]!, value);
      // Nobody scores what is not on the screen: the next hundred may still be on its way over a line that was dead.
      if ((await shown()) !== order[n]) await soon(shown).toBe(order[n]);
      if (n === 60) line.cut();
      if (n === 90) line.mend();
      await page.keyboard.press(value === -1 ? '-' : String(value));
      blank += await drawn();
      if (n === 140) {
        await page.reload();
        await soon(shown).toBe(order[n + 1]);
      }
    }
    const minutes = (Date.now() - begun) / 60_000;
    console.log(
      `scoring: ${PRESSES} pictures by key in ${(minutes * 60).toFixed(1)} s, ${Math.round(PRESSES / minutes)} a minute; not drawn at once: ${blank}`,
    );
    // At the pace of a person nothing is waited for.
    blank = 0;
    for (let n = 0; n < 12; n += 1) {
      await page.waitForTimeout(300);
      await page.keyboard.press('ArrowRight');
      blank += await drawn();
    }
    console.log(`scoring: at 200 a minute not drawn at once: ${blank} of 12`);
    await soon(async () => status().getAttribute('data-waiting')).toBe('0');
    const scored = new Map((await found('has:score')).items.map(({ id, rating }) => [id, rating]));
    expect(scored).toEqual(wanted);
    expect(await page.evaluate<number>('Object.keys(localStorage).filter((key) => key.startsWith("magpie-mark:")).length')).toBe(0);
  });

  test('favourite, content rating, undo, and going back; pause and help', { timeout: 60_000 }, async () => {
    await page.goto(`${url}/score?q=${encodeURIComponent('order:id_asc')}`);
    await page.getByRole('switch', { name: 'Unscored only' }).click();
    const [first = 0, second = 0] = (await found('order:id_asc')).items.map(({ id }) => id);
    await soon(shown).toBe(first);
    const state = async (id: number) => {
      const { rating, favourite, contentRating } = await asset(id);
      return [rating, favourite, contentRating];
    };
    const [before] = await state(first);
    await page.keyboard.press('f');
    await page.keyboard.press('q');
    await soon(() => state(first)).toEqual([before, true, 'questionable']);
    expect(await shown()).toBe(first);
    await page.keyboard.press('5');
    await soon(shown).toBe(second);
    await soon(() => state(first)).toEqual([5, true, 'questionable']);
    await page.keyboard.press('u');
    await soon(shown).toBe(first);
    await soon(() => state(first)).toEqual([before, true, 'questionable']);
    await page.keyboard.press('u');
    await page.keyboard.press('u');
    await soon(() => state(first)).toEqual([before, false, null]);
    await page.keyboard.press('e');
    await page.keyboard.press(' ');
    await soon(shown).toBe(second);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys of this page' }).waitFor();
    await shootAll(page, 'score-help');
    await page.keyboard.press('?');
    await page.keyboard.press('p');
    await page.getByText('Paused').waitFor();
    await page.keyboard.press('3');
    await page.keyboard.press('p');
    expect((await asset(second)).rating).not.toBe(3);
    await page.keyboard.press('z');
    await page.keyboard.press('z');
    await page.getByRole('button', { name: 'Favourite (F)' }).click();
    await soon(async () => (await asset(second)).favourite).toBe(true);
    await shootAll(page, 'score');
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/\?q=order/);
  });

  test('notes: drawn, moved, said, deleted and taken back', { timeout: 60_000 }, async () => {
    const [id = 0] = (await found('order:id_asc')).items.map((one) => one.id);
    const notes = async () => (await asset(id)).notes;
    await page.goto(`${url}/asset/${id}`);
    await page.locator('aside[aria-label="Facts"]').waitFor();
    await page.keyboard.press('n');
    const canvas = page.getByRole('button', { name: /^Draw a box/ });
    const area = (await canvas.boundingBox())!;
    await page.mouse.move(area.x + area.width * 0.2, area.y + area.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width * 0.5, area.y + area.height * 0.6, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('textbox', { name: 'Note' }).fill('The number is painted here');
    await page.keyboard.press('Control+Enter');
    await soon(async () => (await notes()).length).toBe(1);
    const [{ box } = { box: null }] = await notes();
    expect(Object.values(box!).map((value) => Math.round(value * 100) / 100)).toEqual([0.2, 0.3, 0.3, 0.3]);
    const drawn = page.locator('[data-note]');
    await drawn.hover();
    await page.getByText('The number is painted here').first().waitFor();
    await shootAll(page, 'note');
    // It stays on its place of the picture, whatever the zoom.
    const at = (await drawn.boundingBox())!;
    expect(Math.abs(at.x - (area.x + area.width * 0.2))).toBeLessThan(3);
    await drawn.click();
    await page.getByRole('button', { name: 'Change the note', exact: true }).click();
    const place = (await drawn.boundingBox())!;
    await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
    await page.mouse.down();
    await page.mouse.move(place.x + place.width / 2 + area.width * 0.1, place.y + place.height / 2, { steps: 3 });
    await page.mouse.up();
    await page.getByRole('textbox', { name: 'Note' }).fill('Moved to the right');
    await shootAll(page, 'note-edit');
    await page.getByRole('button', { name: 'Save' }).click();
    await soon(async () => (await notes())[0]?.text).toBe('Moved to the right');
    expect(Math.round((await notes())[0]!.box!.x * 100)).toBe(30);
    await page.getByRole('button', { name: 'Undo' }).click();
    await soon(async () => (await notes())[0]?.text).toBe('The number is painted here');
    await page.getByRole('button', { name: 'Write a note' }).click();
    await page.getByRole('textbox', { name: 'New note' }).fill('Of the whole picture');
    await page.getByRole('button', { name: 'Save' }).click();
    await soon(async () => (await notes()).length).toBe(2);
    await page.getByRole('button', { name: 'Delete this note' }).first().click();
    await soon(async () => (await notes()).length).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await soon(async () => (await notes()).length).toBe(2);
    expect((await found('note:painted')).items.map((one) => one.id)).toEqual([id]);
    await page.keyboard.press('f');
    await soon(async () => (await asset(id)).favourite).toBe(true);
  });

  test('what is questionable is blurred where one wants it to be, and shown when asked for', { timeout: 60_000 }, async () => {
    const { items } = await found('order:newest');
    const [a, b, c] = items.map(({ id }) => id) as [number, number, number];
    await api().POST('/api/v1/assets/marks', {
      body: {
        marks: [
          { id: a, contentRating: 'explicit' },
          { id: b, contentRating: 'questionable', favourite: true },
          { id: c, contentRating: 'general' },
        ],
      },
    });
    await page.goto(url);
    const tile = (id: number) => page.locator(`[data-asset="${id}"]`);
    await tile(a).getByText('E', { exact: true }).waitFor();
    expect(await tile(a).getAttribute('data-blurred')).toBeNull();
    await page.getByRole('button', { name: 'More' }).click();
    await shootAll(page, 'menu');
    await page.getByRole('menuitem', { name: 'Blurred pictures' }).click();
    await page.getByRole('radio', { name: 'Questionable and explicit' }).click();
    await page.keyboard.press('Escape');
    await soon(() => tile(a).getAttribute('data-blurred')).toBe('true');
    expect(await tile(c).getAttribute('data-blurred')).toBeNull();
    await shootAll(page, 'blurred');
    await tile(a).click();
    await page.getByRole('button', { name: 'Show it' }).waitFor();
    await shootAll(page, 'blurred-asset');
    await page.getByRole('button', { name: 'Show it' }).click();
    await soon(() => page.locator('.pswp__item[aria-hidden="false"] [data-blurred]').count()).toBe(0);
    await page.evaluate('localStorage.removeItem("magpie-blur")');
  });

  test('the calendar says what was done, and opens it', { timeout: 60_000 }, async () => {
    await page.goto(`${url}/activity`);
    const { total } = await found('scored:any');
    expect(total).toBe(PRESSES);
    await page.getByRole('button', { name: /^\d+\s*Scored$/ }).waitFor();
    await page.getByText(/in a row/).waitFor();
    await shootAll(page, 'activity');
    const link = page.getByRole('link', { name: /\d+ scored/ });
    await link.click();
    await page.waitForURL(/q=scored/);
    await page
      .getByText(/\d+ pictures?/)
      .first()
      .waitFor();
    await page.goto(`${url}/activity?year=2020`);
    await page.getByText(/Nothing was done in 2020/).waitFor();
    await shootAll(page, 'activity-empty');
  });

  test('a slideshow goes by itself, stops, and can be shuffled; a random picture', { timeout: 60_000 }, async () => {
    await page.goto(url);
    await page.evaluate('localStorage.setItem("magpie-show-seconds", "2")');
    await page.goto(`${url}/slideshow?q=${encodeURIComponent('order:id_asc')}`);
    const [first = 0, second = 0] = (await found('order:id_asc')).items.map(({ id }) => id);
    await soon(shown).toBe(first);
    await soon(shown).toBe(second);
    await page.keyboard.press(' ');
    await page.getByText('Paused').waitFor();
    const still = await shown();
    await page.keyboard.press('ArrowLeft');
    await soon(shown).not.toBe(still);
    await shootAll(page, 'slideshow');
    await page.keyboard.press('r');
    await page.waitForURL(/order%3Arandom%3A\d+/);
    const shuffled = await found(decodeURIComponent(new URL(page.url()).searchParams.get('q')!));
    await soon(shown).toBe(shuffled.items[0]!.id);
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/\?q=order%3Arandom/);
    await page.locator('[data-asset]').first().waitFor();
    await page.keyboard.press('r');
    await page.waitForURL(/\/asset\/\d+/);
  });

  test.skipIf(noVideo !== undefined)('in a slideshow a video plays to its end, however short the interval is', { timeout: 60_000 }, async () => {
    const [{ id: movie } = { id: 0 }] = (await found('is:video')).items;
    await page.evaluate('localStorage.setItem("magpie-show-seconds", "60")');
    await page.goto(`${url}/slideshow?q=${encodeURIComponent('is:video or filename:picture-00* order:duration')}`);
    await soon(() => page.locator('video').count()).toBe(1);
    expect(await shown()).toBe(movie);
    await soon(shown).not.toBe(movie);
    await page.evaluate('localStorage.removeItem("magpie-show-seconds")');
  });

  test('with a thumb: buttons and swipes while scoring, and a note drawn on the picture', { timeout: 60_000 }, async () => {
    await page.setViewportSize(PHONE);
    const hand = await page.context().newCDPSession(page);
    await hand.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 1 });
    const drag = async (...points: Array<{ x: number; y: number }>): Promise<void> => {
      for (const [at, point] of points.entries()) {
        await hand.send('Input.dispatchTouchEvent', { type: at === 0 ? 'touchStart' : 'touchMove', touchPoints: [point] });
        await page.waitForTimeout(30);
      }
      await hand.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    await page.goto(url);
    await page.evaluate('localStorage.removeItem("magpie-score-unscored")');
    await page.goto(`${url}/score?q=${encodeURIComponent('is:image order:id')}`);
    const [first = 0, second = 0, third = 0] = (await found('is:image -has:score order:id')).items.map(({ id }) => id);
    await soon(shown).toBe(first);
    await page.getByRole('button', { name: 'Score 4' }).click();
    await soon(shown).toBe(second);
    await soon(async () => (await asset(first)).rating).toBe(4);
    await drag({ x: 300, y: 400 }, { x: 200, y: 402 }, { x: 120, y: 405 });
    await soon(shown).toBe(third);
    await page.screenshot({ path: join(import.meta.dirname, 'screenshots', 'score-thumb.png') });

    await page.goto(`${url}/asset/${third}`);
    await page.getByRole('button', { name: 'Facts (I)' }).click();
    await page.getByRole('button', { name: 'On the picture' }).click();
    const canvas = page.getByRole('button', { name: /^Draw a box/ });
    await canvas.waitFor();
    // The sheet goes down and the picture grows: a third of a second of CSS that no event ends.
    await page.waitForTimeout(600);
    const area = (await canvas.boundingBox())!;
    const on = (x: number, y: number) => ({ x: area.x + area.width * x, y: area.y + area.height * y });
    await drag(on(0.1, 0.2), on(0.2, 0.3), on(0.5, 0.6));
    await page.getByRole('textbox', { name: 'Note' }).fill('With a thumb');
    await page.screenshot({ path: join(import.meta.dirname, 'screenshots', 'note-thumb.png') });
    await page.getByRole('button', { name: 'Save' }).click();
    await soon(async () => (await asset(third)).notes.map(({ text }) => text)).toEqual(['With a thumb']);
    const [note] = (await asset(third)).notes;
    expect(Object.values(note!.box!).map((share) => Math.round(share * 10) / 10)).toEqual([0.1, 0.2, 0.4, 0.4]);
    await drag(on(0.3, 0.4));
    await page.getByRole('button', { name: 'Delete the note' }).waitFor();

    await page.goto(`${url}/activity`);
    await page.locator('[data-today]').waitFor();
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(import.meta.dirname, 'screenshots', 'activity-thumb.png') });
    await hand.send('Emulation.setTouchEmulationEnabled', { enabled: false });
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('no page complained', () => expect(complaints).toEqual([]));
});

/** A field of colour with a number on it: what is on the screen can be told. */
function picture(n: number): Promise<Buffer> {
  const [width, height] = n % 3 === 0 ? [800, 1200] : [1200, 800];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="hsl(${n * 47},55%,45%)"/><stop offset="1" stop-color="hsl(${n * 47 + 70},60%,70%)"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/><circle cx="${(n * 131) % width}" cy="${(n * 67) % height}" r="180" fill="hsl(${n * 90},70%,80%)"/>
    <text x="50%" y="55%" font-size="260" text-anchor="middle" fill="white">${n}</text></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
}
