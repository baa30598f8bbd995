import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMagpieClient } from '../../src/sdk/client.ts';
import { chromiumMissing } from '../support/browser.ts';
import { corpus } from '../support/corpus.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { closeAll, openMagpie } from './support/open-magpie.ts';
import { DESKTOP, PHONE, SCREENSHOTS, shootAll } from './support/shots.ts';

const [cameras, generated] = [corpus('cameras'), corpus('generation')];
const reason = chromiumMissing ?? (!cameras || !generated ? 'the corpus is not beside the checkout (../shared/corpus)' : undefined);
if (reason !== undefined) console.warn(`the tests of the asset page are skipped: ${reason}`);

const CAMERA = 'Canon_EOS_REBEL_T3i.jpg';
const PLACE = 'DSCN0021.jpg';
const GENERATED = 'comfyui_lora_multiple.png';

describe.skipIf(reason !== undefined)('the asset page', () => {
  const folder = tempDir('e2e-asset-files');
  const data = tempDir('e2e-asset');
  let url: string;
  let page: Page;
  const ids = new Map<string, number>();
  /** Errors of the page's own scripts. */
  let complaints: string[];

  const open = async (name: string): Promise<void> => {
    await page.goto(`${url}/asset/${ids.get(name)}`);
    await facts().waitFor();
  };
  const facts = () => page.locator('aside[aria-label="Facts"]');
  const fact = (label: string) => facts().locator(`section[aria-label="${label}"]`);
  const asset = async (name: string) => (await createMagpieClient(url).GET('/api/v1/assets/{id}', { params: { path: { id: ids.get(name)! } } })).data!;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    for (const name of [CAMERA, PLACE]) cpSync(join(cameras!, name), join(folder, name));
    cpSync(join(generated!, GENERATED), join(folder, GENERATED));
    await runMagpie(['ingest', folder, '--data', data, '--json']);
    const opened = await openMagpie(data);
    ({ url, page, complaints } = opened);
    await opened.browser.grantPermissions(['clipboard-read', 'clipboard-write']);
    const { items } = (await createMagpieClient(url).GET('/api/v1/assets')).data!;
    for (const { id, name } of items) ids.set(name, id);
  }, 120_000);

  afterAll(closeAll);

  test('the facts of a photograph, and whose word they are', async () => {
    await open(CAMERA);
    expect(await fact('Camera').innerText()).toMatch(/Canon EOS REBEL T3i[\s\S]*f\/\d+ · 1\/\d+ s · ISO \d+/);
    const mark = page.getByRole('button', { name: 'Camera: from the file itself' });
    await mark.waitFor();
    await mark.focus();
    await page.getByRole('tooltip', { name: 'Camera: from the file itself' }).waitFor();
    await shootAll(page, 'asset-facts');
  });

  test('a place: coordinates to copy, and a map only by a click', async () => {
    await open(PLACE);
    await fact('Place').getByRole('button', { name: 'Copy coordinates' }).click();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toMatch(/^43\.46\d+, 11\.88\d+$/);
    expect(await fact('Place').getByRole('link').getAttribute('href')).toMatch(/^https:\/\/www\.openstreetmap\.org\/\?mlat=43\.46/);
  });

  test('all tags, to search in; Escape closes only the dialog', async () => {
    await open(CAMERA);
    await page.getByRole('button', { name: 'All metadata' }).click();
    const dialog = page.getByRole('dialog', { name: 'All metadata' });
    const count = async (): Promise<number> => Number(/(\d+) tags/.exec(await dialog.getByRole('status').innerText())?.[1]);
    await expect.poll(count).toBeGreaterThan(20);
    await dialog.getByRole('searchbox').fill('rebel');
    await expect.poll(count).toBeLessThan(5);
    await dialog.getByText('Canon EOS REBEL T3i').first().waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'asset-tags-desktop-light.png') });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(page.url()).toContain(`/asset/${ids.get(CAMERA)}`);
  });

  test('on a phone the facts are a sheet below the picture', async () => {
    await page.setViewportSize(PHONE);
    await page.goto(`${url}/asset/${ids.get(CAMERA)}`);
    await page.getByRole('button', { name: 'Facts (I)' }).click();
    const sheet = page.getByRole('dialog', { name: 'Facts' });
    await sheet.getByText('Canon EOS REBEL T3i').waitFor();
    await page.getByRole('button', { name: 'Camera: from the file itself' }).waitFor();
    // The sheet slides in: a quarter of a second of CSS that no event ends.
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(SCREENSHOTS, 'asset-sheet-phone-light.png') });
    await sheet.getByRole('button', { name: 'All metadata' }).click();
    await page.getByRole('dialog', { name: 'All metadata' }).getByText('Canon EOS REBEL T3i').first().waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'asset-tags-phone-light.png') });
    await page.keyboard.press('Escape');
    // To change the description, and who says it: two buttons beside each other in its corner.
    await createMagpieClient(url).PATCH('/api/v1/assets/{id}', {
      params: { path: { id: ids.get(CAMERA)! } },
      body: { description: 'One who waits, on a bench of stone, and behind it a fence that wants painting.' },
    });
    await sheet.getByText('One who waits').hover();
    const pencil = (await sheet.getByRole('button', { name: 'Edit the description' }).boundingBox())!;
    const origin = (await sheet.getByRole('button', { name: /^Description: / }).boundingBox())!;
    expect(pencil.x + pencil.width).toBeLessThanOrEqual(origin.x);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(SCREENSHOTS, `asset-description-phone-${colorScheme}.png`) });
    }
    await sheet.getByRole('button', { name: 'Close the facts' }).click();
    await sheet.waitFor({ state: 'detached' });
    await page.setViewportSize(DESKTOP);
  });

  test('rating by key, undone; title and keywords edited where they stand', async () => {
    await open(PLACE);
    const said = async () => {
      const { title, rating, keywords } = await asset(PLACE);
      return { title, rating, keywords };
    };
    const before = await said();
    await page.keyboard.press('4');
    await expect.poll(said).toEqual({ ...before, rating: 4 });
    await page.keyboard.press('x');
    await expect.poll(said).toEqual({ ...before, rating: -1 });
    await page.getByText('Rejected', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(said).toEqual({ ...before, rating: 4 });

    await facts()
      .getByRole('button', { name: /the title|a title/ })
      .click();
    await page.getByRole('textbox', { name: 'title' }).fill('Nest above the mill');
    await page.keyboard.press('Enter');
    await facts().getByRole('heading', { name: 'Nest above the mill' }).waitFor();
    await facts()
      .getByRole('button', { name: /keywords/ })
      .click();
    // The second is not ended by a comma: leaving the field counts.
    await page.keyboard.type('nest, black and white');
    await facts().getByRole('button', { name: '2 stars' }).click();
    await expect.poll(said).toEqual({ title: 'Nest above the mill', rating: 2, keywords: [...before.keywords, 'nest', 'black and white'] });
    await page.getByRole('button', { name: 'Rating: said by a person here' }).waitFor();
    // Escape leaves the field, and the picture stays.
    await facts().getByRole('button', { name: 'Edit the title' }).click();
    await page.keyboard.type(' no');
    await page.keyboard.press('Escape');
    await facts().getByRole('heading', { name: 'Nest above the mill', exact: true }).waitFor();
    await facts().getByRole('link', { name: 'black and white' }).click();
    await page.waitForURL(/q=keyword/);
    await page.locator(`[data-asset="${ids.get(PLACE)}"]`).waitFor();
  });

  test('a stack: its shots below the stage, another cover, taken apart and put together again', async () => {
    const members = [ids.get(CAMERA)!, ids.get(PLACE)!];
    await createMagpieClient(url).POST('/api/v1/stacks', { body: { ids: members, cover: ids.get(CAMERA)! } });
    const cover = async (): Promise<number | undefined> => {
      const { stackId } = await asset(PLACE);
      return stackId === null ? undefined : (await createMagpieClient(url).GET('/api/v1/stacks/{id}', { params: { path: { id: stackId } } })).data!.cover;
    };
    await open(CAMERA);
    const strip = page.getByRole('group', { name: 'Stack, 2 shots' });
    await strip.getByRole('button', { name: PLACE }).click();
    await page.waitForURL(`**/asset/${ids.get(PLACE)}`);
    // The stage shows it, though the library lists only the cover.
    await page
      .locator(`.pswp__item[aria-hidden="false"] img[src*="/assets/${ids.get(PLACE)}/"]`)
      .first()
      .waitFor();
    await shootAll(page, 'asset-stack');
    const act = async (name: RegExp): Promise<void> => {
      await page.getByRole('button', { name: 'What to do with the stack' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await act(/Show this one/);
    await expect.poll(cover).toBe(ids.get(PLACE));
    await act(/apart/);
    await strip.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await strip.waitFor();
    expect(await cover()).toBe(ids.get(PLACE));
  });

  test('how a picture was generated: prompt, folded negative, parameters, copy, workflow', async () => {
    await open(GENERATED);
    const { generation } = await asset(GENERATED);
    const block = facts().locator('section[aria-label="Generation"]');
    await block.getByText(generation!.prompt!).waitFor();
    expect(await block.getByText(generation!.negative!).isVisible()).toBe(false);
    await block.getByText('Negative prompt').click();
    await block.getByText(generation!.negative!).waitFor();
    for (const value of [generation!.model!, generation!.seed!, String(generation!.steps)]) await block.getByText(value, { exact: true }).waitFor();
    expect(await block.getByRole('list', { name: 'LoRAs' }).getByRole('listitem').count()).toBe(2);
    await block.getByRole('button', { name: 'Copy all' }).click();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toContain(`Seed: ${generation!.seed}`);
    const [download] = await Promise.all([page.waitForEvent('download'), block.getByRole('link', { name: /workflow/ }).click()]);
    expect(download.suggestedFilename()).toMatch(/\.json$/);
    await shootAll(page, 'asset-generated');
  });

  test('no page complained', () => expect(complaints).toEqual([]));
});
