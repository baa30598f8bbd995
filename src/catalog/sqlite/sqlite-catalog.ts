import SqliteDatabase from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { Catalog, ReadDb, WriteTx } from '../catalog.ts';
import type { Database } from '../schema.ts';
import { sqliteDialect } from './dialect.ts';
import { GroupWriter } from './group-writer.ts';

const CHANGE_POLL_MS = 50;
/** Backstop when no checkpoint thread runs: 16,000 pages are 64 MB of write-ahead log. */
const AUTOCHECKPOINT_PAGES = 16_000;

export class SqliteCatalog implements Catalog {
  readonly engine = 'sqlite';
  readonly read: ReadDb;
  readonly path: string;
  readonly #readHandle: SqliteDatabase.Database;
  readonly #writeHandle: SqliteDatabase.Database;
  readonly #tx: WriteTx;
  readonly #writer: GroupWriter;
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.path = path;
    // 5 ms: longer waits would block the event loop; the group writer goes on waiting without blocking.
    this.#writeHandle = new SqliteDatabase(path, { timeout: 5 });
    // The first opener switches to WAL, which needs the lock for a moment: that once, waiting is right.
    this.#writeHandle.pragma('busy_timeout = 10000');
    this.#writeHandle.pragma('journal_mode = WAL');
    this.#writeHandle.pragma('busy_timeout = 5');
    this.#writeHandle.pragma('synchronous = FULL');
    this.#writeHandle.pragma('foreign_keys = ON');
    this.#writeHandle.pragma('recursive_triggers = ON'); // the counters of folders climb by triggers
    this.#writeHandle.pragma('cache_size = -32768');
    this.#writeHandle.pragma(`wal_autocheckpoint = ${AUTOCHECKPOINT_PAGES}`);
    this.#readHandle = new SqliteDatabase(path, { timeout: 5000 });
    this.#readHandle.pragma('query_only = ON');
    this.#readHandle.pragma('cache_size = -32768');
    this.#readHandle.pragma('mmap_size = 268435456');
    this.read = new Kysely<Database>({ dialect: sqliteDialect(this.#readHandle) });
    this.#writer = new GroupWriter(this.#writeHandle);
    // The group writer has begun the transaction; this handle only ever runs inside it.
    this.#tx = new Kysely<Database>({ dialect: sqliteDialect(this.#writeHandle) }) as WriteTx;
  }

  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T> {
    return this.#writer.write(() => work(this.#tx));
  }

  /** The Kysely over the write handle, for migrations, which bring their own transaction. */
  get migrationDb(): Kysely<Database> {
    return this.#tx;
  }

  onChange(wake: () => void): () => void {
    this.#listeners.add(wake);
    if (this.#timer === undefined) {
      let seen = this.#readHandle.pragma('data_version', { simple: true });
      this.#timer = setInterval(() => {
        const now = this.#readHandle.pragma('data_version', { simple: true });
        if (now === seen) return;
        seen = now;
        for (const listener of this.#listeners) listener();
      }, CHANGE_POLL_MS);
      this.#timer.unref();
    }
    return () => {
      this.#listeners.delete(wake);
      if (this.#listeners.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
    };
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#listeners.clear();
    await this.#writer.end();
    this.#readHandle.close();
    this.#writeHandle.close();
  }
}
