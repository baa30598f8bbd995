import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deadFile } from '../../test/support/dead-file.ts';
import { tempDir } from '../../test/support/temp-dir.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { MARKER_NAME } from './marker.ts';
import { sight } from './root-identity.ts';

test('a disk that does not answer is no-answer, holds up nothing else, and is seen once it answers', async () => {
  const dead = tempDir('dead');
  const file = join(tempDir('alive'), 'file');
  await writeFile(file, 'read');
  const revive = deadFile(join(dead, MARKER_NAME));
  try {
    expect(await Promise.all(Array.from({ length: 6 }, () => sight(dead)))).toEqual(Array.from({ length: 6 }, () => 'no-answer'));
    expect(await sight(dead)).toBe('no-answer');
    const late = new Promise((resolve) => setTimeout(resolve, 2_000, 'no thread is left'));
    expect(await Promise.race([readFile(file, 'utf8'), late])).toBe('read');
  } finally {
    revive();
  }
  await waitFor('an answer', async () => (await sight(dead)) !== 'no-answer');
  expect(await sight(dead)).toMatchObject({ empty: true, marker: undefined });
}, 30_000);
