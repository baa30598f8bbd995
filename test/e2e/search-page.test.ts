import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createMagpieClient } from '../../src/sdk/client.ts';
import { chromiumMissing } from '../support/browser.ts';
import { GRAMMAR, GRAMMAR_ASSETS, makeGrammarLibrary } from '../support/danbooru-grammar.ts';
import { picture } from '../support/pictures.ts';
import { takeIn } from '../support/take-in.ts';
import { tempDir } from '../support/temp-dir.ts';
import { closeAll, openMagpie } from './support/open-magpie.ts';
import { DESKTOP, PHONE, SCREENSHOTS, shootAll } from './support/shots.ts';

describe.skipIf(chromiumMissing !== undefined)('searching in the page', () => {
  const dataDir = tempDir('e2e-search');
  let url: string;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    const catalog = await openCatalog({ dataDir, logger: silentLogger });
    await migrate(catalog);
    const files = await Promise.all(
      Array.from({ length: GRAMMAR_ASSETS }, async (_, i) => {
        const format = i % 4 === 1 ? ('png' as const) : ('jpeg' as const);
        return { name: `${i}.${format}`, bytes: await picture(i, { width: 300 + 10 * i, height: 300, format }) };
      }),
    );
    const ids = await takeIn(catalog, new LocalStore(dataDir), dataDir, files);
    await makeGrammarLibrary(catalog, ids, Date.now());
    // Described already: nothing changes any more while the test looks.
    await catalog.write(async (tx) => {
      await tx.deleteFrom('job').where('lane', '=', 'describe').execute();
      await tx.updateTable('asset').set({ described: 1_000 }).execute();
    });
    await catalog.close();
    ({ url, page, complaints } = await openMagpie(dataDir, { MAGPIE_WEB_WORKERS: '1', MAGPIE_INGEST_WORKERS: '1' }));
    await page.goto(url);
  }, 120_000);

  afterAll(closeAll);

  const box = () => page.getByRole('combobox', { name: 'Search' });
  const option = (name: string | RegExp) => page.getByRole('option', { name });
  const chips = () => page.getByRole('list', { name: 'Terms of the search' });
  /** The address puts what looks like JSON in quotes. */
  const query = (): string | null => {
    const q = new URL(page.url()).searchParams.get('q');
    return q?.startsWith('"\\"') ? (JSON.parse(q) as string) : q;
  };
  const total = (count: number) => page.getByRole('status').filter({ hasText: new RegExp(`^${count} pictures?$`) });
  const search = async (text: string): Promise<void> => {
    await box().fill(text);
    await box().press('Enter');
  };

  test('the queries of Danbooru’s help, typed', async () => {
    for (const [text, finds] of GRAMMAR) {
      await search(text);
      await expect.poll(query, { message: text }).toBe(text);
      const count = Array.from({ length: GRAMMAR_ASSETS }, (_, i) => i).filter(finds).length;
      await total(count)
        .waitFor({ timeout: 5_000 })
        .catch(() => expect.fail(`“${text}” should find ${count}, the page says: ${page.url()}`));
    }
  }, 120_000);

  test('tags, fields and values are offered while typing; with the keyboard alone', async () => {
    await page.goto(url);
    await page.locator('[data-asset]').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('long');
    await option(/long_hair/).waitFor();
    await shootAll(page, 'search-suggestions');
    await page.keyboard.press('ArrowDown');
    expect(await box().getAttribute('aria-activedescendant')).not.toBeNull();
    expect(await box().getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Enter');
    await expect.poll(query).toBe('long_hair');
    await total(8).waitFor();
    await page.keyboard.type('-reim');
    await option(/hakurei_reimu/).waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(query).toBe('long_hair -hakurei_reimu');
    await total(4).waitFor();
    await page.keyboard.type('rat');
    await option(/rating:/).waitFor();
    await page.keyboard.press('ArrowDown');
    while (!(await page.locator('[role=option][data-combobox-selected]').innerText()).startsWith('rating:')) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await option('rating:questionable').waitFor();
    await page.keyboard.type('q');
    await page.keyboard.press('Tab');
    await expect.poll(query).toBe('long_hair -hakurei_reimu rating:questionable');
  });

  test('each term is a chip: turned around, taken away, the address follows, back goes back', async () => {
    await search('reimu -blue_eyes snapshot order:filesize');
    await total(2).waitFor();
    await chips().getByText('reimu → hakurei_reimu').waitFor();
    await shootAll(page, 'search-chips');
    await chips().getByRole('link', { name: 'Include blue_eyes' }).click();
    await expect.poll(query).toBe('reimu blue_eyes snapshot order:filesize');
    expect(await box().inputValue()).toBe('reimu blue_eyes snapshot order:filesize');
    await chips().getByRole('link', { name: 'Remove blue_eyes' }).click();
    await expect.poll(query).toBe('reimu snapshot order:filesize');
    await total(4).waitFor();
    await chips().getByRole('link', { name: 'Remove order:filesize' }).click();
    await expect.poll(query).toBe('reimu snapshot');
    await page.goBack();
    await expect.poll(query).toBe('reimu snapshot order:filesize');
  });

  test('tags of what was found narrow the search or are left out of it', async () => {
    await search('1girl or blue_eyes');
    await total(12).waitFor();
    await page.getByRole('button', { name: 'Related tags' }).click();
    const panel = page.getByRole('complementary', { name: 'Related tags' });
    await panel.getByRole('link', { name: 'Add touhou' }).click();
    await expect.poll(query).toBe('(1girl or blue_eyes) touhou');
    await total(4).waitFor();
    await panel.getByRole('link', { name: 'Exclude some_artist' }).click();
    await expect.poll(query).toBe('(1girl or blue_eyes) touhou -some_artist');
    await total(3).waitFor();
    await panel.getByText('Typical').click();
    await shootAll(page, 'search-facets');
    await panel.getByText('Frequent').click();
    await panel.getByRole('link', { name: 'long hair', exact: true }).click();
    await expect.poll(query).toBe('long_hair');
    await page.getByRole('button', { name: 'Hide related tags' }).click();
    await panel.waitFor({ state: 'detached' });
  });

  test('on a phone they cover the result only of the search they were opened for', async () => {
    await page.setViewportSize(PHONE);
    try {
      await search('1girl or blue_eyes');
      await total(12).waitFor();
      await page.getByRole('button', { name: 'Related tags' }).click();
      const sheet = page.getByRole('dialog', { name: 'Related tags' });
      await sheet.getByRole('link', { name: 'Add touhou' }).waitFor();
      await page.screenshot({ path: join(SCREENSHOTS, 'search-facets-sheet-phone-light.png') });
      await sheet.getByRole('link', { name: 'Add touhou' }).click();
      await expect.poll(query).toBe('(1girl or blue_eyes) touhou');
      await total(4).waitFor();
      await sheet.waitFor({ state: 'detached' });
    } finally {
      await page.setViewportSize(DESKTOP);
    }
  });

  test('what finds nothing says so, with a next step', async () => {
    await search('1girl tag:long_hiar');
    await page.getByText('There is no tag “long_hiar”').waitFor();
    await page
      .getByRole('button', { name: 'without tag:long_hiar' })
      .or(page.getByRole('link', { name: /without/ }).last())
      .first()
      .waitFor();
    await shootAll(page, 'search-nothing');
    await page.getByRole('link', { name: '1girl long_hair', exact: true }).click();
    await total(4).waitFor();
    await search('widht:5');
    await page.getByRole('alert').getByText('did you mean width').waitFor();
    await shootAll(page, 'search-mistake');
  });

  test('a search is kept by name, is part of others, renamed, pinned, deleted and brought back', async () => {
    await page.goto(`${url}/searches`);
    await page.getByText('No search is kept yet').waitFor();
    await shootAll(page, 'saved-empty');
    await page.goto(`${url}/?q=${encodeURIComponent('touhou order:filesize')}`);
    await page.getByRole('button', { name: 'Save this search' }).click();
    await page.getByLabel('Keep this search as').fill('Shrine big');
    await shootAll(page, 'save-search');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: /Kept as Shrine big/ }).waitFor();
    await search('-search:"shrine big" 1girl');
    await total(8).waitFor();
    await page.goto(`${url}/searches`);
    await page.getByRole('button', { name: 'Change Shrine big' }).click();
    await page.getByLabel('Name').fill('Shrine');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Pin Shrine above the library' }).click();
    await page.getByRole('button', { name: 'Unpin Shrine' }).waitFor();
    await shootAll(page, 'saved-searches');
    await page.goto(url);
    await page.getByRole('list', { name: 'Pinned searches' }).getByRole('link', { name: 'Shrine' }).waitFor();
    await shootAll(page, 'pinned-searches');
    await page.goto(`${url}/searches`);
    await page.getByRole('button', { name: 'More for Shrine' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText('No search is kept yet').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'Shrine', exact: true }).click();
    await total(4).waitFor();
    const { items } = (await createMagpieClient(url).GET('/api/v1/searches')).data!;
    expect(items).toMatchObject([{ name: 'Shrine', pinned: true, query: 'touhou order:filesize' }]);
  });

  test('nothing went wrong in the scripts of the page', () => {
    expect(complaints).toEqual([]);
  });
});
