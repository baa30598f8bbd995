import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { TroubleLog } from '../core/trouble-log.ts';
import type { LeasedJob } from '../domain/job.ts';
import { endFailedAttempt } from '../jobs/end-attempt.ts';
import { isUncounted } from '../jobs/retry-policy.ts';
import { type LaneHandler, Worker } from '../jobs/worker.ts';
import { configureSharp } from '../media/configure-sharp.ts';
import { discover } from './discover.ts';
import { fetchUrl } from './import/fetch-url.ts';
import { DEFAULT_IMPORT_SETTINGS, type ImportSettings, type Lookup } from './import/import-settings.ts';
import { unpack } from './import/unpack.ts';
import { type IngestDeps, ingestFile } from './ingest-file.ts';
import { deliverWebhook } from './webhook.ts';

export interface IngestWorkerDeps extends IngestDeps {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly dataDir: string;
  /** Id of this process's row: owner of the leases. */
  readonly owner: string;
  /** See WebhookDeps. */
  readonly webhookSecret?: string;
  /** The safe defaults unless given. */
  readonly imports?: ImportSettings;
  /** Files under way at once over all processes; undefined = as many as the processes take. For quiet hours. */
  readonly maxFiles?: (now: number) => number | undefined;
  /** How host names are looked up; the system's way unless given. */
  readonly lookup?: Lookup;
}

/** Downloads under way at once in one process: they wait for the network, not for a core. */
const FETCHES = 4;

/** Calls under way at once in one process: one that does not answer takes 10 s. */
const WEBHOOKS = 4;

/**
 * Claims of one download or archive, those that ended with their machine included. What goes beyond kills its worker each
 * time; a single file is found out sooner, by running alone (jobs/recovery).
 */
const MAX_CLAIMS = 15;

/** The worker of the lanes that take files in: discover, fetch, unpack and ingest. */
export function createIngestWorker(deps: IngestWorkerDeps): Worker {
  configureSharp();
  const waits = new TroubleLog(deps.logger);
  const imports = { ...deps, imports: deps.imports ?? DEFAULT_IMPORT_SETTINGS };
  const handlers: LaneHandler[] = [
    { lane: 'discover', concurrency: 1, run: guarded(deps, (job, signal) => discover(deps, job, signal)) },
    { lane: 'fetch', concurrency: FETCHES, run: guarded(deps, (job, signal) => fetchUrl(imports, job, signal), MAX_CLAIMS) },
    { lane: 'unpack', concurrency: 1, run: guarded(deps, (job, signal) => unpack(imports, job, signal), MAX_CLAIMS) },
    {
      lane: 'ingest',
      concurrency: deps.settings.concurrency,
      ...(deps.maxFiles === undefined ? {} : { maxRunning: deps.maxFiles }),
      run: guarded(deps, (job) => ingestFile({ ...deps, waits }, job)),
    },
    { lane: 'webhook', concurrency: WEBHOOKS, run: guarded(deps, (job, signal) => deliverWebhook(deps, job, signal)) },
  ];
  return new Worker({ catalog: deps.catalog, owner: deps.owner, handlers, logger: deps.logger, clock: deps.clock });
}

/** A bug or a lost database in a job must not lose the job: it is tried again with back-off, then quarantined. */
function guarded(deps: IngestWorkerDeps, run: LaneHandler['run'], maxClaims = Infinity): LaneHandler['run'] {
  return async (job: LeasedJob, signal: AbortSignal) => {
    try {
      if (job.attempt > maxClaims) throw new AppError('gave-up', { detail: `Begun ${maxClaims} times, and never ended` });
      await run(job, signal);
    } catch (thrown) {
      const error = waitsIfDiscovering(job, toAppError(thrown));
      if (error.code === 'lease-lost') return deps.logger.debug({ job: job.id }, 'the job belongs to another worker by now; work thrown away');
      // The database is away or its disk full: the worker says so, once.
      const level = isUncounted(error) ? 'debug' : 'error';
      deps.logger[level]({ job: job.id, session: job.sessionId, attempt: job.attempt, err: thrown }, `job ${job.id} ended in an error`);
      const name = (job.payload as { name?: string }).name ?? job.lane;
      const facts = { name, bytes: 0, timings: {}, now: deps.clock() };
      // A job that has its outcome keeps it: only its settling is tried again, however often.
      const attempts = job.outcome !== null || job.lane === 'discover' || job.lane === 'webhook' ? Infinity : deps.settings.maxAttempts;
      await endFailedAttempt(
        deps.catalog,
        job,
        error.entry.retry === 'never' && error.code !== 'gave-up' ? new AppError('internal', { detail: error.message, cause: thrown }) : error,
        facts,
        attempts,
      );
    }
  };
}

/** A walk has no file that could fail: whatever closed the way to it, it goes on once that is gone. */
function waitsIfDiscovering(job: LeasedJob, error: AppError): AppError {
  if (job.lane !== 'discover' || error.entry.retry === 'later' || isUncounted(error)) return error;
  return error.entry.retry === 'after-fix' ? new AppError('io-error', { detail: error.message, cause: error }) : error;
}
