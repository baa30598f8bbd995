import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { tinyPictures } from '../failure/support/tiny-pictures.ts';
import { picture } from '../support/pictures.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { childrenOf, endAll, startMagpie } from './running-magpie.ts';

afterEach(endAll);

async function fill(folder: string, count: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  (await tinyPictures(count)).forEach((bytes, n) => writeFileSync(join(folder, `${n}.png`), bytes));
  return folder;
}

const post = async (url: string, body: object): Promise<{ status_url: string }> =>
  (await (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json()) as { status_url: string };
// One that is on its way to a web process that is being replaced may get no answer; who asks anew gets one.
const get = async <T>(url: string): Promise<T> => (await (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json()) as T;
interface Status {
  readonly status: string;
  readonly processed: number;
}

test('a picture dropped while 5,000 files are scanned is in the library within seconds', { timeout: 180_000 }, async () => {
  const dataDir = tempDir('load');
  const folder = await fill(join(dataDir, 'source'), 5_000);
  const magpie = startMagpie(['start', '--data', dataDir, '--port', '0'], {
    MAGPIE_WEB_WORKERS: '1',
    MAGPIE_INGEST_WORKERS: '1',
    MAGPIE_MONITOR_SETTLE_MS: '300',
    MAGPIE_ROOTS: folder,
  });
  const url = await magpie.url();
  const { status_url: status } = await post(`${url}/api/v1/ingest/scan`, { directory_path: folder, mode: 'copy' });
  await waitFor('the scan to be under way', async () => (await get<Status>(`${url}${status}`)).processed > 50, { timeoutMs: 60_000 });
  const dropped = performance.now();
  writeFileSync(join(dataDir, 'inbox', 'wanted-now.jpg'), await picture(1, { width: 1600, height: 1200 }));
  await waitFor(
    'the dropped picture',
    async () => (await get<{ items: { name: string }[] }>(`${url}/api/v1/assets?limit=1&q=wanted-now`)).items[0]?.name === 'wanted-now.jpg',
    { timeoutMs: 60_000, everyMs: 50 },
  );
  const seconds = (performance.now() - dropped) / 1000;
  const scan = await get<Status>(`${url}${status}`);
  expect(scan.status, `the scan was done too early to show anything (${seconds} s)`).toBe('processing');
  expect(seconds).toBeLessThan(8);
});

test('ingest processes come with the load and go without it, each change said once', { timeout: 120_000 }, async () => {
  const dataDir = tempDir('load');
  const magpie = startMagpie([dataDir], { MAGPIE_ROOTS: dataDir }, join(import.meta.dirname, 'scaling-supervisor.ts'));
  const url = await magpie.url();
  expect(childrenOf(magpie.pid)).toHaveLength(2);
  const folder = await fill(join(dataDir, 'source'), 1_500);
  const { status_url: status } = await post(`${url}/api/v1/ingest/scan`, { directory_path: folder, mode: 'copy' });
  await waitFor('three ingest processes', () => childrenOf(magpie.pid).length === 4, { timeoutMs: 60_000 });
  await waitFor('the scan', async () => (await get<Status>(`${url}${status}`)).status === 'completed', { timeoutMs: 60_000 });
  await waitFor('one ingest process', () => childrenOf(magpie.pid).length === 2, { timeoutMs: 30_000 });
  expect(magpie.stdout.split('\n').filter((line) => line.startsWith('ingest processes'))).toEqual([
    'ingest processes: 2 instead of 1; files wait and the processor has time to spare',
    'ingest processes: 3 instead of 2; files wait and the processor has time to spare',
    'ingest processes: 2 instead of 3; there is less to do',
    'ingest processes: 1 instead of 2; there is less to do',
  ]);
  expect(await get<Status>(`${url}${status}`)).toMatchObject({ processed: 1_500, failed: 0 });
  magpie.kill('SIGTERM');
  expect((await magpie.exited).code).toBe(0);
});

test('in quiet hours nothing is begun, the session says why, and changed settings let it go on', { timeout: 120_000 }, async () => {
  const dataDir = tempDir('load');
  const magpie = startMagpie(['start', '--data', dataDir, '--port', '0'], {
    MAGPIE_WEB_WORKERS: '1',
    MAGPIE_INGEST_WORKERS: '1',
    MAGPIE_MONITOR_SETTLE_MS: '300',
    MAGPIE_QUIET_HOURS_HOURS: '00:00-00:00',
    MAGPIE_QUIET_HOURS_MAX_FILES: '0',
  });
  const url = await magpie.url();
  interface Session {
    readonly waiting: { readonly code: string } | null;
    readonly ingested: number;
    readonly pending: number;
  }
  const session = async () => (await get<{ items: Session[] }>(`${url}/api/v1/ingest/sessions`)).items[0];
  writeFileSync(join(dataDir, 'inbox', 'night.jpg'), await picture(1));
  await waitFor('the file to be offered', async () => (await session())?.pending === 1);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await session()).toMatchObject({ ingested: 0, pending: 1, waiting: { code: 'quiet-hours' } });
  const { revision } = await get<{ revision: string }>(`${url}/api/v1/settings`);
  const changed = await fetch(`${url}/api/v1/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ revision, changes: { 'quietHours.maxFiles': 2 } }),
  });
  expect(changed.status).toBe(200);
  await waitFor('the picture', async () => (await session())?.ingested === 1, { timeoutMs: 40_000 });
});
