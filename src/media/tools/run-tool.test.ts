import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { pidAlive } from '../../core/pid-alive.ts';
import { runTool } from './run-tool.ts';

const LIMITS = { timeoutMs: 20_000, maxOutputBytes: 1_000_000 };

/** A folder with one shell script in it that is called like a tool. */
function scripted(name: string, script: string): string {
  const folder = tempDir('tools');
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return `${folder}:/usr/bin:/bin`;
}

test('gives input, arguments as they are, and back output and code', async () => {
  const path = scripted('tool', 'printf "%s|" "$@"; cat; echo problem >&2; exit 3');
  const result = await runTool('tool', { ...LIMITS, args: ['a b', '$HOME', "it's; rm"], input: Buffer.from('in'), path });
  expect(result.stdout.toString()).toBe("a b|$HOME|it's; rm|in");
  expect(result).toMatchObject({ code: 3, stderr: 'problem' });
});

test('a large input and output pass', async () => {
  const input = Buffer.alloc(900_000, 7);
  expect((await runTool('cat', { ...LIMITS, args: [], input })).stdout.equals(input)).toBe(true);
});

test('a tool that is not there is named with the command that brings it', async () => {
  const run = runTool('heif-convert', { ...LIMITS, args: [], path: tempDir('empty') });
  await expect(run).rejects.toMatchObject({ code: 'tool-missing', message: expect.stringContaining('apt install libheif-examples') });
});

test('a tool that hangs is killed with all it started', async () => {
  const pidFile = join(tempDir('hang'), 'pid');
  const path = scripted('tool', `sleep 300 & echo $! > ${pidFile}; wait`);
  await expect(runTool('tool', { ...LIMITS, timeoutMs: 500, args: [], path })).rejects.toMatchObject({
    code: 'decode-failed',
    message: expect.stringContaining('took longer than 0.5 s'),
  });
  await waitFor('its child to be gone', () => !pidAlive(Number(readFileSync(pidFile, 'utf8'))));
});

test('a tool that never stops talking is killed', async () => {
  await expect(runTool('cat', { ...LIMITS, args: ['/dev/zero'] })).rejects.toMatchObject({ code: 'decode-failed' });
});

test.skipIf(process.platform !== 'linux')('a tool that wants too much memory ends in an error', async () => {
  const script = 'const all = []; for (;;) all.push(Buffer.alloc(64 << 20, 1))';
  const result = await runTool(process.execPath, { ...LIMITS, args: ['-e', script], maxMemoryBytes: 1_500_000_000 });
  expect(result.code).not.toBe(0);
});

test('dies with the process that started it, even by kill -9', async () => {
  const pidFile = join(tempDir('orphan'), 'pid');
  const path = scripted('tool', `sleep 300 & echo $! > ${pidFile}; wait`);
  const program = `import { runTool } from ${JSON.stringify(new URL('./run-tool.ts', import.meta.url).href)};
    await runTool('tool', { args: [], timeoutMs: 300000, maxOutputBytes: 1000, path: ${JSON.stringify(path)} });`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
  const tool = await waitFor('the tool to run', () => Number(readFileSync(pidFile, 'utf8')) || undefined);
  expect(pidAlive(tool)).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await waitFor('the tool to be gone', () => !pidAlive(tool));
});
