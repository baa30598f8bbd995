import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { endAll, startMagpie } from './running-magpie.ts';

/** Takes datagrams as systemd does and prints one line each; Node cannot. */
const LISTENER = `
import socket, sys
name = sys.argv[1]
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind('\\0' + name[1:] if name[0] == '@' else name)
print('listening', flush=True)
while True:
    print(s.recv(65536).decode().strip().replace('\\n', ' '), flush=True)
`;

const missing = missingHere();
const listeners = new Set<ChildProcess>();
// The socket's path must be short: 108 bytes are all there is.
const folder = mkdtempSync('/tmp/mgp-');

afterEach(async () => {
  await endAll();
  for (const one of listeners) one.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function missingHere(): string | undefined {
  for (const [program, argument] of [
    ['systemd-notify', '--version'],
    ['python3', '--version'],
  ] as const) {
    try {
      execFileSync(program, [argument], { stdio: 'ignore' });
    } catch {
      return `${program} is not installed`;
    }
  }
  return undefined;
}

async function listen(name: string): Promise<string[]> {
  const child = spawn('python3', ['-c', LISTENER, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  listeners.add(child);
  const heard: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => heard.push(...text.split('\n').filter((line) => line !== '')));
  await waitFor('the listener', () => heard.shift() === 'listening');
  return heard;
}

describe.skipIf(missing !== undefined)(`a service manager is told${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  test.each([
    ['a path', join(folder, 'notify')],
    ['an abstract name', `@magpie-test-${process.pid}`],
  ])('ready, reload, signs of life, stop, through %s', async (_, socket) => {
    const heard = await listen(socket);
    const said = (word: string): string[] => heard.filter((line) => line.startsWith(word));
    const magpie = startMagpie(['start', '--data', tempDir('service'), '--port', '0'], {
      MAGPIE_WEB_WORKERS: '1',
      MAGPIE_INGEST_WORKERS: '1',
      NOTIFY_SOCKET: socket,
      WATCHDOG_USEC: '1000000',
      WATCHDOG_PID: '1',
    });
    const url = await magpie.url();
    await waitFor('READY', () => said('READY=1').length === 1);
    expect(said('READY=1')[0]).toBe(`READY=1 STATUS=Serving ${url}`);
    await waitFor('signs of life', () => said('WATCHDOG=1').length >= 3);
    magpie.kill('SIGHUP');
    await waitFor('the end of the reload', () => said('READY=1').length === 2, { timeoutMs: 30_000 });
    const states = (): string[] => heard.filter((line) => /^(READY|RELOADING|STOPPING)/.test(line)).map((line) => line.split('=')[0]!);
    expect(states()).toEqual(['READY', 'RELOADING', 'READY']);
    magpie.kill('SIGTERM');
    expect((await magpie.exited).code).toBe(0);
    await waitFor('STOPPING', () => states().at(-1) === 'STOPPING');
    expect(magpie.log.filter(({ msg }) => String(msg).includes('service manager'))).toEqual([]);
  });
});

test('without systemd-notify it says so once and runs', async () => {
  // Nobody listens there.
  const magpie = startMagpie(['start', '--data', tempDir('service'), '--port', '0', '--single'], {
    NOTIFY_SOCKET: join(folder, 'nobody'),
    WATCHDOG_USEC: '400000',
  });
  const url = await magpie.url();
  await waitFor('the warning', () => magpie.log.some(({ msg }) => String(msg).includes('service manager')));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(magpie.log.filter(({ msg }) => String(msg).includes('service manager'))).toHaveLength(1);
});
