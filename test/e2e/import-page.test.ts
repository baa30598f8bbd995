import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMagpieClient } from '../../src/sdk/client.ts';
import { localWeb } from '../import/local-web.ts';
import { chromiumMissing } from '../support/browser.ts';
import { tempDir } from '../support/temp-dir.ts';
import { noise } from './support/many-pictures.ts';
import { closeAll, openMagpie } from './support/open-magpie.ts';
import { shootAll } from './support/shots.ts';

describe.skipIf(chromiumMissing !== undefined)('pictures from the web, and what a scan could not read, in the page', () => {
  const data = tempDir('e2e-import');
  const root = tempDir('e2e-unread');
  let url: string;
  let page: Page;

  const api = () => createMagpieClient(url);
  const tray = () => page.getByRole('region', { name: 'Uploads', exact: true });
  const fetchAll = async (addresses: readonly string[]): Promise<void> => {
    await page.getByRole('button', { name: 'Upload', exact: true }).first().click();
    await page.getByLabel('From the web').fill(addresses.join('\n'));
    await page.getByRole('button', { name: 'Fetch' }).click();
  };
  const newest = async () => (await api().GET('/api/v1/ingest/sessions')).data!.items[0]!;

  beforeAll(async () => {
    const settings = { MAGPIE_IMPORT_ALLOW_PRIVATE_ADDRESSES: 'true', MAGPIE_IMPORT_ALLOW_OTHER_PORTS: 'true', MAGPIE_ROOTS: root };
    ({ url, page } = await openMagpie(data, settings));
    await page.goto(url);
  });

  afterAll(closeAll);

  test('an address becomes a picture that is shown; those that fail say why', async () => {
    const bytes = await noise(640, 480);
    const web = await localWeb((request, response) => {
      if (request.url?.startsWith('/photo.jpg')) response.end(bytes);
      else if (request.url === '/moved') response.writeHead(302, { location: '/photo.jpg?other' }).end();
      else if (request.url === '/page.html') response.setHeader('content-type', 'text/html').end('<h1>not a picture</h1>');
      else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else response.writeHead(404).end('gone');
    });
    const at = (path: string) => `http://127.0.0.1:${web.port}${path}`;
    await fetchAll([at('/photo.jpg')]);
    await tray().getByText('All done').waitFor({ timeout: 30_000 });
    const { data: assets } = await api().GET('/api/v1/assets');
    expect(assets).toMatchObject({ total: 1, items: [{ name: 'photo.jpg' }] });
    await page.locator(`img[src*="/assets/${assets!.items[0]!.id}/"]`).first().waitFor();
    await tray().getByRole('button', { name: 'Close uploads' }).click();

    await fetchAll(['/moved', '/page.html', '/gone.jpg', '/loop'].map(at));
    await expect.poll(async () => (await newest()).state, { timeout: 30_000 }).toBe('finished');
    expect(await newest()).toMatchObject({ source: 'url', discovered: 4, ingested: 0, duplicate: 1, skipped: 1, failed: 2 });
    await tray().getByText('could not be added', { exact: false }).first().waitFor();
    await shootAll(page, 'import-tray');
    await tray().getByRole('button', { name: 'Close uploads' }).click();

    await page.goto(`${url}/sessions/${(await newest()).id}`);
    const reasons = page.getByRole('list', { name: 'Reasons' });
    await reasons.getByText('The other server did not give the file').waitFor();
    await reasons.getByText('it may need a login, or be gone', { exact: false }).waitFor();
    await shootAll(page, 'import-session');
  });

  test.skipIf(process.platform !== 'linux')('names that are no UTF-8 are listed with what to do', async () => {
    const raw = (name: string) => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]);
    mkdirSync(raw('Fotos f\xfcr Oma'));
    writeFileSync(raw('caf\xe9.jpg'), await noise(64, 48));
    writeFileSync(join(root, 'plain.jpg'), await noise(65, 48));
    const { data: accepted } = await api().POST('/api/v1/ingest/process', { body: { directory_paths: [root] } });
    await page.goto(`${url}/sessions/${accepted!.session_id}`);
    const places = page.getByRole('list', { name: 'Not read' });
    await places.getByText(join(root, 'caf\\xE9.jpg')).waitFor();
    await places.getByText(join(root, 'Fotos f\\xFCr Oma')).waitFor();
    await places.getByText('Rename the file', { exact: false }).waitFor();
    await page.getByText('2 places could not be read').waitFor();
    expect(await newest()).toMatchObject({ discovered: 1, ingested: 1, unread: 2 });
    await shootAll(page, 'session-unread');
  });
});
