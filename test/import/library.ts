import { onTestFinished } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { newId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { isBalanced } from '../../src/domain/session.ts';
import { DEFAULT_IMPORT_SETTINGS, type ImportSettings, type Lookup } from '../../src/ingest/import/import-settings.ts';
import { createIngestWorker } from '../../src/ingest/ingest-worker.ts';
import { renewLeases } from '../../src/jobs/recovery.ts';
import type { Worker } from '../../src/jobs/worker.ts';
import { waitFor } from '../support/wait-for.ts';

export interface WorkerOptions {
  readonly imports?: Partial<ImportSettings>;
  readonly lookup?: Lookup;
  readonly maxFileBytes?: number;
  readonly keepOtherFiles?: readonly string[];
}

/** A real ingest worker on this catalog and data folder, until the test ends. */
export function startWorker(catalog: Catalog, dataDir: string, options: WorkerOptions = {}): Worker {
  const owner = newId();
  const worker = createIngestWorker({
    catalog,
    store: new LocalStore(dataDir),
    dataDir,
    owner,
    settings: {
      concurrency: 2,
      maxFileBytes: options.maxFileBytes ?? 1e9,
      maxPixels: 3e8,
      decodeTimeoutSeconds: 30,
      maxAttempts: 3,
      ...(options.keepOtherFiles === undefined ? {} : { keepOtherFiles: options.keepOtherFiles }),
    },
    imports: { ...DEFAULT_IMPORT_SETTINGS, ...options.imports },
    logger: silentLogger,
    clock: () => Date.now(),
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
  });
  const renew = setInterval(() => void renewLeases(catalog, [owner], Date.now()), 5_000);
  onTestFinished(async () => {
    clearInterval(renew);
    await worker.drain(10_000);
  });
  worker.start();
  return worker;
}

/** The session once it is finished; its counts then have to balance. */
export async function finished(catalog: Catalog, id: string, timeoutMs = 20_000) {
  const row = await waitFor(
    `session ${id} to finish`,
    async () => {
      const session = await catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      return session.state === 'finished' && session;
    },
    { timeoutMs },
  );
  if (!isBalanced(row) || row.pending !== 0) throw new Error(`a finished session that is not balanced: ${JSON.stringify(row)}`);
  return row;
}

/** Name, outcome and error code of every job of a session, in the order of the names. */
export async function outcomes(catalog: Catalog, id: string): Promise<Array<[string, string | null, string | null]>> {
  const jobs = await catalog.read.selectFrom('job').selectAll().where('session_id', '=', id).where('outcome', 'is not', null).orderBy('name').execute();
  return jobs.map((job) => [job.name, job.outcome, job.error_code]);
}

export async function origins(catalog: Catalog): Promise<string[]> {
  const rows = await catalog.read.selectFrom('location').select('path').where('kind', '=', 'origin').orderBy('path').execute();
  return rows.map((row) => row.path);
}
