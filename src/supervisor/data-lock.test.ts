import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataFolder } from './data-lock.ts';
import { processStart } from './process-start.ts';

let dataDir: string;
let path: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'magpie-lock-'));
  path = join(dataDir, 'tmp/supervisor.json');
  mkdirSync(join(dataDir, 'tmp'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const never = async (): Promise<boolean> => {
  throw new Error('asked about a holder of this host');
};
const lock = (aliveElsewhere = never) => lockDataFolder(dataDir, 'http://127.0.0.1:1', aliveElsewhere);
const held = (holder: object): void => writeFileSync(path, JSON.stringify({ url: 'http://127.0.0.1:2', host: hostname(), ...holder }));

test('is taken, refused to the next one with pid and address, and given back', async () => {
  const unlock = await lock();
  await expect(lock()).rejects.toMatchObject({ code: 'already-running', detail: expect.stringMatching(`process ${process.pid} .*http://127.0.0.1:1`) });
  unlock();
  expect(existsSync(path)).toBe(false);
  (await lock())();
});

test('a holder that is gone is replaced at once', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  held({ pid: child.pid, start: processStart(child.pid!) });
  await expect(lock()).rejects.toMatchObject({ code: 'already-running' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await lock();
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
});

test('a pid that somebody else has by now holds nothing', async () => {
  held({ pid: process.ppid, start: 'some other boot/1' });
  await lock();
});

test('half a lock file holds nothing', async () => {
  writeFileSync(path, '{"pid":1');
  await lock();
});

test('a holder on another host holds it while it beats', async () => {
  held({ pid: 1, host: 'elsewhere', start: 'x' });
  await expect(lock(async () => true)).rejects.toMatchObject({ code: 'already-running' });
  await lock(async () => false);
});

test('of many who come at once one gets it', async () => {
  held({ pid: process.ppid, start: 'stale' });
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => lock()));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('giving back leaves the lock of a later holder alone', async () => {
  const unlock = await lock();
  held({ pid: 1, start: 'later' });
  unlock();
  expect(existsSync(path)).toBe(true);
});
