import { join, resolve } from 'node:path';
import type { Config, Settings } from './schema.ts';

/** What computed defaults depend on. */
export interface Machine {
  readonly cores: number;
  /** Is standard error a terminal? */
  readonly terminal: boolean;
  /** Relative paths of flags and of the environment count from here; those of config.yml, from its folder, are absolute by now. */
  readonly cwd: string;
}

/** Fills in what depends on the machine and makes every path absolute. */
export function resolveSettings(settings: Settings, machine: Machine): Config {
  const dataDir = resolve(machine.cwd, settings.dataDir);
  const ingestWorkers = settings.ingest.workers ?? Math.max(1, Math.ceil(machine.cores / 4));
  return {
    ...settings,
    dataDir,
    inbox: settings.inbox === undefined ? join(dataDir, 'inbox') : resolve(machine.cwd, settings.inbox),
    roots: settings.roots.map((root) => resolve(machine.cwd, root)),
    web: { workers: settings.web.workers ?? Math.min(4, machine.cores) },
    ingest: {
      ...settings.ingest,
      workers: ingestWorkers,
      // One pipeline per core and one more to fill the gaps of waiting for the disk, whatever the number of processes.
      concurrency: settings.ingest.concurrency ?? Math.ceil((machine.cores + 1) / ingestWorkers),
    },
    log: { ...settings.log, pretty: settings.log.pretty ?? machine.terminal },
  };
}
