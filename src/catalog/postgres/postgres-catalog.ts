import { Kysely, sql } from 'kysely';
import pg from 'pg';
import { AppError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Catalog, ReadDb, WriteTx } from '../catalog.ts';
import type { Database } from '../schema.ts';
import { PlainTextPostgresDialect } from './dialect.ts';

const CHANNEL = 'magpie_change';
/** A NOTIFY takes a lock over all commits of the server, so a process sends one for all its commits of this long. */
const NOTIFY_EVERY_MS = 20;
/** A notification lost with its sender is made good by looking this often. */
const FALLBACK_POLL_MS = 1000;
const MAX_ATTEMPTS = 5;
const INT8 = 20;
const NUMERIC = 1700;

export class PostgresCatalog implements Catalog {
  readonly engine = 'postgres';
  readonly read: ReadDb;
  readonly #pool: pg.Pool;
  readonly #url: string;
  readonly #logger: Logger;
  readonly #listeners = new Set<() => void>();
  #listener: pg.Client | undefined;
  #fallback: NodeJS.Timeout | undefined;
  #notifyTimer: NodeJS.Timeout | undefined;
  #notifying: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(url: string, logger: Logger) {
    this.#url = url;
    this.#logger = logger;
    this.#pool = new pg.Pool({
      connectionString: url,
      max: 8,
      connectionTimeoutMillis: 10_000,
      application_name: 'magpie',
      // Counts, ids and byte sizes fit a double; text would make every reader convert.
      types: {
        getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
          oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
      },
    });
    // An idle connection that the server closed is replaced at the next query.
    this.#pool.on('error', (error) => logger.warn({ code: 'catalog-unreachable' }, error.message));
    this.read = new Kysely<Database>({ dialect: new PlainTextPostgresDialect({ pool: this.#pool }) });
  }

  /** Throws `catalog-unreachable` when no connection can be made; the pool is closed then. */
  async assertReachable(): Promise<void> {
    try {
      await sql`select 1`.execute(this.read);
    } catch (error) {
      await this.#pool.end();
      throw new AppError('catalog-unreachable', { detail: (error as Error).message, cause: error });
    }
  }

  async write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const value = await this.read.transaction().execute(work);
        this.#notifySoon();
        return value;
      } catch (error) {
        if (isUnreachable(error)) throw new AppError('catalog-unreachable', { cause: error });
        if (!isTransient(error) || attempt >= MAX_ATTEMPTS) throw error;
      }
    }
  }

  get migrationDb(): Kysely<Database> {
    return this.read;
  }

  onChange(wake: () => void): () => void {
    this.#listeners.add(wake);
    if (this.#fallback === undefined) {
      this.#fallback = setInterval(() => this.#wakeAll(), FALLBACK_POLL_MS);
      this.#fallback.unref();
      void this.#listen();
    }
    return () => {
      this.#listeners.delete(wake);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#fallback);
    clearTimeout(this.#notifyTimer);
    await this.#notifying;
    this.#listeners.clear();
    await this.#listener?.end().catch(() => {});
    await this.#pool.end();
  }

  #wakeAll(): void {
    for (const listener of this.#listeners) listener();
  }

  #notifySoon(): void {
    if (this.#notifyTimer !== undefined || this.#closed) return;
    this.#notifyTimer = setTimeout(() => {
      this.#notifyTimer = undefined;
      this.#notifying = sql`select pg_notify(${CHANNEL}, '')`.execute(this.read).catch((error: Error) => this.#logger.debug({}, `notify: ${error.message}`));
    }, NOTIFY_EVERY_MS);
    this.#notifyTimer.unref();
  }

  async #listen(): Promise<void> {
    if (this.#closed) return;
    const client = new pg.Client({ connectionString: this.#url, application_name: 'magpie-listen' });
    this.#listener = client;
    const again = (): void => {
      if (this.#listener !== client || this.#closed) return;
      this.#listener = undefined;
      setTimeout(() => void this.#listen(), FALLBACK_POLL_MS).unref();
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', () => this.#wakeAll());
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      this.#logger.debug({}, `listen: ${(error as Error).message}`);
      again();
    }
  }
}

/** Serialization failure, deadlock, lock timeout: the transaction may simply be run again. */
function isTransient(error: unknown): boolean {
  return ['40001', '40P01', '55P03'].includes(String((error as { code?: unknown } | null)?.code));
}

function isUnreachable(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code);
  return ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'ECONNRESET', '57P01', '57P03'].includes(code);
}
