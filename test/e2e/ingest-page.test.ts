import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMagpieClient } from '../../src/sdk/client.ts';
import type { RunningMagpie } from '../integration/running-magpie.ts';
import { chromiumMissing } from '../support/browser.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { noise, writeMany } from './support/many-pictures.ts';
import { closeAll, openPage, serve } from './support/open-magpie.ts';
import { shootAll } from './support/shots.ts';

const PICTURES = 150;

describe.skipIf(chromiumMissing !== undefined)('the ingest page', () => {
  const root = tempDir('e2e-root');
  const data = tempDir('e2e-ingest');
  const [holiday, single] = [join(root, '2024', 'holiday'), join(root, '2024', 'single')];
  let good: Buffer;
  let magpie: RunningMagpie;
  let url: string;
  let browser: BrowserContext;
  let page: Page;
  let session: string;
  /** Errors of the page's own scripts. */
  let complaints: string[];

  const start = async (port: string): Promise<void> => {
    ({ magpie, url } = await serve(data, { MAGPIE_ROOTS: root }, [], port));
  };
  const api = () => createMagpieClient(url);
  const sessionNow = async () => (await api().GET('/api/v1/ingest/sessions/{id}', { params: { path: { id: session } } })).data!;
  const settled = async (): Promise<number> => {
    const { discovered, pending } = await sessionNow();
    return discovered - pending;
  };
  const item = (path: string) => page.locator(`[role=treeitem][data-path="${path}"]`);
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

  beforeAll(async () => {
    mkdirSync(holiday, { recursive: true });
    mkdirSync(single);
    good = await noise(1800, 1350);
    writeMany(holiday, good, PICTURES);
    cpSync(join(holiday, 'IMG_0000.jpg'), join(single, 'same.jpg'));
    for (const name of ['empty-1.jpg', 'empty-2.jpg']) writeFileSync(join(holiday, name), '');
    writeFileSync(join(holiday, 'cut.jpg'), good.subarray(0, 20_000));
    writeFileSync(join(holiday, 'notes.txt'), 'not a picture');
    await start('0');
    ({ browser, page, complaints } = await openPage());
  }, 60_000);

  afterAll(closeAll);

  test('configure: the tree is walked by keyboard, and a preview takes nothing in', async () => {
    await page.goto(`${url}/ingest`);
    await item(root).waitFor();
    if ((await item(root).getAttribute('aria-expanded')) === 'false') await item(root).press('ArrowRight');
    await item(join(root, '2024')).waitFor();
    await item(join(root, '2024')).press('ArrowRight');
    await item(holiday).waitFor();
    await item(join(root, '2024')).press('ArrowDown');
    await page.keyboard.press('Space');
    expect(await item(holiday).getAttribute('aria-selected')).toBe('true');
    await page.getByText('More options').click();
    await page.getByText('One by one').click();
    await page.getByRole('checkbox', { name: 'Stars' }).uncheck();
    await shootAll(page, 'ingest-configure');

    await page.reload();
    await button(`Leave out ${holiday}`).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Stars' }).isChecked()).toBe(false);
    await button('Preview').click();
    await page.getByText('Preview: nothing was taken in yet').waitFor();
    await page
      .getByRole('row', { name: /\.jpg/ })
      .getByText(String(PICTURES + 3))
      .waitFor();
    await shootAll(page, 'ingest-preview');
    expect((await api().GET('/api/v1/assets')).data?.total).toBe(0);
  });

  test('process: a reload and a second tab show the run as it is', async () => {
    await button('Start ingest').click();
    await button('Pause').waitFor();
    session = new URL(page.url()).searchParams.get('session')!;
    expect((await sessionNow()).options.metadata).toEqual({ scores: false });
    await waitFor('a few files to be done', async () => (await settled()) >= 5);
    await page.reload();
    await button('Pause').waitFor();
    await page.getByRole('list', { name: 'Files under way' }).waitFor();
    const second = await browser.newPage();
    await second.goto(`${url}/ingest?session=${session}`);
    await second.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    expect(await settled()).toBeLessThan(PICTURES);

    // Paused here, seen there.
    await button('Pause').click();
    await Promise.all([button('Resume').waitFor({ timeout: 1_000 }), second.getByRole('button', { name: 'Resume', exact: true }).waitFor({ timeout: 2_000 })]);
    await second.close();
    expect((await sessionNow()).paused).toBe(true);
  });

  test('a pause holds, is seen everywhere, and outlives a killed server', async () => {
    await waitFor('the file under way to be finished', async () => (await sessionNow()).currentFiles.length === 0);
    const before = await settled();
    await shootAll(page, 'ingest-paused');
    await button('1 session paused').waitFor();

    magpie.killGroup();
    await magpie.exited;
    await page.getByText('Reconnecting…').first().waitFor({ timeout: 10_000 });
    await shootAll(page, 'ingest-reconnecting');
    await start(new URL(url).port);
    await page.getByText('Reconnecting…').first().waitFor({ state: 'detached', timeout: 30_000 });
    await button('Resume').waitFor();
    expect(await settled()).toBe(before);
    await button('Resume').click();
    await button('Pause').waitFor({ timeout: 1_000 });
    await waitFor('it to go on', async () => (await settled()) > before);
  });

  test('a server killed in the middle of the run: the page waits, and the run goes on by itself', async () => {
    const before = await settled();
    expect(before).toBeLessThan(PICTURES);
    magpie.killGroup();
    await magpie.exited;
    await page.getByText('Reconnecting…').first().waitFor({ timeout: 10_000 });
    await start(new URL(url).port);
    await page.getByText(`${PICTURES} pictures added`).waitFor({ timeout: 90_000 });
    const { discovered, ingested, failed, skipped, pending } = await sessionNow();
    expect({ discovered, ingested, failed, skipped, pending }).toEqual({ discovered: PICTURES + 4, ingested: PICTURES, failed: 3, skipped: 1, pending: 0 });
    await shootAll(page, 'ingest-complete');
  }, 150_000);

  test('complete: reasons with their next step; retry of one reason tries only those', async () => {
    const reasons = page.getByRole('list', { name: 'Reasons' });
    await reasons.getByText('The file is empty').waitFor();
    await reasons.getByText('Copy it again from where it came from.', { exact: true }).waitFor();
    for (const [n, name] of ['empty-1.jpg', 'empty-2.jpg'].entries()) writeFileSync(join(holiday, name), await noise(400 + n, 300));
    await button('Retry 2 with empty-file').click();
    await page.getByText(`${PICTURES + 2} pictures added`).waitFor({ timeout: 20_000 });
    expect(await reasons.getByRole('heading').allTextContents()).toEqual([expect.stringContaining('The file ends too early')]);
    expect((await sessionNow()).failed).toBe(1);

    writeFileSync(join(holiday, 'cut.jpg'), await noise(410, 300));
    await button('Retry 1 failed').click();
    await page.getByText(`${PICTURES + 3} pictures added`).waitFor({ timeout: 20_000 });
    expect(await reasons.count()).toBe(0);
  });

  test('the report holds every file; the folder is shown as complete', async () => {
    await button('Report').click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Table (CSV)' }).click()]);
    expect(download.suggestedFilename()).toBe(`magpie-session-${session}.csv`);
    const csv = await (await fetch(`${url}/api/v1/ingest/sessions/${session}/report?format=csv`)).text();
    expect(csv.trimEnd().split('\r\n')).toHaveLength(PICTURES + 5);

    await page.getByRole('link', { name: 'Start again' }).click();
    await button(`Leave out ${holiday}`).waitFor();
    await item(join(root, '2024')).or(item(root)).first().waitFor();
    await waitFor('the badge to count', async () => {
      const [folder] = (await api().GET('/api/v1/ingest/directories', { params: { query: { path: join(root, '2024') } } })).data!.items;
      return folder?.badge === 'complete' || folder?.badge === 'partial';
    });
    await page.goto(`${url}/ingest`);
    if ((await item(root).getAttribute('aria-expanded')) === 'false') await item(root).press('ArrowRight');
    await item(join(root, '2024')).press('ArrowRight');
    await item(holiday)
      .getByText(`${PICTURES + 3}/${PICTURES + 3}`)
      .first()
      .waitFor();
    await shootAll(page, 'ingest-badges');
  });

  test('history: sessions are found by words, and who did what is written down', async () => {
    await page.goto(`${url}/sessions`);
    await page.getByLabel('Search sessions').fill('holiday');
    await page.waitForURL(/search=holiday/);
    await page.locator(`a[href="/sessions/${session}"]`).waitFor();
    await shootAll(page, 'sessions');
    await page.getByLabel('Search sessions').fill('nowhere-to-be-found');
    await page.getByText('No session is like that.', { exact: false }).waitFor();
    await page.goto(`${url}/system/audit?subject=${session}`);
    await page.getByText('Paused an ingest').waitFor();
    expect(await page.locator('main li a').allTextContents()).toEqual([
      'Tried failed files again',
      'Tried failed files again',
      'Resumed an ingest',
      'Paused an ingest',
      'Began an ingest',
    ]);
    await shootAll(page, 'history');
    expect(complaints).toEqual([]);
  });
});
