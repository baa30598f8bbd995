import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { startCheckpointer } from './checkpointer.ts';

test('a checkpointer whose thread has died by itself can still be stopped', async () => {
  const nowhere = join(tempDir('checkpointer'), 'not', 'there', 'catalog.db');
  const stop = startCheckpointer(nowhere);
  // Another thread of the same kind tells how it ends; by its end ours has ended too, or ends in the next moments.
  const twin = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), { workerData: { path: nowhere } });
  const [error] = await once(twin, 'error');
  expect(String(error)).toContain('directory does not exist');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await stop();
});
