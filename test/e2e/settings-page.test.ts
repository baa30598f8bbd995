import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumMissing } from '../support/browser.ts';
import { tempDir } from '../support/temp-dir.ts';
import { closeAll, openMagpie } from './support/open-magpie.ts';
import { SCREENSHOTS } from './support/shots.ts';

describe.skipIf(chromiumMissing !== undefined)('the settings page', () => {
  const dataDir = tempDir('e2e-settings');
  const file = join(dataDir, 'config.yml');
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    writeFileSync(file, '# of the family\nmonitor:\n  settleMs: 1500 # slow camera\nwebhook:\n  secret: 0123456789abcdef-hidden\n');
    const opened = await openMagpie(dataDir, { MAGPIE_WEB_WORKERS: '1', MAGPIE_INGEST_WORKERS: '1' });
    page = opened.page;
    await page.goto(`${opened.url}/settings`);
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  afterAll(closeAll);

  test('a change is saved into config.yml, takes effect, and is there after a reload of the page', async () => {
    const settle = page.getByLabel('Settle ms', { exact: true }).last();
    expect(await settle.inputValue()).toBe('1 500');
    expect((await page.content()).includes('0123456789abcdef')).toBe(false);
    await page.screenshot({ path: join(SCREENSHOTS, 'settings.png') });
    await settle.fill('2500');
    await page.getByText('1 change').waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'settings-changed.png') });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved and in effect.').waitFor({ timeout: 40_000 });
    expect(readFileSync(file, 'utf8')).toContain('# of the family\nmonitor:\n  settleMs: 2500 # slow camera\n');
    await page.reload();
    expect(await page.getByLabel('Settle ms', { exact: true }).last().inputValue()).toBe('2 500');
  });

  test('what does not fit is said at its field, and nothing is written', async () => {
    const before = readFileSync(file, 'utf8');
    await page.getByLabel('Hours', { exact: true }).last().fill('late');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('must be like 22:00-07:00').first().waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'settings-error.png') });
    expect(readFileSync(file, 'utf8')).toBe(before);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
    expect(await page.getByLabel('Hours', { exact: true }).last().inputValue()).toBe('');
  });
});
