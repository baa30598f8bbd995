import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumMissing } from '../support/browser.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { closeAll, hearConsole, openMagpie } from './support/open-magpie.ts';
import { shootAll } from './support/shots.ts';

describe.skipIf(chromiumMissing !== undefined)('trash and duplicates in the browser', () => {
  const data = tempDir('e2e-curate');
  const photos = tempDir('e2e-photos');
  let page: Page;
  let url: string;
  let complaints: string[];
  const gallery = () => page.locator('section[aria-label$=" pictures"]');
  const shownPictures = async (): Promise<number> => Number((await gallery().getAttribute('aria-label'))?.split(' ')[0]);
  const tiles = () => page.locator('ul[aria-label="Pictures in the trash"] > li');

  beforeAll(async () => {
    await runMagpie(['demo', '--count', '60', '--into', join(photos, 'a'), '--data', data, '--json']);
    cpSync(join(photos, 'a'), join(photos, 'b'), { recursive: true });
    await runMagpie(['ingest', join(photos, 'b'), '--reference', '--data', data, '--json']);
    const opened = await openMagpie(data, { MAGPIE_ROOTS: [join(photos, 'a'), join(photos, 'b')].join(':') });
    ({ url, page, complaints } = opened);
    hearConsole(opened);
  }, 240_000);
  afterAll(closeAll);

  test('Delete in the gallery and in the viewer, undo, restore, purge', async () => {
    await page.goto(url);
    await page.locator('[data-asset]').first().waitFor();
    const all = await shownPictures();
    await page.locator('[data-asset]').first().focus();
    await page.keyboard.press('Delete');
    await page.locator(`section[aria-label="${all - 1} pictures"]`).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator(`section[aria-label="${all} pictures"]`).waitFor();

    await page.locator('[data-asset]').nth(1).click();
    await page.getByLabel('Move to the trash (Delete)').waitFor();
    for (let left = 3; left > 0; left -= 1) {
      const before = page.url();
      await page.keyboard.press('Delete');
      await page.waitForURL((now) => now.href !== before);
      await page.getByLabel('Move to the trash (Delete)').waitFor();
    }
    await page.keyboard.press('Escape');
    await page.locator(`section[aria-label="${all - 3} pictures"]`).waitFor();

    await page.goto(`${url}/trash`);
    await expect.poll(() => tiles().count()).toBe(3);
    await shootAll(page, 'trash');
    await tiles().nth(0).locator('button').click();
    await page.getByRole('button', { name: 'Restore' }).click();
    await expect.poll(() => tiles().count()).toBe(2);
    await tiles().nth(0).locator('a').click();
    await page.getByText('In the trash').waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Empty trash' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Empty the trash' }).click();
    await page.getByText('The trash is empty').waitFor();
    await page
      .getByRole('button', { name: /^Forget/ })
      .first()
      .waitFor();
    await page.goto(url);
    await page.locator(`section[aria-label="${all - 2} pictures"]`).waitFor();
  });

  test('duplicates are found, moved, found again after a reload, and put back', async () => {
    const files = (): number => readdirSync(photos, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
    const before = files();
    await page.goto(`${url}/duplicates`);
    await page.getByRole('button', { name: 'Search for duplicates' }).click();
    await page.getByText('Can go', { exact: true }).waitFor();
    await page
      .getByRole('checkbox', { name: /Move the surplus/ })
      .first()
      .waitFor();
    await shootAll(page, 'duplicates');
    await page
      .getByRole('checkbox', { name: /Move the surplus/ })
      .first()
      .click();
    await page.getByRole('button', { name: /to the trash$/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Move to the trash' }).click();
    await page.getByText(/files moved to the trash, /).waitFor();
    expect(files()).toBeLessThan(before - 30);
    await page.reload();
    await page.getByText(/files moved to the trash, /).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/files put back/).waitFor();
    await page.getByText('undone', { exact: true }).waitFor();
    expect(files()).toBe(before);
    expect(complaints).toEqual([]);
  });
});
