import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMagpieClient } from '../../src/sdk/client.ts';
import { chromiumMissing } from '../support/browser.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { Line } from './support/line.ts';
import { noise, writeMany } from './support/many-pictures.ts';
import { closeAll, openMagpie } from './support/open-magpie.ts';
import { shootAll } from './support/shots.ts';

const TUS = '/api/v1/ingest/tus';

describe.skipIf(chromiumMissing !== undefined)('uploads in the page', () => {
  const data = tempDir('e2e-uploads');
  const files = tempDir('e2e-upload-files');
  let line: Line;
  let url: string;
  let page: Page;
  let network: CDPSession;
  const requests: Request[] = [];

  const api = () => createMagpieClient(url);
  const sessions = async () => (await api().GET('/api/v1/ingest/sessions')).data!.items;
  const assets = async (): Promise<number> => (await api().GET('/api/v1/assets')).data!.total;
  const tray = () => page.getByRole('region', { name: 'Uploads', exact: true });
  const choose = (paths: string[]) => page.getByLabel('Pictures to upload').setInputFiles(paths);
  const sent = (method: string): number => requests.filter((request) => request.method() === method && request.url().includes(TUS)).length;
  const through = async (): Promise<void> => {
    await tray()
      .getByText(/^All done$|could not be added$/)
      .waitFor({ timeout: 40_000 });
  };
  const throttle = (bytesPerSecond: number) =>
    network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSecond });
  /** How much of the first upload under way has been sent, as its bar says. */
  const percent = async (): Promise<number> =>
    Number(
      await tray()
        .getByRole('progressbar', { name: /^Progress of/ })
        .first()
        .getAttribute('aria-valuenow'),
    );

  beforeAll(async () => {
    mkdirSync(join(files, 'trip'));
    writeMany(join(files, 'trip'), await noise(600, 400), 60);
    writeFileSync(join(files, 'large.jpg'), await noise(5200, 3900, 92));
    writeFileSync(join(files, 'second.jpg'), await noise(5200, 3900, 92));
    const opened = await openMagpie(data);
    page = opened.page;
    line = await Line.to(Number(new URL(opened.url).port));
    url = `http://127.0.0.1:${line.port}`;
    network = await opened.browser.newCDPSession(page);
    await network.send('Network.enable');
    page.on('request', (request) => requests.push(request));
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(url);
  });

  afterAll(async () => {
    await line?.close();
    await closeAll();
  });

  test('what is chosen together is one session; what the library has is not sent again', async () => {
    const trip = Array.from({ length: 60 }, (_, n) => join(files, 'trip', `IMG_${String(n).padStart(4, '0')}.jpg`));
    await choose(trip.slice(0, 40));
    await through();
    await tray().getByText('40 added').waitFor();
    const [first, ...others] = await sessions();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ source: 'upload', state: 'finished', discovered: 40, ingested: 40 });
    await tray().getByRole('button', { name: 'Close uploads' }).click();

    requests.length = 0;
    await choose(trip);
    await through();
    await tray().getByText('20 added · 40 already there').waitFor();
    expect(sent('POST')).toBe(20);
    expect((await sessions()).map((session) => session.discovered)).toEqual([20, 40]);
    await expect.poll(assets).toBe(60);
    await shootAll(page, 'upload-tray');
    await tray().getByRole('button', { name: 'Close uploads' }).click();
  });

  test('a connection cut in the middle: it says so, waits, and goes on where it stopped', async () => {
    requests.length = 0;
    await throttle(3_000_000);
    await choose([join(files, 'large.jpg')]);
    await waitFor('a part to be sent', async () => (await percent()) >= 25, { timeoutMs: 30_000 });
    line.cut();
    await tray().getByText('Connection lost', { exact: false }).waitFor();
    await throttle(-1);
    line.mend();
    await through();
    await expect.poll(assets).toBe(61);
    const resumed = requests.filter((request) => request.method() === 'PATCH').map((request) => Number(request.headers()['upload-offset']));
    expect(resumed.at(-1)).toBeGreaterThan(0);
    expect(sent('POST')).toBe(1);
    await tray().getByRole('button', { name: 'Close uploads' }).click();
  });

  test('after a reload the same file goes on where it stopped', async () => {
    await throttle(3_000_000);
    await choose([join(files, 'second.jpg')]);
    await waitFor('a part to be sent', async () => (await percent()) >= 25, { timeoutMs: 30_000 });
    await page.reload();
    await throttle(-1);
    const note = page.getByRole('region', { name: 'Interrupted uploads' });
    await note.getByText('second.jpg', { exact: false }).waitFor();
    await shootAll(page, 'upload-interrupted');
    requests.length = 0;
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), note.getByRole('button', { name: 'Choose' }).click()]);
    await chooser.setFiles(join(files, 'second.jpg'));
    await through();
    await expect.poll(assets).toBe(62);
    expect(sent('POST')).toBe(0);
    expect(sent('HEAD')).toBeGreaterThan(0);
    await tray().getByRole('button', { name: 'Close uploads' }).click();
  });

  test('addresses are pasted anywhere; one that may not be fetched says why', async () => {
    await page.evaluate<unknown>(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', 'http://127.0.0.1:1/secret.jpg');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    })()`);
    await page.getByLabel('From the web').waitFor();
    expect(await page.getByLabel('From the web').inputValue()).toBe('http://127.0.0.1:1/secret.jpg');
    await shootAll(page, 'upload-dialog');
    await page.getByRole('button', { name: 'Fetch' }).click();
    await tray().getByText('This address is not fetched', { exact: false }).first().waitFor({ timeout: 20_000 });
    await tray().getByRole('button', { name: 'Close uploads' }).click();
  });

  test('a damaged archive and a file that is no picture say what they are', async () => {
    writeFileSync(join(files, 'broken.zip'), Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(2000)]));
    writeFileSync(join(files, 'words.jpg'), 'these are words');
    await choose([join(files, 'broken.zip'), join(files, 'words.jpg')]);
    await through();
    await tray().getByText('The archive is damaged', { exact: false }).waitFor();
    await tray().getByText('This kind of file is not supported', { exact: false }).waitFor();
    await shootAll(page, 'upload-problems');
    await tray().getByRole('button', { name: 'Close uploads' }).click();
  });

  test('a page that cannot use tus sends in plain requests, and what is chosen together is still one session', async () => {
    await page.route(`**${TUS}**`, (route) => route.fulfill({ status: 405, body: 'Method not allowed' }));
    const before = (await sessions()).length;
    const paths = [1, 2, 3].map((n) => join(files, `plain-${n}.jpg`));
    for (const path of paths) writeFileSync(path, await noise(320, 240));
    await choose(paths);
    await through();
    await page.unroute(`**${TUS}**`);
    await expect.poll(assets).toBe(65);
    const [mine, ...others] = await sessions();
    expect(others).toHaveLength(before);
    expect(mine).toMatchObject({ source: 'upload', discovered: 3, ingested: 3 });
    await expect.poll(async () => (await sessions())[0]!.state).toBe('finished');
  });
});
