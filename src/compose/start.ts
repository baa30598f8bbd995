import type { Config } from '../config/schema.ts';
import type { Logger } from '../core/logger.ts';
import { toAppError } from '../core/errors.ts';
import { takeServiceManager } from '../config/service-manager.ts';
import { serviceNotify } from '../supervisor/service-notify.ts';
import { onSignals } from '../supervisor/signals.ts';
import { serviceUrl } from '../supervisor/service-url.ts';
import { createLogger } from './logger.ts';
import { type LoadSettings, SettingsFile } from './settings-file.ts';
import { readVersion } from './package-files.ts';
import type { Running } from './running.ts';

/** `magpie start`: runs until a signal ends it. `load` reads the settings, again on SIGHUP. Resolves with the exit code. */
export async function start(load: LoadSettings, { single }: { readonly single: boolean }): Promise<number> {
  const started = await load();
  const { config, warnings } = started;
  const logger = createLogger(config, { role: single ? 'single' : 'supervisor' });
  for (const warning of warnings) logger.warn({}, warning);
  const manager = serviceNotify(takeServiceManager(), logger);
  let status = 'Starting';
  const reload = async (): Promise<boolean> => {
    manager.reloading();
    try {
      return await running.reload((await load()).config);
    } catch (error) {
      logger.error({ code: toAppError(error).code }, `settings not reloaded: ${toAppError(error).message}`);
      return false;
    } finally {
      manager.ready(status);
    }
  };
  const settings = new SettingsFile({ load, started, reloads: !single, reload });
  const running = await startRunning(config, single, logger, settings);
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
    reload: () => void reload(),
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

async function startRunning(config: Config, single: boolean, logger: Logger, settings: SettingsFile): Promise<Running> {
  if (single) return (await import('./single.ts')).startSingle(config, logger, settings);
  return (await import('./supervisor.ts')).startProcesses(config, logger, settings);
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
