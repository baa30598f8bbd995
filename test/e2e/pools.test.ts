import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumMissing } from '../support/browser.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { closeAll, hearConsole, openMagpie } from './support/open-magpie.ts';
import { DESKTOP, PHONE, SCREENSHOTS, shootAll } from './support/shots.ts';

describe.skipIf(chromiumMissing !== undefined)('pools and families in the browser', () => {
  const data = tempDir('e2e-pools');
  let page: Page;
  let url: string;
  let ids: number[];
  let complaints: string[];
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as T;
  };
  const orderOf = async (pool: number): Promise<number[]> =>
    (await send<{ items: Array<{ id: number }> }>('GET', `/pools/${pool}/assets`)).items.map(({ id }) => id);
  const tiles = () => page.getByRole('list', { name: 'Pictures of the pool, in their order' }).getByRole('listitem');
  const makePool = (name: string, members: number[], kind = 'series') => send<{ id: number }>('POST', '/pools', { name, kind, ids: members });

  beforeAll(async () => {
    await runMagpie(['demo', '--count', '60', '--into', tempDir('e2e-photos'), '--data', data, '--json']);
    const opened = await openMagpie(data);
    ({ url, page, complaints } = opened);
    hearConsole(opened);
    ids = (await send<{ items: Array<{ id: number }> }>('GET', '/assets?limit=60&q=is:image+-has:camera+or+is:image')).items.map(({ id }) => id);
  }, 240_000);
  afterAll(closeAll);

  test('a pool is made, found, and filled from the viewer; what others do there shows by itself', async () => {
    await page.goto(`${url}/pools`);
    await page.getByText('There are no pools yet').waitFor();
    await shootAll(page, 'pools-empty');
    await page.getByRole('button', { name: 'New pool' }).first().click();
    await page.getByRole('dialog').getByLabel('Name').fill('Summer trip');
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await page.getByText('Nothing is in this pool').waitFor();

    await page.goto(`${url}/asset/${ids[0]}`);
    await page.getByLabel('Download the original (D)').waitFor();
    await page.getByText('Add to a pool').waitFor();
    await page.keyboard.press('p');
    await page
      .getByRole('dialog', { name: 'Add to a pool' })
      .getByRole('button', { name: /Summer trip/ })
      .click();
    await page.getByText('Added to “Summer trip”').waitFor();
    await page.getByRole('link', { name: /Summer trip/ }).waitFor();
    await page.keyboard.press('p');
    await page.getByLabel('Name of a pool').fill('Mood board');
    await page.getByRole('button', { name: 'New pool “Mood board”' }).click();
    await page.getByRole('link', { name: /Mood board/ }).waitFor();

    for (const [at, name] of ['A comic in many pages', 'Best of 2025', 'Cats', 'Train windows'].entries())
      await makePool(name, ids.slice(at * 5, at * 5 + 12), at % 2 === 0 ? 'series' : 'collection');
    await page.goto(`${url}/pools`);
    await page.getByRole('list', { name: 'Pools' }).getByRole('listitem').nth(5).waitFor();
    await shootAll(page, 'pools');
    await makePool('Made elsewhere', ids.slice(3, 5));
    await page.getByText('Made elsewhere').waitFor();
    await page.getByLabel('Find a pool').fill('comic');
    await expect.poll(() => page.getByRole('list', { name: 'Pools' }).getByRole('listitem').count()).toBe(1);
  });

  test('put in order by mouse and by keyboard, several at once, to a place; each undone', async () => {
    const members = ids.slice(0, 9);
    const { id } = await makePool('To be sorted', members);
    const [a, b, c, d, e, f, g, h, i] = members as [number, number, number, number, number, number, number, number, number];
    await page.goto(`${url}/pools/${id}`);
    await tiles().nth(8).waitFor();
    await shootAll(page, 'pool');

    const drag = async (from: number, to: number): Promise<void> => {
      const [start, end] = [(await tiles().nth(from).boundingBox())!, (await tiles().nth(to).boundingBox())!];
      await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
      await page.mouse.down();
      await page.mouse.move(end.x + end.width / 2 + 3, end.y + end.height / 2 + 3, { steps: 12 });
      await page.waitForTimeout(300);
      if (from === 4) await page.screenshot({ path: join(SCREENSHOTS, 'pool-drag.png') });
      await page.mouse.up();
    };
    const shown = (): Promise<number[]> =>
      page.locator('[data-member]').evaluateAll((all) => all.map((one) => Number((one as unknown as { dataset: Record<string, string> }).dataset['member'])));
    const undo = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect.poll(() => orderOf(id)).toEqual(members);
      await expect.poll(() => shown()).toEqual(members);
    };
    await drag(4, 1);
    await expect.poll(() => orderOf(id)).toEqual([a, e, b, c, d, f, g, h, i]);
    await page.getByText('Moved to place 2').waitFor();
    await undo();

    await expect.poll(() => tiles().nth(1).getByRole('button').first().getAttribute('aria-label')).toMatch(/^2\. /);
    await tiles().nth(0).getByRole('button').first().focus();
    await page.keyboard.press('Space');
    await page.waitForTimeout(200);
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(300);
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(300);
    await page.keyboard.press('Space');
    await expect.poll(() => orderOf(id)).toEqual([b, c, a, d, e, f, g, h, i]);
    await undo();

    for (const at of [6, 8])
      await tiles()
        .nth(at)
        .getByLabel(/^Select/)
        .click();
    await page.getByText('2 selected').waitFor();
    await shootAll(page, 'pool-selected');
    await page.getByRole('button', { name: 'Move to…' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('2');
    await page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click();
    await expect.poll(() => orderOf(id)).toEqual([a, g, i, b, c, d, e, f, h]);
    await undo();

    await tiles().nth(2).getByRole('button').first().focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => orderOf(id)).toEqual(members.toSpliced(2, 1));
    await undo();

    // Somebody else moved meanwhile: told so, and the page shows what is.
    const meddle = async (route: Route): Promise<void> => {
      const { version } = await send<{ version: number }>('GET', `/pools/${id}`);
      await send('POST', `/pools/${id}/assets/move`, { ids: [i], at: 1, version });
      await route.continue();
    };
    await page.route('**/assets/move', meddle, { times: 1 });
    await drag(1, 4);
    await page.getByText('The pool was changed meanwhile').waitFor();
    await expect.poll(() => orderOf(id)).toEqual([i, a, b, c, d, e, f, g, h]);
    complaints.length = 0; // The browser writes the refusal into its console.
  });

  test('a finger held for a moment drags, one that moves at once does not', async () => {
    const members = ids.slice(0, 6);
    const { id } = await makePool('By touch', members);
    const [a, b, c, d, e, f] = members as [number, number, number, number, number, number];
    await page.setViewportSize(PHONE);
    await page.goto(`${url}/pools/${id}`);
    await tiles().nth(5).waitFor();
    const touch = await page.context().newCDPSession(page);
    await touch.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    const swipe = async (from: number, to: number, heldMs: number): Promise<void> => {
      const [start, end] = [(await tiles().nth(from).boundingBox())!, (await tiles().nth(to).boundingBox())!];
      const at = (part: number) => ({
        x: start.x + start.width / 2 + (end.x - start.x) * part,
        y: start.y + start.height / 2 + (end.y - start.y) * part,
      });
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(0)] });
      await page.waitForTimeout(heldMs);
      for (let step = 1; step <= 8; step += 1) {
        await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at(step / 8)] });
        await page.waitForTimeout(40);
      }
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    await swipe(5, 0, 0);
    await page.waitForTimeout(600);
    expect(await orderOf(id)).toEqual(members);
    await swipe(5, 1, 500);
    await expect.poll(() => orderOf(id)).toEqual([a, f, b, c, d, e]);
    await touch.send('Emulation.setTouchEmulationEnabled', { enabled: false });
    await touch.detach();
    await page.setViewportSize(DESKTOP);
  });

  test('looked at in its order, and read from top to bottom', async () => {
    const members = ids.slice(10, 18);
    const { id } = await makePool('Read me', members);
    await page.goto(`${url}/pools/${id}`);
    await tiles().nth(2).getByRole('button').first().click();
    await page.waitForURL(`**/asset/${members[2]}?*`);
    await page.getByRole('link', { name: 'Next in Read me' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(`**/asset/${members[3]}?*`);
    await page.getByRole('link', { name: 'Previous in Read me' }).click();
    await page.waitForURL(`**/asset/${members[2]}?*`);
    await page.getByRole('link', { name: 'Previous in Read me' }).waitFor();
    await shootAll(page, 'pool-viewer');
    await page.keyboard.press('Escape');
    await tiles().nth(2).waitFor();
    await page.getByRole('link', { name: 'Read' }).click();
    await page.getByText('1 / 8').waitFor();
    await shootAll(page, 'pool-read');
    await page.keyboard.press('End');
    await page.getByText('8 / 8').waitFor();
    await page.keyboard.press('Escape');
    await tiles().nth(2).waitFor();
    await page.getByLabel('What to do with the pool').click();
    await page.getByText('Delete the pool').click();
    await page.getByText(/deleted; its pictures stay/).waitFor();
    // somebody else takes its name meanwhile
    await makePool('Read me', ids.slice(0, 1));
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('it is back as “Read me (2)”').waitFor();
    await expect.poll(() => orderOf(id)).toEqual(members);
  });

  test('what is selected in the gallery goes into a pool, in its order', async () => {
    await page.goto(url);
    await page.locator('[data-asset]').first().focus();
    for (const key of ['x', 'ArrowRight', 'x']) await page.keyboard.press(key);
    const chosen = await page
      .locator('[data-asset]')
      .evaluateAll((all) => all.slice(0, 2).map((one) => Number((one as unknown as { dataset: Record<string, string> }).dataset['asset'])));
    await page.getByText('2 selected').waitFor();
    await page.getByLabel('More to do with the selection').click();
    await page.getByRole('menuitem', { name: 'Add to a pool…' }).click();
    await page.getByLabel('Name of a pool').fill('From the gallery');
    await page.getByRole('button', { name: 'New pool “From the gallery”' }).click();
    await page.getByText('2 pictures added to “From the gallery”').waitFor();
    const { items } = await send<{ items: Array<{ id: number }> }>('GET', '/pools?q=from the gallery');
    expect(await orderOf(items[0]!.id)).toEqual(chosen);
    await page.keyboard.press('Escape');
  });

  test('a family: related by number and by what was picked, walked by keys, undone', async () => {
    const [parent, child, second, variant] = ids.slice(30, 34) as [number, number, number, number];
    const kin = () => send<{ parent: { id: number } | null; siblings: { total: number } }>('GET', `/assets/${child}/family`);
    await page.goto(`${url}/asset/${child}`);
    await page.getByText('Relate to another').waitFor();
    await page.keyboard.press('k');
    const dialog = page.getByRole('dialog', { name: 'Relate this picture' });
    await dialog.getByLabel('Number of a picture, or a search').fill(String(parent));
    await dialog.locator(`button[title$="number ${parent}"]`).waitFor();
    await shootAll(page, 'relate');
    await dialog.locator(`button[title$="number ${parent}"]`).click();
    await page.getByRole('group', { name: 'Family' }).waitFor();
    expect((await kin()).parent?.id).toBe(parent);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('group', { name: 'Family' }).waitFor({ state: 'detached' });
    expect((await kin()).parent).toBeNull();

    await send('POST', '/relations', { kind: 'child', ids: [child, second], of: parent });
    await send('POST', '/relations', { kind: 'variant', ids: [variant], of: child });
    await page
      .getByRole('button', { name: /^Siblings: / })
      .nth(1)
      .waitFor();
    await page.getByRole('button', { name: /^Variants: / }).waitFor();
    await shootAll(page, 'family');
    await page.keyboard.press('Shift+ArrowRight');
    await page.waitForURL(`**/asset/${second}`);
    await page.getByRole('button', { name: /^Parent: / }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.waitForURL(`**/asset/${parent}`);
    await page
      .getByRole('button', { name: /^Children: / })
      .first()
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.waitForURL(`**/asset/${Math.min(child, second)}`);
    await page.goto(`${url}/asset/${child}`);
    await page.getByRole('group', { name: 'Family' }).waitFor();

    await page.keyboard.press('k');
    await dialog.getByText('Child', { exact: true }).click();
    await dialog.getByLabel('Number of a picture, or a search').fill(String(parent));
    await dialog.locator(`button[title$="number ${parent}"]`).click();
    await dialog.getByText('An asset cannot be above and below another at once').waitFor();
    await page.keyboard.press('Escape');
    expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
  });
});
