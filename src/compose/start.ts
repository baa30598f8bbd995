import type { LoadedConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { toAppError } from '../core/errors.ts';
import { takeServiceManager } from '../config/service-manager.ts';
import { serviceNotify } from '../supervisor/service-notify.ts';
import { onSignals } from '../supervisor/signals.ts';
import { serviceUrl } from '../supervisor/service-url.ts';
import { createLogger } from './logger.ts';
import { readVersion } from './package-files.ts';
import type { Running } from './running.ts';

/** `magpie start`: runs until a signal ends it. `load` reads the settings, again on SIGHUP. Resolves with the exit code. */
export async function start(load: () => Promise<LoadedConfig>, { single }: { readonly single: boolean }): Promise<number> {
  const { config, warnings } = await load();
  const logger = createLogger(config, { role: single ? 'single' : 'supervisor' });
  for (const warning of warnings) logger.warn({}, warning);
  const manager = serviceNotify(takeServiceManager(), logger);
  const running = await startRunning(config, single, logger);
  let status = 'Starting';
  let ended: (code: number) => void;
  const exit = new Promise<number>((resolve) => {
    ended = resolve;
  });
  const forget = onSignals({
    stop: (why) => {
      logger.info({ why }, 'stopping; once more to stop at once');
      manager.stopping();
      void running.stop().then(ended);
    },
    reload: () => {
      manager.reloading();
      load()
        .then((fresh) => running.reload(fresh.config))
        .catch((error: unknown) => logger.error({ code: toAppError(error).code }, `settings not reloaded: ${toAppError(error).message}`))
        .finally(() => manager.ready(status));
    },
  });
  try {
    const used = await running.ready;
    status = `Serving ${serviceUrl(used)}`;
    manager.ready(status);
    process.stdout.write(welcome(used));
    return await exit;
  } catch (error) {
    // Stopped while it started: that is no error.
    if (toAppError(error).code === 'shutting-down') return await exit;
    throw error;
  } finally {
    forget();
  }
}

async function startRunning(config: Config, single: boolean, logger: ReturnType<typeof createLogger>): Promise<Running> {
  if (single) return (await import('./single.ts')).startSingle(config, logger);
  return (await import('./supervisor.ts')).startProcesses(config, logger);
}

function welcome(config: Config): string {
  const inbox = config.monitor.enabled
    ? `${config.inbox}   (a picture dropped here is taken into the library)`
    : `${config.inbox}   (not watched: monitor.enabled is off)`;
  return `
Magpie ${readVersion()} is ready.

  Open     ${serviceUrl(config)}
  Inbox    ${inbox}
  Data     ${config.dataDir}

  Add a folder: ./magpie ingest PATH, or list it under roots in ${config.dataDir}/config.yml and scan it from the page.
  Ctrl-C stops it.

`;
}
