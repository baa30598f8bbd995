import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('what is generated is up to date; otherwise run npm run gen', async () => {
  const check = promisify(execFile)(process.execPath, ['scripts/gen.ts', '--check'], { cwd: new URL('..', import.meta.url) });
  await expect(check).resolves.toMatchObject({ stderr: '' });
});
