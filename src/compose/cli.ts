import { LocalStore } from '../blobs/local-store.ts';
import { migrate } from '../catalog/migrate.ts';
import { openCatalog } from '../catalog/open.ts';
import { runCli } from '../cli/program.ts';
import type { CliWiring } from '../cli/wiring.ts';
import { createLogger } from './logger.ts';
import { readVersion } from './package-files.ts';
import { start } from './start.ts';

/** The command line with everything it needs. Resolves with the exit code. */
export function runMagpie(argv: readonly string[]): Promise<number> {
  const wiring: CliWiring = {
    version: readVersion(),
    createLogger,
    openLibrary: async (config, logger) => {
      const catalog = await openCatalog({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, logger });
      try {
        await migrate(catalog);
      } catch (error) {
        await catalog.close();
        throw error;
      }
      return { catalog, store: new LocalStore(config.dataDir), close: () => catalog.close() };
    },
    start,
    startWorkers: async (config, logger) => (await import('./supervisor.ts')).startWorkers(config, logger),
  };
  return runCli(argv, wiring);
}
