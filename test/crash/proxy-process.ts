import { LocalStore } from '../../src/blobs/local-store.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createProxyWorker } from '../../src/enrich/proxy-worker.ts';
import { Life } from './life.ts';

/** For tests to kill: makes the proxies that are asked for, prints `rested` when there is nothing left to do, and ends. */
const life = await Life.begin();
const { catalog, dataDir, owner } = life;
const store = new LocalStore(dataDir);
await store.sweepTemps(0);

const worker = createProxyWorker({ catalog, store, owner, limits: { maxPixels: 1e8, timeoutSeconds: 60 }, logger: silentLogger, clock: Date.now });
worker.start();
console.log('started');
await life.jobsDone('proxy');
await life.end(worker);
