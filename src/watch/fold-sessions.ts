import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalog } from '../catalog/catalog.ts';
import { foldSome, sessionsToFold } from '../catalog/fold-queries.ts';

/** Jobs of one transaction: some 20 ms, because commits of files wait for it. */
const BATCH = 1_000;
const PAUSE_MS = 30;
const SESSIONS = 20;

/**
 * Takes the lists of files of sessions out of the ledger that came to rest before a time: their totals stay, and what failed.
 * For at most `budgetMs`; the next call goes on. Returns how many files.
 */
export async function foldSessions(catalog: Catalog, before: number, now: number, budgetMs: number): Promise<number> {
  const until = performance.now() + budgetMs;
  let files = 0;
  for (let session of await sessionsToFold(catalog.read, before, SESSIONS)) {
    for (let more = true; more; ) {
      if (performance.now() >= until) return files;
      const { seen, gone, to } = await catalog.write((tx) => foldSome(tx, session, BATCH, now));
      files += gone;
      session = { ...session, folded_to: to };
      more = seen === BATCH;
      if (more) await sleep(PAUSE_MS);
    }
  }
  return files;
}
