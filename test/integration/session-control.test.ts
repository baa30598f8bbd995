import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { signWebhook } from '../../src/ingest/webhook.ts';
import { picture } from '../support/pictures.ts';
import { createPostgresDatabase, postgresMissing } from '../support/postgres.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { endAll, type RunningMagpie, startMagpie } from './running-magpie.ts';

const GOOD = 300;
const BROKEN = 4;
const pictures = tempDir('control-pictures');

beforeAll(async () => {
  mkdirSync(join(pictures, 'deep'));
  for (let i = 0; i < GOOD; i += 1) writeFileSync(join(pictures, i % 3 === 0 ? 'deep' : '.', `picture-${i}.jpg`), await picture(i));
}, 60_000);
afterEach(endAll);

interface Session {
  readonly state: string;
  readonly paused: boolean;
  readonly discovered: number;
  readonly ingested: number;
  readonly duplicate: number;
  readonly skipped: number;
  readonly failed: number;
  readonly quarantined: number;
  readonly pending: number;
  readonly etaSeconds: number | null;
  readonly currentFiles: readonly object[];
  readonly webhook: { state: string } | null;
}

const done = (session: Session) => session.ingested + session.duplicate + session.skipped + session.failed + session.quarantined;

function client(url: string, id: string) {
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v1/ingest/${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    ask,
    session: () => ask<Session>('GET', `sessions/${id}`),
    act: <T = Session>(name: string, body?: object) => ask<T>('POST', `sessions/${id}/${name}`, body),
  };
}

/** Somebody who waits for the result. */
async function receiver() {
  const calls: Array<{ signature: string; timestamp: string; body: string }> = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      calls.push({ signature: String(request.headers['x-magpie-signature']), timestamp: String(request.headers['x-magpie-timestamp']), body });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

describe.each([
  { engine: 'sqlite', skip: undefined },
  { engine: 'postgres', skip: postgresMissing() },
])('the real program on $engine', ({ engine, skip }) => {
  test.skipIf(skip !== undefined)('pause outlives kill -9; resume, retry and webhook end it with exact counts', { timeout: 180_000 }, async () => {
    const dataDir = tempDir('control');
    const broken = tempDir('control-broken');
    for (let i = 0; i < BROKEN; i += 1) {
      const path = join(broken, `broken-${i}.jpg`);
      writeFileSync(path, Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(3000, 1)]));
      // Old: a fresh one would be waited for, it might still be written to.
      utimesSync(path, 1_600_000_000, 1_600_000_000);
    }
    const hook = await receiver();
    const env: Record<string, string> = { MAGPIE_ROOTS: `${pictures}:${broken}`, MAGPIE_INGEST_WORKERS: '1', MAGPIE_INGEST_CONCURRENCY: '3' };
    if (engine === 'postgres') env['DATABASE_URL'] = await createPostgresDatabase();
    const start = (): RunningMagpie => startMagpie(['start', '--data', dataDir, '--port', '0'], env);

    const first = start();
    const asked = { directory_paths: [pictures, broken], webhook_url: hook.url };
    const { job_id: id } = await client(await first.url(), '').ask<{ job_id: string }>('POST', 'process', asked);
    const before = client(await first.url(), id);
    await waitFor('a quarter of the files', async () => done(await before.session()) > GOOD / 4, { timeoutMs: 60_000 });
    const paused = await before.act('pause');
    expect(paused).toMatchObject({ paused: true, etaSeconds: null });
    const still = await waitFor('the files under way', async () => {
      const session = await before.session();
      return session.currentFiles.length === 0 && session;
    });
    // Only what was under way when it was paused was done after it: one worker with three files at once, and one claim on its way.
    expect(done(still)).toBeLessThanOrEqual(done(paused) + 6);
    expect(still.pending).toBeGreaterThan(0);
    first.killGroup();
    await first.exited;

    const second = start();
    const after = client(await second.url(), id);
    // What is dropped meanwhile comes in: the workers are at work, but not on this session.
    writeFileSync(join(dataDir, 'inbox', 'dropped.jpg'), await picture(5000));
    const inbox = () => after.ask<{ items: Session[] }>('GET', 'sessions?source=watch');
    await waitFor('the dropped picture', async () => (await inbox()).items.some((session) => session.ingested === 1), { timeoutMs: 60_000 });
    expect(await after.session()).toMatchObject({ state: still.state, paused: true, pending: still.pending, ingested: still.ingested });

    await after.ask('POST', 'resume', { session_id: id });
    const ended = await waitFor(
      'the end',
      async () => {
        const session = await after.session();
        return session.state === 'finished' && session;
      },
      { timeoutMs: 90_000, everyMs: 100 },
    );
    expect(ended).toMatchObject({
      paused: false,
      discovered: GOOD + BROKEN,
      ingested: GOOD,
      duplicate: 0,
      skipped: 0,
      failed: BROKEN,
      quarantined: 0,
      pending: 0,
    });
    const errors = await after.ask<{ items: Array<{ code: string; files: number }> }>('GET', `sessions/${id}/errors`);
    expect(errors.items.reduce((sum, item) => sum + item.files, 0)).toBe(BROKEN);

    for (let i = 0; i < BROKEN; i += 1) writeFileSync(join(broken, `broken-${i}.jpg`), await picture(9000 + i));
    expect(await after.act<{ files: number }>('retry', { code: 'not-that-one' })).toMatchObject({ files: 0 });
    expect(await after.act<{ files: number }>('retry', { code: errors.items[0]!.code })).toMatchObject({ files: BROKEN });
    await waitFor('the second end', async () => (await after.session()).state === 'finished', { timeoutMs: 60_000 });
    expect(await after.session()).toMatchObject({ discovered: GOOD + BROKEN, ingested: GOOD + BROKEN, failed: 0, pending: 0 });

    await waitFor('both calls', async () => hook.calls.length === 2 && (await after.session()).webhook?.state === 'delivered', { timeoutMs: 30_000 });
    const { secret } = await after.ask<{ secret: string }>('GET', 'webhook');
    for (const { signature, timestamp, body } of hook.calls) expect(signature).toBe(signWebhook(secret, timestamp, body));
    expect(hook.calls.map(({ body }) => (JSON.parse(body) as { session: { failed: number } }).session.failed)).toEqual([BROKEN, 0]);
    second.kill('SIGTERM');
    expect((await second.exited).code).toBe(0);
  });
});

