import { Monitor } from '../watch/monitor.ts';
import type { StartRole } from './role.ts';

const DAY_MS = 86_400_000;

/** Watches the inbox and keeps house, or stands by for the monitor of another machine. */
export const startMonitor: StartRole = async ({ config, catalog, store, logger, clock, owner }) => {
  const { settleMs, rescanSeconds } = config.monitor;
  const monitor = new Monitor({
    catalog,
    store,
    dataDir: config.dataDir,
    owner,
    inbox: config.inbox,
    roots: config.roots,
    settleMs,
    rescanSeconds,
    keepOtherFiles: config.ingest.keepOtherFiles,
    keepFileListsMs: config.ingest.keepFileListsDays * DAY_MS,
    logger,
    clock,
  });
  monitor.start();
  return { drain: () => monitor.stop() };
};
