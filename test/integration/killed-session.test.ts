import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { picture } from '../support/pictures.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { endAll, startMagpie } from './running-magpie.ts';

const FILES = 2_000;

afterEach(endAll);

interface Session {
  readonly state: string;
  readonly discovered: number;
  readonly ingested: number;
}

test('kill -9 of everything, twice, in a session of 2,000 files: it goes on by itself, and every file counts once', { timeout: 300_000 }, async () => {
  const pictures = tempDir('killed-pictures');
  const dataDir = tempDir('killed');
  for (let i = 0; i < FILES; i += 1) writeFileSync(join(pictures, `picture-${i}.jpg`), await picture(i, { width: 64, height: 48 }));
  const start = () => startMagpie(['start', '--data', dataDir, '--port', '0'], { MAGPIE_ROOTS: pictures });
  const session = async (url: string, id: string) => (await (await fetch(`${url}/api/v1/ingest/sessions/${id}`)).json()) as Session;

  let magpie = start();
  const body = JSON.stringify({ directory_path: pictures });
  const accepted = await fetch(`${await magpie.url()}/api/v1/ingest/process`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { job_id: id } = (await accepted.json()) as { job_id: string };
  for (const part of [0.2, 0.6]) {
    const url = await magpie.url();
    await waitFor(`${part} of the files`, async () => (await session(url, id)).ingested >= FILES * part, { timeoutMs: 120_000, everyMs: 50 });
    magpie.killGroup();
    await magpie.exited;
    magpie = start();
  }
  const url = await magpie.url();
  await waitFor('the end', async () => (await session(url, id)).state === 'finished', { timeoutMs: 120_000, everyMs: 200 });
  expect(await session(url, id)).toMatchObject({ discovered: FILES, ingested: FILES, duplicate: 0, skipped: 0, failed: 0, quarantined: 0, pending: 0 });
  magpie.kill('SIGTERM');
  expect((await magpie.exited).code).toBe(0);
  expect((await runMagpie(['verify', '--json', '--data', dataDir])).json()).toMatchObject({ assets: FILES, clean: true });
});
