import { keepFromKeywords } from '../catalog/keyword-claims.ts';
import { createCurateWorker } from '../curate/curate-worker.ts';
import { bulkTasks } from '../enrich/bulk/bulk-tasks.ts';
import { isQuiet } from '../domain/quiet-hours.ts';
import { createDescribeWorker } from '../enrich/describe-worker.ts';
import { createProxyWorker } from '../enrich/proxy-worker.ts';
import { createIngestWorker } from '../ingest/ingest-worker.ts';
import { ProgramWatch } from '../ingest/program-watch.ts';
import { endExifTool } from '../media/tools/exiftool.ts';
import { IndexKeeper } from '../search/index/keeper.ts';
import { ingestMetrics } from './ingest-metrics.ts';
import type { StartRole } from './role.ts';

/** Takes files in, describes them, makes videos play, looks for duplicates and deletes for good: all lanes. */
export const startWorker: StartRole = async ({ config, catalog, store, logger, clock, owner, registry }) => {
  const { concurrency, maxFileBytes, maxAttempts, deletedContent, keepOtherFiles } = config.ingest;
  const { maxPixels, decodeTimeoutSeconds } = config.media;
  const maxFiles = (now: number): number | undefined => (isQuiet(config.quietHours.hours, new Date(now)) ? config.quietHours.maxFiles : undefined);
  const programs = new ProgramWatch({ catalog, logger, clock });
  await keepFromKeywords(catalog, config.tags.fromKeywords, clock());
  const worker = createIngestWorker({
    catalog,
    store,
    dataDir: config.dataDir,
    owner,
    settings: { concurrency, maxFileBytes, maxAttempts, maxPixels, decodeTimeoutSeconds, deletedContent, keepOtherFiles, stacks: config.stacks },
    imports: config.import,
    maxFiles,
    ...(config.webhook.secret === undefined ? {} : { webhookSecret: config.webhook.secret }),
    logger,
    clock,
    onOutcome: ingestMetrics(registry),
    onMissingProgram: (detail) => programs.missed(detail),
  });
  const curator = createCurateWorker({
    catalog,
    store,
    dataDir: config.dataDir,
    owner,
    trashKeepDays: config.trash.keepDays,
    tasks: bulkTasks({ catalog, clock, writeSidecars: config.metadata.writeSidecars === 'always' }),
    logger,
    clock,
  });
  const limits = { maxPixels, timeoutSeconds: decodeTimeoutSeconds };
  const describer = createDescribeWorker({ catalog, store, dataDir: config.dataDir, owner, stacks: config.stacks, limits, logger, clock });
  const proxies = createProxyWorker({ catalog, store, owner, logger, clock, maxFiles, limits });
  const { indexFromAssets, rebuildAfterChanges } = config.search;
  const keeper = new IndexKeeper({
    catalog,
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    owner,
    clock,
    logger,
    minAssets: indexFromAssets,
    rebuildAfter: rebuildAfterChanges,
  });
  if (config.search.index) keeper.start();
  worker.start();
  curator.start();
  describer.start();
  proxies.start();
  programs.start();
  return {
    drain: async (timeoutMs) => {
      const lanes = [worker.drain(timeoutMs), curator.drain(timeoutMs), describer.drain(timeoutMs), proxies.drain(timeoutMs)] as const;
      const [drained] = await Promise.all([...lanes, programs.stop(), keeper.stop()]);
      await endExifTool();
      if (!drained) logger.warn({ files: worker.inFlight }, 'stopped before these files were done; they are continued at the next start');
    },
  };
};
