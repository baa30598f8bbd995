import { join, resolve } from 'node:path';
import type { RootSetting } from '../domain/root.ts';
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
  const { workers: _, ...ingest } = settings.ingest;
  const ingestWorkers = range(settings.ingest, 1, Math.ceil(machine.cores / 2));
  return {
    ...settings,
    dataDir,
    inbox: settings.inbox === undefined ? join(dataDir, 'inbox') : resolve(machine.cwd, settings.inbox),
    roots: settings.roots.map((root) => rootSetting(root, machine.cwd)),
    web: range(settings.web, Math.min(2, machine.cores), Math.min(4, machine.cores)),
    ingest: {
      ...ingest,
      ...ingestWorkers,
      // One pipeline per core and one more to fill the gaps of waiting for the disk, whatever the number of processes.
      concurrency: settings.ingest.concurrency ?? Math.ceil((machine.cores + 1) / ingestWorkers.maxWorkers),
    },
    log: { ...settings.log, pretty: settings.log.pretty ?? machine.terminal },
  };
}

interface WorkerSettings {
  readonly workers?: number | undefined;
  readonly minWorkers?: number | undefined;
  readonly maxWorkers?: number | undefined;
}

/** A least set above the default most raises that, and the other way round; set both and the least wins. */
function range({ workers, minWorkers, maxWorkers }: WorkerSettings, least: number, most: number): { minWorkers: number; maxWorkers: number } {
  if (workers !== undefined) return { minWorkers: workers, maxWorkers: workers };
  const min = minWorkers ?? Math.min(least, maxWorkers ?? least);
  return { minWorkers: min, maxWorkers: Math.max(min, maxWorkers ?? most) };
}

function rootSetting(root: Settings['roots'][number], cwd: string): RootSetting {
  if (typeof root === 'string') return { path: resolve(cwd, root), mode: 'scan', watch: false };
  return { path: resolve(cwd, root.path), mode: root.mode, watch: root.mode !== 'scan' && root.watch !== false };
}
