import { PostgresAdapter } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { Engine } from './engine.ts';

/** The engine behind a transaction, for the few statements the two write differently. */
export function engineOf(db: ReadDb | WriteTx): Engine {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}
