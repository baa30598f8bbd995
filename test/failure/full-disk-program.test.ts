import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { endAll, startMagpie } from '../integration/running-magpie.ts';
import { picture } from '../support/pictures.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { mountMissing, SmallDisk } from './support/small-disk.ts';

afterEach(endAll);

const FILES = 60;
const missing = mountMissing();

interface Session {
  readonly state: string;
  readonly ingested: number;
  readonly failed: number;
  readonly quarantined: number;
  readonly discovered: number;
  readonly waiting: { readonly code: string; readonly next: string } | null;
}

test.skipIf(missing !== undefined)(
  `the whole data folder on a full disk: the session says so, no half file, it goes on by itself${missing ? ` (skipped: ${missing})` : ''}`,
  { timeout: 120_000 },
  async () => {
    const disk = new SmallDisk(join(tempDir('disk'), 'data'), 48);
    const source = tempDir('source');
    mkdirSync(source, { recursive: true });
    for (let seed = 0; seed < FILES; seed += 1) writeFileSync(join(source, `${seed}.jpg`), await picture(seed, { width: 1200, height: 900 }));
    const magpie = startMagpie(['start', '--data', disk.path, '--port', '0'], {
      MAGPIE_WEB_WORKERS: '1',
      MAGPIE_INGEST_WORKERS: '1',
      MAGPIE_INGEST_CONCURRENCY: '2',
      MAGPIE_ROOTS: source,
    });
    const url = await magpie.url();
    const accepted = await fetch(`${url}/api/v1/ingest/scan`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ directory_path: source, mode: 'copy' }),
    });
    const { job_id: id } = (await accepted.json()) as { job_id: string };
    const session = async (): Promise<Session> => (await (await fetch(`${url}/api/v1/ingest/sessions/${id}`)).json()) as Session;
    await waitFor('the run to be under way', async () => (await session()).ingested > 3, { everyMs: 20 });
    disk.fill();
    const stuck = await waitFor('the session to say what it waits for', async () => {
      const now = await session();
      return now.waiting !== null && now;
    });
    expect(stuck).toMatchObject({ state: 'running', failed: 0, quarantined: 0, waiting: { code: 'disk-full' } });
    expect(stuck.waiting?.next).not.toBe('');
    expect(stuck.ingested).toBeLessThan(FILES);
    const health = await fetch(`${url}/health`);
    expect([health.status, await health.json()]).toMatchObject([200, { status: 'degraded', checks: { disk: 'disk-full' } }]);
    const complaints = () => magpie.log.filter(({ level, code }) => level !== 'info' && code === 'disk-full');
    await waitFor('the log to say so', () => complaints().length > 0, { timeoutMs: 20_000 });
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    // Each process says a fact once, however often it tries.
    const said = complaints();
    expect(magpie.log.filter(({ level }) => level === 'error')).toEqual([]);
    const each = said.map(({ role, msg }) => `${String(role)}: ${String(msg).split(':')[0]}`);
    expect(each).toEqual([...new Set(each)]);
    expect((await session()).waiting?.code).toBe('disk-full');

    disk.free();
    const end = await waitFor(
      'the end of the session',
      async () => {
        const now = await session();
        return now.state === 'finished' && now;
      },
      { timeoutMs: 60_000 },
    );
    expect(end).toMatchObject({ discovered: FILES, ingested: FILES, failed: 0, quarantined: 0, waiting: null });
    magpie.kill('SIGTERM');
    expect((await magpie.exited).code).toBe(0);
    const verify = startMagpie(['verify', '--data', disk.path, '--json'], {});
    expect({ ...(await verify.exited), said: verify.stdout }).toMatchObject({ code: 0 });
    const temps = join(disk.path, 'originals', 'tmp');
    expect(existsSync(temps) ? readdirSync(temps) : []).toEqual([]);
  },
);
