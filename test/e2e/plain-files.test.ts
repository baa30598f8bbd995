import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumMissing } from '../support/browser.ts';
import { picture } from '../support/pictures.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { closeAll, openMagpie } from './support/open-magpie.ts';
import { shootAll } from './support/shots.ts';

if (chromiumMissing !== undefined) console.warn(`the tests of plain files on the page are skipped: ${chromiumMissing}`);

describe.skipIf(chromiumMissing !== undefined)('files without a picture on the page', () => {
  const folder = tempDir('e2e-plain-files');
  const data = tempDir('e2e-plain');
  const env = { MAGPIE_INGEST_KEEP_OTHER_FILES: 'documents,audio,archives,texts' };
  let page: Page;
  let url: string;
  let complaints: string[];

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    const files: Record<string, string> = {
      'Annual report 2024 of the society for the preservation of bridges, final version.pdf': '%PDF-1.7\n%%EOF',
      'song.mp3': 'ID3\x04',
      'notes <b>&amp;.md': '# Notes',
      'page.html': '<!doctype html><script>document.title = "run"</script>',
      '写真の説明と場所の一覧表です.csv': 'a,b',
      'backup.7z': '7z\xbc\xaf\x27\x1c',
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), Buffer.from(bytes, name.endsWith('7z') ? 'latin1' : 'utf8'));
    for (let i = 0; i < 4; i += 1) writeFileSync(join(folder, `photo-${i}.jpg`), await picture(i, { width: 900, height: 600 }));
    const run = await runMagpie(['ingest', folder, '--data', data, '--json'], { env });
    expect(run.json()).toMatchObject({ ingested: 10, skipped: 0 });
    const explained = await runMagpie(['explain', join(folder, 'song.mp3'), '--data', data]);
    expect(explained.stdout).toMatch(/mp3, \d+ B/);
    ({ url, page, complaints } = await openMagpie(data, env));
  }, 120_000);

  afterAll(closeAll);

  test('the gallery shows a card with ending and name', async () => {
    await page.goto(`${url}/`);
    const tile = page.locator('a[aria-label^="song.mp3, file"]');
    await tile.waitFor();
    // Not waitForFunction: the page's own policy lets nothing be evaluated.
    await expect.poll(() => page.locator('a[data-asset][data-state="loaded"]').count(), { timeout: 20_000 }).toBe(10);
    await shootAll(page, 'plain-files-gallery');
  });

  test('its page offers the download, says what it is, and runs nothing of it', async () => {
    await page.goto(`${url}/?q=filetype:html`);
    await page.locator('a[data-asset]').first().click();
    await page.locator('aside[aria-label="Facts"]').getByText('HTML file').waitFor();
    const link = page.getByRole('link', { name: /^Download, 5\d B/ });
    const download = page.waitForEvent('download');
    await link.click();
    expect((await download).suggestedFilename()).toBe('page.html');
    await page.waitForTimeout(500);
    expect(await page.title()).toContain('page.html');
    await shootAll(page, 'plain-file');
    // Opened by itself it is saved, not shown.
    const id = /asset\/(\d+)/.exec(page.url())?.[1];
    const saved = page.waitForEvent('download');
    await page.goto(`${url}/api/v1/assets/${id}/original`).catch(() => {});
    expect((await saved).suggestedFilename()).toBe('page.html');
    expect(complaints).toEqual([]);
  });
});
