import { Registry } from 'prom-client';
import { syncRoots } from '../roots/sync-roots.ts';
import { LiveIndex } from '../search/index/live-index.ts';
import { createServer } from '../server/create-server.ts';
import { AppError } from '../core/errors.ts';
import { readVersion, webDir } from './package-files.ts';
import type { StartRole } from './role.ts';

/** Kept of the time to end for the index and the catalog: what is still being answered by then is cut off. */
const AFTER_ANSWERS_MS = 3_000;

/** The web page and the API; several of these share one port. */
export const startWeb: StartRole = async ({ config, catalog, store, logger, clock, owner, mergedMetrics, degraded, settings }) => {
  const page = webDir();
  // Where no monitor runs, nobody else brings the roots of the catalog in line with the settings.
  if (!config.monitor.enabled)
    void syncRoots({ catalog, logger, clock }, config.roots).catch((error: unknown) => logger.warn({ err: error }, 'the roots could not be looked at'));
  const index = config.search.index ? new LiveIndex({ catalog, dataDir: config.dataDir, clock, logger, fromAssets: config.search.indexFromAssets }) : undefined;
  const app = await createServer({
    catalog,
    store,
    config: {
      version: readVersion(),
      host: config.host,
      port: config.port,
      dataDir: config.dataDir,
      inbox: config.inbox,
      roots: config.roots.map(({ path }) => path),
      trashKeepDays: config.trash.keepDays,
      uploadMaxBytes: config.upload.maxBytes,
      uploadMaxFiles: config.upload.maxFiles,
      importOtherPorts: config.import.allowOtherPorts,
      trustProxy: config.server.trustProxy,
      quietHours: config.quietHours,
      writeSidecars: config.metadata.writeSidecars === 'always',
      metricsPublic: config.metrics.public,
      keepOtherFiles: config.ingest.keepOtherFiles,
      ...(config.webhook.secret === undefined ? {} : { webhookSecret: config.webhook.secret }),
      ...(page === undefined ? {} : { webDir: page }),
    },
    logger,
    clock,
    owner,
    degraded,
    settings,
    ...(index ? { index } : {}),
    metrics: { contentType: Registry.PROMETHEUS_CONTENT_TYPE, metrics: mergedMetrics },
  });
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new AppError('port-in-use', { detail: `port ${config.port} on ${config.host} is taken by another program`, cause: error });
  }
  index?.start();
  return {
    drain: async (timeoutMs) => {
      const cut = setTimeout(() => app.server.closeAllConnections(), Math.max(0, timeoutMs - AFTER_ANSWERS_MS));
      await app.close();
      clearTimeout(cut);
      await index?.stop();
    },
  };
};
