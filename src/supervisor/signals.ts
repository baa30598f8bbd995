import { closeSync, openSync } from 'node:fs';

/** Ctrl-C reaches us from the terminal and again from the launcher that passes it on: within this time it is one. */
const ONE_SIGNAL_MS = 250;

/**
 * Calls `stop` on SIGINT, SIGTERM, a closed terminal, and when the process that started us with a channel is gone;
 * `reload` on SIGHUP. The returned function takes the handlers away.
 */
export function onSignals(handlers: { readonly stop: (why: string) => void; readonly reload: () => void }): () => void {
  const hadTerminal = terminalIsThere();
  let stoppedAt = -Infinity;
  const stop = (why: string): void => {
    const now = performance.now();
    if (now - stoppedAt > ONE_SIGNAL_MS) handlers.stop(why);
    stoppedAt = now;
  };
  const listeners: Record<string, () => void> = {
    SIGINT: () => stop('SIGINT'),
    SIGTERM: () => stop('SIGTERM'),
    // The same signal says "read your settings again" and "your terminal was closed".
    SIGHUP: () => (hadTerminal && !terminalIsThere() ? stop('terminal closed') : handlers.reload()),
    disconnect: () => stop('the process that started it is gone'),
  };
  for (const [event, listener] of Object.entries(listeners)) process.on(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) process.off(event, listener);
  };
}

function terminalIsThere(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}
