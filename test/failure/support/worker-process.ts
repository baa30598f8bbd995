import { openCatalog } from '../../../src/catalog/open.ts';
import { LocalStore } from '../../../src/blobs/local-store.ts';
import { createIngestWorker } from '../../../src/ingest/ingest-worker.ts';
import type { Logger } from '../../../src/core/logger.ts';

/** An ingest worker as a process of its own, whose log goes to standard output; somebody else has to renew its leases. */
const { dataDir, databaseUrl, owner } = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string; databaseUrl?: string; owner: string };
const say = (_fields: object, message = ''): void => console.log(message);
const logger: Logger = { debug: say, info: say, warn: say, error: say, child: () => logger };
const catalog = await openCatalog({ dataDir, logger, databaseUrl });
const settings = { concurrency: 1, maxFileBytes: 1e9, maxPixels: 1e8, decodeTimeoutSeconds: 60, maxAttempts: 5 };
createIngestWorker({ catalog, store: new LocalStore(dataDir), dataDir, owner, settings, logger, clock: () => Date.now() }).start();
console.log('started');
