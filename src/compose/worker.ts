import { createIngestWorker } from '../ingest/ingest-worker.ts';
import { ingestMetrics } from './ingest-metrics.ts';
import type { StartRole } from './role.ts';

/** Takes files in: the lanes discover and ingest. */
export const startWorker: StartRole = async ({ config, catalog, store, logger, clock, owner, registry }) => {
  const { concurrency, maxFileBytes, maxAttempts } = config.ingest;
  const { maxPixels, decodeTimeoutSeconds } = config.media;
  const worker = createIngestWorker({
    catalog,
    store,
    dataDir: config.dataDir,
    owner,
    settings: { concurrency, maxFileBytes, maxAttempts, maxPixels, decodeTimeoutSeconds },
    logger,
    clock,
    onOutcome: ingestMetrics(registry),
  });
  worker.start();
  return {
    drain: async (timeoutMs) => {
      if (!(await worker.drain(timeoutMs)))
        logger.warn({ files: worker.inFlight }, 'stopped before these files were done; they are continued at the next start');
    },
  };
};
