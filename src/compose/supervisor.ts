import type { Config } from '../config/schema.ts';
import type { Logger } from '../core/logger.ts';
import type { OwnWorkers } from '../cli/wiring.ts';
import type { SettingsAccess } from '../domain/settings.ts';
import type { RoleCounts } from '../supervisor/children.ts';
import { startSupervisor } from '../supervisor/supervisor.ts';
import type { Running } from './running.ts';
import { tidier } from './tidier.ts';

/** The whole program: web processes, one monitor, ingest processes. */
export function startProcesses(config: Config, logger: Logger, settings: SettingsAccess): Running {
  const supervisor = startSupervisor({ config, roles: rolesOf(config), most: mostOf(config), logger, tidy: tidier(config, logger), settings });
  return {
    ready: supervisor.ready,
    stop: () => supervisor.stop(),
    reload: (fresh) => supervisor.reload(fresh, rolesOf(fresh), mostOf(fresh)),
  };
}

/** Ingest processes only, for a command that has nobody to work for it. */
export async function startWorkers(config: Config, logger: Logger): Promise<OwnWorkers> {
  const roles = { web: 0, monitor: 0, worker: config.ingest.minWorkers };
  const most = { ...roles, worker: config.ingest.maxWorkers };
  const supervisor = startSupervisor({ config, roles, most, logger, tidy: tidier(config, logger) });
  await supervisor.ready;
  return {
    stop: async () => {
      await supervisor.stop();
    },
  };
}

function rolesOf(config: Config): RoleCounts {
  return { web: config.web.minWorkers, monitor: config.monitor.enabled ? 1 : 0, worker: config.ingest.minWorkers };
}

function mostOf(config: Config): RoleCounts {
  return { ...rolesOf(config), web: config.web.maxWorkers, worker: config.ingest.maxWorkers };
}
