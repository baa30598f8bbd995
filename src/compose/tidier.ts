import { LocalStore } from '../blobs/local-store.ts';
import type { Config } from '../config/schema.ts';
import type { Logger } from '../core/logger.ts';

/** Removes half-written files of processes that are gone. The store knows whose they are: those of the living stay. */
export function tidier(config: Config, logger: Logger): () => Promise<void> {
  const store = new LocalStore(config.dataDir);
  return async () => {
    try {
      const temps = await store.sweepTemps(0);
      if (temps > 0) logger.info({ temps }, 'removed half-written files of processes that are gone');
    } catch (error) {
      logger.warn({ err: error }, 'could not remove half-written files; the monitor tries again');
    }
  };
}
