import { hostname } from 'node:os';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { beat } from '../../src/catalog/processes.ts';
import { armCrashPoint } from '../../src/core/crash-point.ts';
import { newId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createProxyWorker } from '../../src/enrich/proxy-worker.ts';
import { recoverOrphans } from '../../src/jobs/recovery.ts';

/** For tests to kill: makes the proxies that are asked for, prints `rested` when there is nothing left to do, and ends. */
const { dataDir, databaseUrl, crashAt } = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string; databaseUrl?: string; crashAt?: string };
const clock = (): number => Date.now();
const catalog = await openCatalog({ dataDir, logger: silentLogger, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
const owner = newId();
await recoverOrphans(catalog, hostname(), clock());
await beat(catalog, { id: owner, role: 'worker', host: hostname(), pid: process.pid, startedAt: clock() }, clock());
const store = new LocalStore(dataDir);
await store.sweepTemps(0);
if (crashAt !== undefined) armCrashPoint(crashAt);

const worker = createProxyWorker({ catalog, store, owner, limits: { maxPixels: 1e8, timeoutSeconds: 60 }, logger: silentLogger, clock });
worker.start();
console.log('started');
for (;;) {
  const open = await catalog.read.selectFrom('job').select('id').where('lane', '=', 'proxy').where('state', '<>', 'done').execute();
  if (open.length === 0) break;
  await new Promise((resolve) => setTimeout(resolve, 20));
}
await worker.drain(5000);
await catalog.close();
console.log('rested');
