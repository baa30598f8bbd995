import { closeSync, openSync } from 'node:fs';

/**
 * Calls `stop` on SIGINT, SIGTERM, a closed terminal, and when the process that started us with a channel is gone;
 * `reload` on SIGHUP. The returned function takes the handlers away.
 */
export function onSignals(handlers: { readonly stop: (why: string) => void; readonly reload: () => void }): () => void {
  const hadTerminal = terminalIsThere();
  const listeners: Record<string, () => void> = {
    SIGINT: () => handlers.stop('SIGINT'),
    SIGTERM: () => handlers.stop('SIGTERM'),
    // The same signal says "read your settings again" and "your terminal was closed".
    SIGHUP: () => (hadTerminal && !terminalIsThere() ? handlers.stop('terminal closed') : handlers.reload()),
    disconnect: () => handlers.stop('the process that started it is gone'),
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
