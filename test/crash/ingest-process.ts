import { join } from 'node:path';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createIngestWorker } from '../../src/ingest/ingest-worker.ts';
import { openSession } from '../../src/ingest/sessions.ts';
import { Monitor } from '../../src/watch/monitor.ts';
import { asked, Life } from './life.ts';

/**
 * A whole ingest in one process, for the crash tests to kill: takes the folder `drop` in by a scan that moves, and the
 * inbox by the monitor, until everything rests; then prints `rested` and ends. What an earlier victim left is recovered
 * first, as every start does.
 */
const { drop, inboxFiles } = asked<{ drop: string; inboxFiles: number }>();
const life = await Life.begin();
const { catalog, dataDir, owner } = life;
const clock = Date.now;

const store = new LocalStore(dataDir);
const settings = { concurrency: 2, maxFileBytes: 1e9, maxPixels: 1e8, decodeTimeoutSeconds: 30, maxAttempts: 3 };
const worker = createIngestWorker({ catalog, store, dataDir, owner, settings, logger: silentLogger, clock });
const monitor = new Monitor({ catalog, store, dataDir, owner, inbox: join(dataDir, 'inbox'), settleMs: 50, rescanSeconds: 1, logger: silentLogger, clock });
// The scan of an earlier life goes on by itself; asking again finds it, or, once finished, must find nothing new.
const existing = await catalog.read.selectFrom('ingest_session').select('id').where('source', '=', 'scan').executeTakeFirst();
if (!existing) await openSession(catalog, { source: 'scan', options: { paths: [drop], mode: 'move', recursive: true } }, clock());
worker.start();
// The lease of a killed monitor runs out after 15 s; here nobody else can hold it.
await catalog.write((tx) => tx.deleteFrom('lease').execute());
monitor.start();

const rested = async (): Promise<boolean> => {
  const sessions = await catalog.read.selectFrom('ingest_session').selectAll().execute();
  const scan = sessions.find((session) => session.source === 'scan');
  const watched = sessions.filter((session) => session.source === 'watch');
  const found = watched.reduce((sum, session) => sum + session.discovered, 0);
  return scan?.state === 'finished' && found >= inboxFiles && sessions.every((session) => session.pending === 0);
};
await new Promise<void>((resolve) => {
  let asking = false;
  const ask = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    if (await rested()) {
      stop();
      resolve();
    }
    asking = false;
  };
  const timer = setInterval(() => void ask(), 100);
  const off = catalog.onChange(() => void ask());
  const stop = (): void => {
    clearInterval(timer);
    off();
  };
});
await monitor.stop();
await life.end(worker);
