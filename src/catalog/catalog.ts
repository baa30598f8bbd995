import type { Kysely, Transaction } from 'kysely';
import type { Engine } from './engine.ts';
import type { Database } from './schema.ts';

export type ReadDb = Kysely<Database>;
export type WriteTx = Transaction<Database>;

/**
 * The database behind one interface. `read` never waits for the writer. `write` runs `work` in a transaction that took
 * the write lock at its start; on SQLite several writes of one process may share a commit (each in its own savepoint), so
 * `work` awaits nothing but `tx`. The promise resolves only after the commit is durable.
 */
export interface Catalog {
  readonly engine: Engine;
  readonly read: ReadDb;
  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T>;
  /** Calls `wake` soon after any process committed something (SQLite: data_version every 50 ms; PostgreSQL: NOTIFY). */
  onChange(wake: () => void): () => void;
  close(): Promise<void>;
}
