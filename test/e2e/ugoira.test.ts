import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createMagpieClient } from '../../src/sdk/client.ts';
import { chromiumMissing } from '../support/browser.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { ugoira } from '../support/ugoira.ts';
import { ffmpegMissing } from '../support/videos.ts';
import { closeAll, openMagpie } from './support/open-magpie.ts';
import { shootAll } from './support/shots.ts';

const reason = ffmpegMissing() ?? chromiumMissing;
if (reason !== undefined) console.warn(`frames in a zip are not played in the page: ${reason}`);

describe.skipIf(reason !== undefined)('frames in a zip', () => {
  afterAll(closeAll);

  test('are played in the viewer like any video', { timeout: 400_000 }, async () => {
    const folder = tempDir('e2e-ugoira-files');
    const data = tempDir('e2e-ugoira');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'disc.zip'), await ugoira([300, 300, 300, 600, 300, 300], { width: 480, height: 360 }));
    await runMagpie(['ingest', folder, '--data', data, '--json']);
    const { url, page, complaints } = await openMagpie(data);
    const { items } = (await createMagpieClient(url).GET('/api/v1/assets')).data!;
    expect(items).toMatchObject([{ name: 'disc.zip', kind: 'animation', frames: 6, durationMs: 2100 }]);
    await page.goto(`${url}/asset/${items[0]!.id}`);
    // The copy is made at the lowest priority: on a machine that is busy it takes its time.
    await page.locator('video').waitFor({ timeout: 200_000 });
    const time = () => page.evaluate<number>('document.querySelector("video").currentTime');
    await expect.poll(time, { timeout: 60_000 }).toBeGreaterThan(0.5);
    expect(await page.evaluate('document.querySelector("video").videoWidth')).toBe(480);
    await page.keyboard.press(' ');
    await expect.poll(() => page.evaluate('document.querySelector("video").paused')).toBe(true);
    await shootAll(page, 'ugoira-player');
    expect(complaints).toEqual([]);
  });
});
