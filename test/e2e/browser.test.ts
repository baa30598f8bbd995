import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumMissing } from '../support/browser.ts';
import { picture } from '../support/pictures.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { closeAll, hearConsole, openMagpie, serve } from './support/open-magpie.ts';
import { DESKTOP, PHONE, SCREENSHOTS } from './support/shots.ts';

if (chromiumMissing !== undefined) console.warn(`test/e2e is skipped: ${chromiumMissing}`);

describe.skipIf(chromiumMissing !== undefined)('in the browser', () => {
  const data = tempDir('e2e');
  let url: string;
  let page: Page;
  let demo: { session: string; ingested: number };
  let shown: number;
  /** Errors of the page's own scripts and answers it should not have got. */
  let complaints: string[];

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const drawn = await runMagpie(['demo', '--count', '80', '--data', data, '--json']);
    demo = drawn.json() as unknown as typeof demo;
    shown = demo.ingested;
    const opened = await openMagpie(data);
    ({ url, page, complaints } = opened);
    hearConsole(opened);
    page.on('response', (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`));
  });

  afterAll(closeAll);

  const gallery = (count: number) => page.locator(`section[aria-label="${count} pictures"]`);

  /** Waits until the tiles in view show their pictures, then takes a screenshot. */
  async function shoot(name: string, picturesInView = 1): Promise<void> {
    // As text: this program is checked without the types of a browser.
    const drawn = `[...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight)`;
    await waitFor('the pictures to be drawn', () =>
      page.evaluate<boolean>(`${drawn}.length >= ${picturesInView} && ${drawn}.every((image) => image.complete && image.naturalWidth > 0)`),
    );
    // The fade-in of a thumbnail and the slide of a drawer: half a second of CSS that no event ends.
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  }

  test('the gallery shows the library, light and dark, on a desk and on a phone', async () => {
    await page.goto(url);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const [device, size] of [
        ['desktop', DESKTOP],
        ['phone', PHONE],
      ] as const) {
        await page.setViewportSize(size);
        await gallery(shown).waitFor();
        await shoot(`gallery-${device}-${scheme}`, 4);
        const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        expect(overflow, 'nothing sticks out to the side').toBeLessThanOrEqual(0);
      }
    }
    await page.setViewportSize(DESKTOP);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(complaints).toEqual([]);
  });

  test('a picture copied into the inbox appears by itself', async () => {
    const source = join(tempDir('e2e-drop'), 'dropped.jpg');
    writeFileSync(source, await picture(4242, { width: 900, height: 600 }));
    copyFileSync(source, join(data, 'inbox', 'dropped.jpg'));
    const copied = performance.now();
    shown += 1;
    await gallery(shown).waitFor({ timeout: 20_000 });
    console.log(`In the page ${Math.round(performance.now() - copied)} ms after the copy ended.`);
  });

  test('an upload through the page: progress, outcome, and the duplicate is told apart', async () => {
    const folder = tempDir('e2e-upload');
    const [fresh, again] = [join(folder, 'fresh.jpg'), join(folder, 'again.jpg')];
    const bytes = await picture(777, { width: 800, height: 600 });
    writeFileSync(fresh, bytes);
    writeFileSync(again, bytes);
    await page.locator('input[type=file]').first().setInputFiles([fresh, again]);
    const tray = page.locator('section[aria-label="Uploads"]');
    await tray.waitFor();
    shown += 1;
    await gallery(shown).waitFor({ timeout: 20_000 });
    await tray
      .getByText(/duplicate|already/i)
      .first()
      .waitFor();
    await shoot('upload-desktop-light', 4);
    await tray.getByRole('button', { name: 'Close uploads' }).click();
  });

  test('an asset by keyboard: open, next, previous, back', async () => {
    const tile = page.locator('a[href^="/asset/"]').first();
    const first = await tile.getAttribute('href');
    await tile.click();
    await page.getByRole('dialog').first().waitFor();
    await page.waitForURL(`**${first}`);
    await shoot('asset-desktop-light');
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((now) => !now.pathname.endsWith(first!));
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(`**${first}`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize(PHONE);
    await shoot('asset-phone-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(DESKTOP);
    await page.keyboard.press('Escape');
    await page.waitForURL(`${url}/`);
    await gallery(shown).waitFor();
  });

  test('the page of a session names what failed, why, and what to do', async () => {
    await page.goto(`${url}/sessions/${demo.session}`);
    await page.getByText('The file is empty').first().waitFor();
    await page.getByText('Copy it again from where it came from').first().waitFor();
    await shoot('session-desktop-light', 0);
    await page.setViewportSize(PHONE);
    await shoot('session-phone-light', 0);
    await page.setViewportSize(DESKTOP);
  });

  test('no page complained', () => {
    expect(complaints).toEqual([]);
  });

  test('an empty library says what to do', async () => {
    const empty = await serve(tempDir('e2e-empty'), {}, ['--single']);
    await page.goto(empty.url);
    await page.getByText('inbox', { exact: false }).first().waitFor();
    await shoot('empty-desktop-light', 0);
  });
});
