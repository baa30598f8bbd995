/** How the service manager (systemd) that started us wants to hear from us. */
export interface ServiceManager {
  /** Where its notifications go: a path, or a name in the abstract name space with a leading @. */
  readonly socket: string;
  /** A sign of life is expected at least this often, in milliseconds. */
  readonly watchdogMs?: number;
}

/**
 * What systemd left in the environment; undefined when nobody wants to hear. Removes it, so that no child speaks for us.
 * WATCHDOG_PID is not looked at: it names the launcher that started this process.
 */
export function takeServiceManager(): ServiceManager | undefined {
  const socket = process.env['NOTIFY_SOCKET'];
  const watchdogMs = Number(process.env['WATCHDOG_USEC']) / 1000;
  for (const name of ['NOTIFY_SOCKET', 'WATCHDOG_USEC', 'WATCHDOG_PID']) delete process.env[name];
  if (socket === undefined || socket === '') return undefined;
  return watchdogMs > 0 ? { socket, watchdogMs } : { socket };
}
