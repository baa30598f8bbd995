import { parentPort, workerData } from 'node:worker_threads';
import { openCatalog } from '../catalog/open.ts';
import { systemClock } from '../core/clock.ts';
import { silentLogger } from '../core/logger.ts';
import type { LeaseThreadData } from './lease-thread-host.ts';
import { ProcessKeeper } from './process-keeper.ts';

const { id, role, startedAt, config } = workerData as LeaseThreadData;
const own = { id, role, pid: process.pid, startedAt };
const catalog = await openCatalog({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, logger: silentLogger });
const keeper = new ProcessKeeper({ catalog, logger: silentLogger, clock: systemClock, processes: () => [own] });
await keeper.start();
parentPort?.postMessage('running');
parentPort?.once('message', () => {
  void (async () => {
    await keeper.stop();
    await keeper.buried(own, false);
    await catalog.close();
    parentPort?.close();
  })();
});
