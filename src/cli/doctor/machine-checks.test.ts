import { expect, test } from 'vitest';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { checkDisk, checkNode, checkWatches } from './machine-checks.ts';

test('a Node that is too old fails and names the way out', () => {
  expect(checkNode('20.20.2')).toMatchObject({ status: 'fail', fix: expect.stringContaining('npm install') });
  expect(checkNode('22.13.9').status).toBe('fail');
  expect(checkNode('22.14.0').status).toBe('ok');
  expect(checkNode('24.1.0').status).toBe('ok');
});

test('the disk of a folder is looked at', async () => {
  expect((await checkDisk(tempDir('doctor'))).message).toMatch(/ free in /);
});

test('more folders than the kernel watches is a warning with the command that mends it', async () => {
  const check = await checkWatches(1_000_000_000);
  if (check.status === 'info') return; // not Linux
  expect(check).toMatchObject({ status: 'warn', fix: expect.stringContaining('fs.inotify.max_user_watches=') });
});
