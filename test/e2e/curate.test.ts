import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { runMagpie, type StartedMagpie, startCommand } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';

const SCREENSHOTS = join(import.meta.dirname, 'screenshots');
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };

const reason = chromiumPath === undefined ? 'there is no Chromium here; set CHROMIUM to its path' : undefined;

describe.skipIf(reason !== undefined)('trash and duplicates in the browser', () => {
  const data = tempDir('e2e-curate');
  const photos = tempDir('e2e-photos');
  let magpie: StartedMagpie;
  let browser: BrowserContext;
  let page: Page;
  let url: string;
  const complaints: string[] = [];
  const gallery = () => page.locator('section[aria-label$=" pictures"]');
  const shownPictures = async (): Promise<number> => Number((await gallery().getAttribute('aria-label'))?.split(' ')[0]);
  const tiles = () => page.locator('ul[aria-label="Pictures in the trash"] > li');

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await runMagpie(['demo', '--count', '60', '--into', join(photos, 'a'), '--data', data, '--json']);
    cpSync(join(photos, 'a'), join(photos, 'b'), { recursive: true });
    await runMagpie(['ingest', join(photos, 'b'), '--reference', '--data', data, '--json']);
    magpie = startCommand(['start', '--data', data, '--port', '0'], { env: { MAGPIE_ROOTS: [join(photos, 'a'), join(photos, 'b')].join(':') } });
    url = await new Promise<string>((resolve) => {
      let said = '';
      magpie.child.stdout?.on('data', (text: string) => {
        said += text;
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (address) resolve(address[0]);
      });
    });
    browser = await openBrowser();
    page = browser.pages()[0] ?? (await browser.newPage());
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    magpie?.child.kill('SIGTERM');
    await magpie?.finished;
  });

  /** Both appearances on a desk and on a phone; nothing may stick out to the side. */
  async function shoot(name: string): Promise<void> {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const [device, size] of [
        ['desktop', DESKTOP],
        ['phone', PHONE],
      ] as const) {
        await page.setViewportSize(size);
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(SCREENSHOTS, `${name}-${device}-${scheme}.png`) });
        expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      }
    }
    await page.setViewportSize(DESKTOP);
    await page.emulateMedia({ colorScheme: 'light' });
  }

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
    await shoot('trash');
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
    await shoot('duplicates');
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
