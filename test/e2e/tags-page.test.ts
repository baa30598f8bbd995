import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumMissing } from '../support/browser.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { closeAll, hearConsole, openMagpie } from './support/open-magpie.ts';
import { shootAll } from './support/shots.ts';

describe.skipIf(chromiumMissing !== undefined)(`tags in the browser${chromiumMissing === undefined ? '' : ` (skipped: ${chromiumMissing})`}`, () => {
  const data = tempDir('e2e-tags');
  const photos = tempDir('e2e-tagged');
  let page: Page;
  let url: string;
  let complaints: string[];

  beforeAll(async () => {
    await runMagpie(['demo', '--count', '24', '--into', photos, '--data', tempDir('e2e-other'), '--json']);
    for (const [at, name] of readdirSync(photos, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:jpe?g|png|webp)$/.test(file))
      .entries())
      writeFileSync(
        join(photos, `${name}.txt`),
        ['outdoors', ...(at % 2 === 0 ? ['kitten', 'cat'] : []), ...(at % 3 === 0 ? ['mira (saga)', 'saga'] : []), ...(at === 1 ? ['kitty'] : [])].join('\n'),
      );
    await runMagpie(['ingest', photos, '--data', data, '--json']);
    const opened = await openMagpie(data);
    ({ url, page, complaints } = opened);
    hearConsole(opened);
  }, 240_000);
  afterAll(closeAll);

  const row = (name: string) => page.getByRole('link', { name, exact: true });

  test('keywords are there as tags, a list is taken over, categories have colours', { timeout: 120_000 }, async () => {
    await page.goto(`${url}/tags`);
    await row('kitten').waitFor();
    const list = join(photos, 'list.csv');
    writeFileSync(list, 'name,category,count\nlong_hair,0,400\nann_bennett,1,20\nnobody,x y z\n');
    await page.getByRole('button', { name: 'More about tags' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: /Import a list/ }).click();
    await (await chooser).setFiles(list);
    await row('ann bennett').waitFor({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await shootAll(page, 'tags');
    await page.getByLabel('Name of the tag').fill('kit*');
    await expect.poll(() => row('outdoors').count()).toBe(0);
    expect(await row('kitten').count()).toBe(1);
  });

  test('one tag: renamed and back, note, another name, merged', { timeout: 120_000 }, async () => {
    await row('kitty').click();
    await page.getByRole('button', { name: 'Edit the tag' }).click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await page.getByLabel('New name').fill('small cat');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await page.getByRole('heading', { name: 'small cat' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'kitty' }).waitFor();
    await page.getByRole('button', { name: 'Write one' }).click();
    await page.getByLabel('Note, in Markdown').fill('A **young** cat. <img src=x onerror=alert(1)> [no](javascript:alert(1))');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('strong', { hasText: 'young' }).waitFor();
    expect(await page.locator('a[href^="javascript"], main img[src="x"]').count()).toBe(0);
    await page.getByLabel('Another name').fill('pussycat');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Take pussycat away' }).waitFor();
    await shootAll(page, 'tag');
    await page.getByRole('button', { name: 'Edit the tag' }).click();
    await page.getByRole('menuitem', { name: 'Merge into another…' }).click();
    await page.getByLabel('The tag that stays').fill('kitten');
    await page.getByText('This cannot be undone').waitFor();
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByRole('heading', { name: 'kitten' }).waitFor();
    await page.getByRole('button', { name: 'Take pussycat away' }).waitFor({ timeout: 60_000 });
  });

  test('unused tags are removed after their number was said; an address of no tag is not there', { timeout: 120_000 }, async () => {
    await page.goto(`${url}/tags`);
    await row('long hair').waitFor();
    await page.getByRole('button', { name: 'More about tags' }).click();
    await page.getByRole('menuitem', { name: 'Remove unused tags…' }).click();
    await page.getByText(/nothing to remove/).waitFor();
    await page.getByRole('checkbox', { name: /Also the 3 tags/ }).check();
    await page.getByText('3 tags are on no picture.').waitFor();
    await shootAll(page, 'tags-unused');
    await page.getByRole('button', { name: 'Remove 3 tags' }).click();
    await expect.poll(() => row('long hair').count(), { timeout: 60_000 }).toBe(0);
    expect(await row('kitten').count()).toBe(1);
    await page.goto(`${url}/tags/notanumber`);
    await page.getByText('There is no page at this address.').waitFor();
  });

  test('rules are found, approved by key, and their tag is there at once; undone, it goes', { timeout: 120_000 }, async () => {
    await page.goto(`${url}/implications`);
    await page.getByRole('button', { name: 'Look for rules' }).click();
    const rule = page.locator('[data-rule]').filter({ hasText: 'kitten → cat' });
    await page.locator('[data-rule]').first().waitFor({ timeout: 60_000 });
    await shootAll(page, 'implications');
    expect(await rule.count()).toBe(0); // the merged kitty has no cat: 12 of 13
    await page.getByText('mira (saga)').first().waitFor();
    const before = await page.locator('[data-rule]').count();
    await page.keyboard.press('a');
    await expect.poll(() => page.locator('[data-rule]').count()).toBe(before - 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Rejected 1').waitFor();
    expect(complaints).toEqual([]);
  });
});
