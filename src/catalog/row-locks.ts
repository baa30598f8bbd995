import type { ReadDb, WriteTx } from './catalog.ts';
import { engineOf } from './engine-of.ts';

/**
 * Whether what a transaction read may be changed by another before it writes: rows that decide something are then read
 * with `$if(locksRows(tx), (q) => q.forNoKeyUpdate())`. Never on SQLite, where a write has the whole catalog to itself.
 * The order is job, then session, as files are committed in; "no key", because each new job refers to its session.
 */
export function locksRows(tx: WriteTx | ReadDb): boolean {
  return engineOf(tx) === 'postgres';
}