test('the command line: dry run, sequential, pause, resume, cancel, report', { timeout: 120_000 }, async () => {
  const data = tempDir('control-cli');
  const source = tempDir('control-cli-source');
  for (let i = 0; i < 4; i += 1) writeFileSync(join(source, `picture-${i}.${i === 0 ? 'JPG' : 'jpg'}`), await picture(100 + i));
  writeFileSync(join(source, 'notes.txt'), 'no picture');
  const magpie = (...args: string[]) => runMagpie([...args, '--data', data]);

  const look = await magpie('ingest', source, '--dry-run');
  expect(look.stdout).toContain('5 files');
  expect(look.stdout).toMatch(/\.jpg +4 /);
  const dry = (await magpie('ingest', source, '--dry-run', '--json')).json();
  expect(dry).toMatchObject({
    discovered: 0,
    ingested: 0,
    preview: {
      files: 5,
      unchanged: 0,
      endings: [
        { ending: 'jpg', files: 4 },
        { ending: 'txt', files: 1 },
      ],
    },
  });

  const real = (await magpie('ingest', source, '--parallel', 'sequential', '--pattern', '*.jpg', '--json')).json();
  expect(real).toMatchObject({ discovered: 4, ingested: 4 });
  expect((await magpie('ingest', source, '--pattern', '*.jpg', '--json')).json()).toMatchObject({ discovered: 4, skipped: 4 });
  expect((await magpie('ingest', source, '--pattern', '*.jpg', '--no-skip-existing', '--json')).json()).toMatchObject({
    discovered: 4,
    duplicate: 4,
    skipped: 0,
  });

  const found = (await magpie('sessions', '--search', source.toUpperCase(), '--json')).json()['sessions'] as Array<{ id: string }>;
  expect(found).toHaveLength(5);
  const shown = await magpie('sessions', 'show', 'latest');
  expect(shown.stdout).toContain('skipExisting false');
  const report = await magpie('sessions', 'report', found[0]!.id.slice(0, 30));
  expect(report.stdout.trimEnd().split('\r\n')).toHaveLength(5);
  expect((await magpie('sessions', 'pause', 'latest', '--json')).json()).toMatchObject({ error: { code: 'session-finished' } });
  expect((await magpie('sessions', 'retry', 'latest', '--json')).json()).toMatchObject({ retried: 0 });
  expect((await magpie('sessions', 'show', 'feed', '--json')).json()).toMatchObject({ error: { code: 'session-not-found' } });
  expect((await magpie('config', 'webhook-secret')).stdout.trim()).toMatch(/^[0-9a-f]{64}$/);
});
