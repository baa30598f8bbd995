import { execFile } from 'node:child_process';
import type { ServiceManager } from '../config/service-manager.ts';
import type { Logger } from '../core/logger.ts';

/** Tells the service manager how we are; does nothing where there is none. */
export interface ServiceNotify {
  /** Everything can do its work; from here on signs of life are sent. */
  ready(status: string): void;
  reloading(): void;
  stopping(): void;
}

/** A systemd-notify that hangs must not pile up. */
const PATIENCE_MS = 10_000;

/**
 * Speaks sd_notify through the program systemd-notify, which is there wherever systemd is: Node has no datagram sockets of
 * the Unix kind, and a native module for one message in half a minute would be the larger burden. It is a process of its
 * own, so the unit needs NotifyAccess=all. The watchdog is fed from the event loop of the supervisor, which itself looks after
 * the loops of its children: when it hangs, systemd starts everything anew.
 */
export function serviceNotify(manager: ServiceManager | undefined, logger: Logger): ServiceNotify {
  if (manager === undefined) return { ready: () => {}, reloading: () => {}, stopping: () => {} };
  const { socket, watchdogMs } = manager;
  let failed = false;
  // One after the other: systemd must not see "reloading" after the "ready" that ended it.
  let last = Promise.resolve();
  const send = (...lines: string[]): void => {
    last = last.then(
      () =>
        new Promise((resolve) => {
          execFile('systemd-notify', lines, { env: { PATH: '/usr/local/bin:/usr/bin:/bin', NOTIFY_SOCKET: socket }, timeout: PATIENCE_MS }, (error) => {
            if (error !== null && !failed) {
              failed = true;
              logger.warn({ err: error }, 'the service manager could not be told; is systemd-notify installed, and does the unit say NotifyAccess=all?');
            }
            resolve();
          });
        }),
    );
  };
  let beats: NodeJS.Timeout | undefined;
  return {
    ready: (status) => {
      send('READY=1', `STATUS=${status}`);
      if (watchdogMs === undefined || beats !== undefined) return;
      // Half of it, as systemd recommends.
      beats = setInterval(() => send('WATCHDOG=1'), watchdogMs / 2);
      beats.unref();
    },
    reloading: () => send('RELOADING=1', 'STATUS=Reading the settings again'),
    stopping: () => send('STOPPING=1', 'STATUS=Finishing the files in hand'),
  };
}
