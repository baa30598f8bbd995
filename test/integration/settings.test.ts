import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { childrenOf, endAll, type RunningMagpie, startMagpie } from './running-magpie.ts';

afterEach(endAll);

interface State {
  readonly revision: string;
  readonly items: ReadonlyArray<{ key: string; value: unknown; source: string; isSet: boolean; editable: boolean; min: number | null }>;
  readonly restartNeeded: readonly string[];
  readonly reload: string;
}

const start = (dataDir: string, ...args: string[]): RunningMagpie =>
  startMagpie(['start', '--data', dataDir, '--port', '0', ...args], { MAGPIE_WEB_WORKERS: '2', MAGPIE_INGEST_WORKERS: '1', MAGPIE_UPLOAD_MAX_FILES: '77' });
const state = async (url: string): Promise<State> => (await (await fetch(`${url}/api/v1/settings`)).json()) as State;
const put = async (url: string, revision: string, changes: object) => {
  const response = await fetch(`${url}/api/v1/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ revision, changes }),
  });
  return { status: response.status, body: (await response.json()) as State & { code?: string; detail?: string; errors?: Array<{ path: string }> } };
};
const item = (from: State, key: string) => from.items.find((one) => one.key === key)!;

test('a change is written with its comments kept, takes effect without a closed port, and is noted', { timeout: 120_000 }, async () => {
  const dataDir = tempDir('settings');
  const file = join(dataDir, 'config.yml');
  writeFileSync(file, '# mine\nmonitor:\n  settleMs: 400 # fast\ndatabaseUrl:\nwebhook:\n  secret: 0123456789abcdef-hidden\n', { mode: 0o640 });
  const magpie = start(dataDir);
  const url = await magpie.url();
  const before = await state(url);
  expect(item(before, 'monitor.settleMs')).toMatchObject({ value: 400, source: 'config.yml', editable: true, min: 100 });
  expect(item(before, 'port')).toMatchObject({ source: 'flag', editable: false });
  expect(item(before, 'upload.maxFiles')).toMatchObject({ value: 77, source: 'environment MAGPIE_UPLOAD_MAX_FILES' });
  expect(item(before, 'webhook.secret')).toMatchObject({ value: null, isSet: true });
  expect(JSON.stringify(before)).not.toContain('hidden');
  expect(before.items.some(({ key }) => key === 'crashAt')).toBe(false);

  const children = childrenOf(magpie.pid);
  const changed = await put(url, before.revision, {
    'monitor.settleMs': 900,
    'upload.maxFiles': 5,
    roots: ['/srv/a b'],
    'webhook.secret': 'another-secret-of-mine',
  });
  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({ reload: 'running', restartNeeded: [] });
  expect(JSON.stringify(changed.body)).not.toContain('another-secret');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('# mine\nmonitor:\n  settleMs: 900 # fast\n');
  expect(text).toContain('another-secret-of-mine');
  expect(statSync(file).mode & 0o777).toBe(0o640);
  await waitFor('the reload', async () => {
    expect((await fetch(`${url}/health`, { headers: { connection: 'close' } })).status).toBe(200);
    return (await state(url)).reload === 'done';
  });
  expect(childrenOf(magpie.pid).filter((pid) => children.includes(pid))).toEqual([]);
  expect(((await (await fetch(`${url}/api/v1/system`)).json()) as { roots: string[] }).roots).toEqual(['/srv/a b']);
  const audit = await (await fetch(`${url}/api/v1/audit?subject=config.yml`)).text();
  expect(audit).toContain('settings-changed');
  expect(audit).not.toContain('another-secret');

  // On what somebody else changed meanwhile, wrong, unknown, given on the command line, beyond this machine without a password.
  expect((await put(url, before.revision, { 'monitor.settleMs': 1 })).body.code).toBe('settings-changed');
  const { revision } = await state(url);
  for (const [changes, path] of [
    [{ 'monitor.settleMs': 1 }, 'monitor.settleMs'],
    [{ 'log.level': 'loud' }, 'log.level'],
    [{ prot: 1 }, 'prot'],
    [{ port: 1 }, 'port'],
    [{ dataDir: '/x' }, 'dataDir'],
    [{ crashAt: 'x' }, 'crashAt'],
  ] as const) {
    const refused = await put(url, revision, changes);
    expect([refused.status, refused.body.code, refused.body.errors?.[0]?.path]).toEqual([400, 'invalid-input', path]);
  }
  expect((await put(url, revision, { host: '0.0.0.0' })).body.code).toBe('password-needed');
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect((await state(url)).revision).toBe(revision);

  const later = await put(url, revision, { databaseUrl: 'postgres://a:b@c/d', 'monitor.settleMs': null });
  expect(later.body.restartNeeded).toEqual(['databaseUrl']);
  expect(item(later.body, 'monitor.settleMs')).toMatchObject({ value: 1000, source: 'default' });
  expect(JSON.stringify(later.body)).not.toContain('a:b@c');
});

test('in one process a change waits for the next start', async () => {
  const dataDir = tempDir('settings');
  const magpie = start(dataDir, '--single');
  const url = await magpie.url();
  const changed = await put(url, (await state(url)).revision, { 'monitor.settleMs': 900 });
  expect(changed.body).toMatchObject({ reload: 'none', restartNeeded: ['monitor.settleMs'] });
  expect(existsSync(join(dataDir, 'config.yml'))).toBe(true);
  expect(statSync(join(dataDir, 'config.yml')).mode & 0o777).toBe(0o600);
});

test('a config.yml that is broken by hand is said, not overwritten', async () => {
  const dataDir = tempDir('settings');
  const magpie = start(dataDir);
  const url = await magpie.url();
  const { revision } = await state(url);
  writeFileSync(join(dataDir, 'config.yml'), 'databaseUrl: "postgres://me:s3cr3t@host\n');
  const read = await fetch(`${url}/api/v1/settings`);
  const problem = await read.text();
  expect([read.status, problem.includes('config.yml line'), problem.includes('s3cr3t')]).toEqual([400, true, false]);
  expect((await put(url, revision, { 'monitor.settleMs': 900 })).status).toBe(409);
  magpie.kill('SIGHUP');
  await waitFor('the complaint', () => magpie.log.some(({ msg }) => String(msg).startsWith('settings not reloaded')));
  expect(magpie.stderr).not.toContain('s3cr3t');
});
