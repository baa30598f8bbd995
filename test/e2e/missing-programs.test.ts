import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumMissing } from '../support/browser.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { CARD, ffmpegMissing, H264, makeVideo } from '../support/videos.ts';
import { closeAll, openMagpie } from './support/open-magpie.ts';
import { shootAll } from './support/shots.ts';

const reason = chromiumMissing ?? ffmpegMissing();
if (reason !== undefined) console.warn(`the tests of missing programs on the page are skipped: ${reason}`);

describe.skipIf(reason !== undefined)('missing programs on the page', () => {
  const folder = tempDir('e2e-missing-files');
  const data = tempDir('e2e-missing');
  const programs = tempDir('e2e-programs');
  let page: Page;
  let url: string;

  beforeAll(async () => {
    for (const path of [folder, programs]) mkdirSync(path, { recursive: true });
    symlinkSync('/bin/sh', join(programs, 'sh'));
    const film = makeVideo('film.mp4', [...CARD, ...H264]);
    for (let i = 0; i < 3; i += 1) writeFileSync(join(folder, `film-${i}.mp4`), Buffer.concat([film, Buffer.from([0, 0, 0, 9, 0x66, 0x72, 0x65, 0x65, i])]));
    const run = await runMagpie(['ingest', folder, '--data', data, '--json'], { env: { PATH: programs } });
    expect(run.json()).toMatchObject({ skipped: 3 });
    ({ url, page } = await openMagpie(data, { PATH: programs }));
  }, 120_000);

  afterAll(closeAll);

  test('System and Ingest say what waits and how to help; the films come in once the program is there', { timeout: 90_000 }, async () => {
    for (const [path, name] of [
      ['/ingest', 'missing-programs-ingest'],
      ['/system', 'missing-programs-system'],
    ] as const) {
      await page.goto(`${url}${path}`);
      const note = page.getByRole('region', { name: 'Files that wait for a program' });
      await note.waitFor();
      expect(await note.innerText()).toMatch(/3 files wait for ff\w+/);
      expect(await note.innerText()).toContain('sudo apt install ffmpeg');
      await shootAll(page, name);
    }
    for (const tool of ['ffmpeg', 'ffprobe']) symlinkSync(`/usr/bin/${tool}`, join(programs, tool));
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText('3 files are tried again').waitFor();
    await page.getByRole('region', { name: 'Files that wait for a program' }).waitFor({ state: 'detached', timeout: 30_000 });
    await expect.poll(async () => ((await (await fetch(`${url}/api/v1/assets`)).json()) as { total: number }).total, { timeout: 30_000 }).toBe(3);
  });
});
