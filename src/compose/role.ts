import type { Registry } from 'prom-client';
import type { BlobStore } from '../blobs/blob-store.ts';
import { LocalStore } from '../blobs/local-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { openCatalog } from '../catalog/open.ts';
import type { Config } from '../config/schema.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import { armCrashPoint } from '../core/crash-point.ts';
import { toAppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { SettingsAccess } from '../domain/settings.ts';
import { processMetrics } from '../supervisor/process-metrics.ts';
import type { ChildTools, RunningRole } from '../supervisor/run-child.ts';
import { createLogger } from './logger.ts';

/** What every role is built from. */
export interface RoleParts {
  readonly config: Config;
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Process row id: owner of the leases. */
  readonly owner: string;
  readonly registry: Registry;
  readonly mergedMetrics: () => Promise<string>;
  /** Roles that keep dying; empty when all is well. */
  readonly degraded: () => readonly string[];
  readonly settings: SettingsAccess;
}

export type StartRole = (parts: RoleParts) => Promise<RunningRole>;

/** A role as a process of its own: with its own connection to the catalog, which it closes at the end. */
export function asChild(start: StartRole): (tools: ChildTools) => Promise<RunningRole> {
  return async ({ spec, config, registry, mergedMetrics, degraded, settings }) => {
    if (config.crashAt !== undefined) armCrashPoint(config.crashAt);
    processMetrics(registry, spec.role);
    const logger = createLogger(config, { role: spec.role });
    const catalog = await openCatalog({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, logger });
    const parts = {
      config,
      catalog,
      store: new LocalStore(config.dataDir),
      logger,
      clock: systemClock,
      owner: spec.id,
      registry,
      mergedMetrics,
      degraded,
      settings,
    };
    try {
      const running = await start(parts);
      return {
        drain: async (timeoutMs) => {
          try {
            await running.drain(timeoutMs);
          } catch (error) {
            logger.warn({ err: error }, 'did not end cleanly');
            throw error;
          } finally {
            await catalog.close();
          }
        },
      };
    } catch (error) {
      // The supervisor is told code and detail; the stack of a bug is only here.
      if (toAppError(error).code === 'internal') logger.error({ err: error }, 'could not start');
      throw error;
    }
  };
}
