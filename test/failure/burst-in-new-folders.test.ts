import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { newId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createIngestWorker } from '../../src/ingest/ingest-worker.ts';
import { Monitor } from '../../src/watch/monitor.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';

const FILES = 20_000;
const FOLDERS = 600;

// The queue of the system holds 16,384 events, and files are written into folders before anybody can watch those.
test('20,000 files in 600 new folders at once: 20,000 outcomes, without waiting for the timer', async () => {
  const dataDir = tempDir('burst');
  const inbox = join(dataDir, 'inbox');
  mkdirSync(inbox);
  const catalog = await openCatalog({ dataDir, logger: silentLogger });
  await migrate(catalog);
  const store = new LocalStore(dataDir);
  const settings = { concurrency: 4, maxFileBytes: 1e9, maxPixels: 1e8, decodeTimeoutSeconds: 30, maxAttempts: 3 };
  const common = { catalog, store, dataDir, logger: silentLogger, clock: Date.now };
  const worker = createIngestWorker({ ...common, owner: newId(), settings });
  const monitor = new Monitor({ ...common, owner: newId(), inbox, settleMs: 500, rescanSeconds: 86_400 });
  onTestFinished(async () => {
    await monitor.stop();
    await worker.drain(10_000);
    await catalog.close();
  });
  worker.start();
  monitor.start();
  await waitFor('the monitor', () => monitor.active);
  // No pictures: what is looked at here is that each of them is found, and found once.
  const code = `const fs = require('fs'); for (let n = 0; n < ${FILES}; n += 1) {
    const folder = ${JSON.stringify(inbox)} + '/d' + (n % 20) + '/e' + (n % ${FOLDERS}); fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(folder + '/' + n + '.txt', 'file ' + n); }`;
  await once(spawn(process.execPath, ['-e', code], { stdio: 'inherit' }), 'exit');
  const count = async () => {
    const { files } = await catalog.read
      .selectFrom('job')
      .select((e) => e.fn.countAll<number>().as('files'))
      .where('outcome', 'is not', null)
      .executeTakeFirstOrThrow();
    return files;
  };
  await waitFor('all outcomes', async () => (await count()) >= FILES, { timeoutMs: 150_000, everyMs: 250 });
  const rows = await catalog.read.selectFrom('job').select(['name', 'outcome']).where('lane', '=', 'ingest').execute();
  expect(rows).toHaveLength(FILES);
  expect(new Set(rows.map((row) => row.name)).size).toBe(FILES);
  expect(new Set(rows.map((row) => row.outcome))).toEqual(new Set(['skipped']));
}, 200_000);
