import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMagpieClient } from '../../src/sdk/client.ts';
import { chromiumMissing } from '../support/browser.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { closeAll, openMagpie } from './support/open-magpie.ts';
import { PHONE, SCREENSHOTS, shootAll } from './support/shots.ts';

if (chromiumMissing !== undefined) console.warn(`the tests of editing are skipped: ${chromiumMissing}`);

/** Some are copies, or shots of one stack. */
const MADE = 60;

describe.skipIf(chromiumMissing !== undefined)('editing in the browser', () => {
  const data = tempDir('e2e-edits');
  let url: string;
  let browser: BrowserContext;
  let page: Page;
  let ids: number[];
  let all: number;
  /** Errors of the page's own scripts. */
  let complaints: string[];

  const client = () => createMagpieClient(url);
  const tagsOf = async (id: number): Promise<string[]> =>
    (await client().GET('/api/v1/assets/{id}', { params: { path: { id } } })).data!.tags.map(({ name }) => name);
  const total = async (q: string): Promise<number> => (await client().GET('/api/v1/assets', { params: { query: { q } } })).data!.total;
  const field = () => page.getByRole('combobox', { name: 'Add tags' });
  const chip = (name: string) => page.locator('section[aria-label="Tags"]').getByRole('link', { name, exact: false });
  const tile = (at: number) => page.locator(`[data-asset="${ids[at]}"]`);
  const bar = () => page.getByRole('toolbar', { name: 'Selection' });

  /** Light and dark at the size the page has: turning a desk into a phone would close what is open. */
  async function shoot(of: Page, name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    for (const colorScheme of ['dark', 'light'] as const) {
      await of.emulateMedia({ colorScheme });
      await of.waitForTimeout(400);
      await of.screenshot({ path: join(SCREENSHOTS, `${name}-${colorScheme}.png`) });
      expect(await of.evaluate<number>('document.documentElement.scrollWidth - innerWidth'), name).toBeLessThanOrEqual(0);
    }
  }

  beforeAll(async () => {
    await runMagpie(['demo', '--count', String(MADE), '--into', tempDir('e2e-edits-files'), '--data', data, '--json']);
    ({ url, browser, page, complaints } = await openMagpie(data));
    ids = (await client().GET('/api/v1/assets/geometry')).data!.ids;
    all = ids.length;
    page.setDefaultTimeout(10_000);
  }, 240_000);
  afterAll(closeAll);

  test('tags by keyboard alone: T, names, Enter, a paste, Backspace; refused ones are told and gone again', async () => {
    const id = ids[0]!;
    await page.goto(`${url}/asset/${id}`);
    await page.locator('section[aria-label="Tags"]').waitFor();
    await page.keyboard.press('t');
    await field().waitFor();
    await field().pressSequentially('Long Hair');
    await page.keyboard.press('Enter');
    await chip('long hair').waitFor();
    await waitFor('the tag is kept', async () => (await tagsOf(id)).includes('long_hair'));
    await field().pressSequentially('artist:ann lee,');
    await waitFor('the artist is kept', async () => (await tagsOf(id)).includes('ann_lee'));
    await field().evaluate((input: any) => {
      const clipboardData = new (globalThis as any).DataTransfer();
      clipboardData.setData('text', 'red blue_sky solo');
      input.dispatchEvent(new (globalThis as any).ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await waitFor('all three are kept', async () => (await tagsOf(id)).length === 5);
    // What the library knows is offered; the arrow and Enter take it.
    await field().pressSequentially('blu');
    await page.getByRole('option', { name: /blue sky/ }).waitFor({ state: 'detached' });
    await field().fill('');
    await page.keyboard.press('Backspace');
    await waitFor('the last one is gone', async () => (await tagsOf(id)).length === 4);
    await field().fill('*bad*');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText(/star/).waitFor();
    expect(await chip('*bad*').count()).toBe(0);
    await shoot(page, 'tag-editor-desktop');
  });

  test('suggestions are offered to another picture; Escape leaves the field, then the picture', async () => {
    const id = ids[1]!;
    await page.goto(`${url}/asset/${id}`);
    await page.locator('section[aria-label="Tags"]').waitFor();
    await page.keyboard.press('t');
    await field().pressSequentially('hair');
    const option = page.getByRole('option', { name: /long hair/ });
    await option.waitFor();
    expect(await field().getAttribute('aria-expanded')).toBe('true');
    await shoot(page, 'tag-suggestions-desktop');
    await field().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await waitFor('the tag is kept', async () => (await tagsOf(id)).includes('long_hair'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await waitFor('it is undone', async () => (await tagsOf(id)).length === 0);
    await field().focus();
    await page.keyboard.press('Escape');
    await field().waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.waitForURL((now) => now.pathname === '/');
  });

  test('a few are picked by their corner, a range by Shift, by keys, and all by Ctrl+A', async () => {
    await page.goto(url);
    await tile(0).waitFor();
    await tile(0).hover();
    await tile(0).locator('[data-check]').click();
    await bar().getByText('1 selected').waitFor();
    await tile(4).click({ modifiers: ['Shift'] });
    await bar().getByText('5 selected').waitFor();
    await tile(2).click({ modifiers: ['Control'] });
    await bar().getByText('4 selected').waitFor();
    await tile(6).focus();
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await bar().getByText('7 selected').waitFor();
    await shootAll(page, 'selection');
    await page.keyboard.press('Control+a');
    await bar().getByText(`All ${all} pictures`).waitFor();
    await tile(1).click();
    await bar()
      .getByText(`${all - 1} selected`)
      .waitFor();
    await page.keyboard.press('Escape');
    await bar().waitFor({ state: 'detached' });
    expect(page.url()).toBe(`${url}/`);
  });

  test('a whole search is edited after a look at what it does, and undone as a whole', async () => {
    await page.goto(url);
    await tile(0).waitFor();
    await page.keyboard.press('Control+a');
    await tile(3).click();
    await bar().getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog', { name: `Edit ${all - 1} pictures` });
    await dialog.getByRole('combobox', { name: 'Add tags' }).fill('holiday');
    await page.keyboard.press('Enter');
    await dialog.getByRole('combobox', { name: 'Remove tags' }).fill('long_hair');
    await page.keyboard.press('Enter');
    await dialog.getByText(`${all - 1} of ${all - 1} pictures would change`).waitFor();
    await dialog.getByText('new: holiday').waitFor();
    await shootAll(page, 'bulk-edit');
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
    const changes = () => sent.filter((path) => path === '/api/v1/edits' || path.endsWith('/revert'));
    // A double click is one change, and one undo.
    await dialog.getByRole('button', { name: `Change ${all - 1} pictures` }).dblclick();
    await page.getByText(`${all - 1} pictures changed`).waitFor();
    expect(await total('tag:holiday')).toBe(all - 1);
    expect(await tagsOf(ids[3]!)).not.toContain('holiday');
    await shootAll(page, 'bulk-done');
    expect(changes()).toEqual(['/api/v1/edits']);
    await page.getByRole('button', { name: 'Undo' }).dblclick();
    await page.getByText(`Taken back in ${all - 1} pictures`).waitFor();
    await waitFor('nobody bears it', async () => (await total('tag:holiday')) === 0);
    expect(changes()).toEqual(['/api/v1/edits', expect.stringMatching(/\/revert$/)]);
    expect(await tagsOf(ids[0]!)).toContain('long_hair');
  });

  test('what was changed is listed, of all and of one picture, and can be reverted', async () => {
    await page.goto(`${url}/edits`);
    await page.getByText('Added: holiday · removed: long hair').first().waitFor();
    await shootAll(page, 'edits');
    await page.goto(`${url}/asset/${ids[0]}`);
    await page.getByRole('button', { name: 'What was changed here' }).click();
    const entry = page.locator('section[aria-label="History"] li', { hasText: '+ ann lee' });
    await entry.waitFor();
    await entry.scrollIntoViewIfNeeded();
    await shoot(page, 'asset-history-desktop');
    await entry.getByRole('button', { name: /Take back/ }).click();
    await waitFor('the artist is gone', async () => !(await tagsOf(ids[0]!)).includes('ann_lee'));
    await page.locator('section[aria-label="History"]').getByText('takes an earlier one back').first().waitFor();
  });

  test('on a phone: a long press picks, a tap picks on, the tags open from below', async () => {
    const phone = await browser.newPage();
    await phone.setViewportSize(PHONE);
    await phone.goto(url);
    const first = phone.locator(`[data-asset="${ids[0]}"]`);
    await first.waitFor();
    const at = (await first.boundingBox())!;
    const cdp = await browser.newCDPSession(phone);
    const touch = (type: 'touchStart' | 'touchEnd') =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchStart' ? [{ x: at.x + 30, y: at.y + 60 }] : [] });
    await touch('touchStart');
    await phone.getByText('1 selected').waitFor();
    await touch('touchEnd');
    await phone.locator(`[data-asset="${ids[1]}"]`).click();
    await phone.getByText('2 selected').waitFor();
    expect(new URL(phone.url()).pathname).toBe('/');
    await phone.getByRole('button', { name: 'Select nothing' }).click();
    await phone.locator(`[data-asset="${ids[0]}"]`).click();
    await phone.getByRole('button', { name: 'Facts (I)' }).click();
    await phone.getByRole('button', { name: 'Edit the tags' }).click();
    const tags = phone.getByRole('combobox', { name: 'Add tags' });
    await tags.pressSequentially('hair');
    await phone.getByRole('option', { name: /New tag/ }).waitFor();
    await shoot(phone, 'tag-editor-phone');
    await phone.getByRole('button', { name: 'Remove red' }).click();
    await waitFor('it is gone', async () => !(await tagsOf(ids[0]!)).includes('red'));
    await phone.close();
  });

  test('the page itself made no errors', () => expect(complaints).toEqual([]));
});
