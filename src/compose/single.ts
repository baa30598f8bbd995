import { Registry } from 'prom-client';
import { LocalStore } from '../blobs/local-store.ts';
import type { Config } from '../config/schema.ts';
import { systemClock } from '../core/clock.ts';
import { armCrashPoint } from '../core/crash-point.ts';
import { newId } from '../core/ids.ts';
import type { Logger } from '../core/logger.ts';
import type { SettingsAccess } from '../domain/settings.ts';
import { DRAIN_MS } from '../supervisor/child-protocol.ts';
import { startLeaseThread } from '../supervisor/lease-thread-host.ts';
import { prepare } from '../supervisor/prepare.ts';
import { processMetrics } from '../supervisor/process-metrics.ts';
import type { RunningRole } from '../supervisor/run-child.ts';
import { queueDepth } from '../supervisor/supervisor-metrics.ts';
import { startMonitor } from './monitor.ts';
import type { RoleParts } from './role.ts';
import type { Running } from './running.ts';
import { tidier } from './tidier.ts';
import { startWeb } from './web.ts';
import { startWorker } from './worker.ts';

/** The whole program in this process, for small machines. A thread renews its leases, as the supervisor does elsewhere. */
export function startSingle(wanted: Config, logger: Logger, settings: SettingsAccess): Running {
  const roles: RunningRole[] = [];
  const closers: Array<() => Promise<void>> = [];
  let stopping: Promise<number> | undefined;
  const stop = async (): Promise<number> => {
    await ready.catch(() => undefined);
    await Promise.all(roles.map((role) => role.drain(DRAIN_MS)));
    for (const close of closers.toReversed()) await close();
    return 0;
  };
  const start = async (): Promise<Config> => {
    const { catalog, config, release } = await prepare(wanted, true, logger);
    closers.push(release);
    try {
      if (config.crashAt !== undefined) armCrashPoint(config.crashAt);
      const owner = newId();
      closers.push(await startLeaseThread({ id: owner, role: 'single', config, startedAt: Date.now() }, logger));
      const registry = new Registry();
      processMetrics(registry, 'single');
      queueDepth(registry, catalog);
      void tidier(config, logger)();
      const parts: RoleParts = {
        config,
        catalog,
        store: new LocalStore(config.dataDir),
        logger,
        clock: systemClock,
        owner,
        registry,
        mergedMetrics: () => registry.metrics(),
        degraded: () => [],
        settings,
      };
      for (const role of [startWeb, startWorker, ...(config.monitor.enabled ? [startMonitor] : [])]) roles.push(await role(parts));
      return config;
    } catch (error) {
      await Promise.all(roles.map((role) => role.drain(DRAIN_MS)));
      for (const close of closers.toReversed()) await close();
      throw error;
    }
  };
  const ready = start();
  ready.catch(() => {});
  return {
    ready,
    stop: () => {
      // Asked a second time: at once. What was in hand is continued at the next start.
      if (stopping !== undefined) process.exit(0);
      stopping = stop();
      return stopping;
    },
    reload: async () => {
      logger.warn({}, 'one process cannot reload its settings while it runs; stop it and start it again');
      return false;
    },
  };
}
