import type { Catalog } from '../../catalog/catalog.ts';
import { sessionById, type SessionRow } from '../../catalog/session-queries.ts';
import { AppError } from '../../core/errors.ts';

/** Also looked at without a wake-up, so that rates and waits are shown while a long decode commits nothing. */
const TICK_MS = 1_000;

/**
 * Reads the session's row after every commit of any process, at least once a second, until it rests or `signal` aborts.
 * Returns the last row.
 */
export async function followSession(catalog: Catalog, id: string, onRow: (row: SessionRow) => void, signal: AbortSignal): Promise<SessionRow> {
  let wake: () => void = () => {};
  const stopListening = catalog.onChange(() => wake());
  const abort = (): void => wake();
  signal.addEventListener('abort', abort);
  try {
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const row = await sessionById(catalog, id);
      if (row === undefined) throw new AppError('session-not-found', { detail: id });
      onRow(row);
      if (row.state === 'finished' || row.state === 'cancelled' || signal.aborted) return row;
      const tick = setTimeout(() => wake(), TICK_MS);
      await woken;
      clearTimeout(tick);
    }
  } finally {
    signal.removeEventListener('abort', abort);
    stopListening();
  }
}
