import type { Database as SqliteHandle } from 'better-sqlite3';
import { AppError } from '../../core/errors.ts';
import { writeError } from './write-error.ts';

/** Writes that share one commit at most. A FULL commit costs an fsync (about 0.7 ms); groups of 8 doubled the rate. */
const MAX_GROUP = 16;
/** How long a writer waits for the others before it says the catalog is busy. */
const LOCK_PATIENCE_MS = 30_000;
/** The same for a process that ends: it has 8 s for everything, and what was not begun is refused as it would be later. */
const LAST_PATIENCE_MS = 3_000;

interface Pending {
  readonly work: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one writer of this process: takes what was asked for meanwhile, runs each in its own savepoint and commits them
 * together. Waiting for another process's lock never blocks the event loop.
 */
export class GroupWriter {
  readonly #handle: SqliteHandle;
  readonly #queue: Pending[] = [];
  #pumping = false;
  #pump: Promise<void> = Promise.resolve();
  #endBy = Number.POSITIVE_INFINITY;

  constructor(handle: SqliteHandle) {
    this.#handle = handle;
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ work, resolve: resolve as (value: unknown) => void, reject: (error) => reject(writeError(error)) });
      if (!this.#pumping) this.#pump = this.#commitAll();
    });
  }

  /** Resolves when nothing is queued or under way; what still waits for another process's lock after 3 s is refused. */
  async end(): Promise<void> {
    this.#endBy = performance.now() + LAST_PATIENCE_MS;
    while (this.#pumping) await this.#pump;
  }

  async #commitAll(): Promise<void> {
    this.#pumping = true;
    while (this.#queue.length > 0) await this.#commitGroup(this.#queue.splice(0, MAX_GROUP));
    // In the same turn as the empty queue was seen: a write asked for a microtask later starts a new round.
    this.#pumping = false;
  }

  async #commitGroup(group: readonly Pending[]): Promise<void> {
    const settled: Array<() => void> = [];
    try {
      await this.#begin();
      for (const one of group) settled.push(await this.#runOne(one));
      this.#handle.exec('COMMIT');
    } catch (error) {
      if (this.#handle.inTransaction) this.#handle.exec('ROLLBACK');
      for (const one of group) one.reject(error);
      return;
    }
    for (const settle of settled) settle();
  }

  async #runOne(one: Pending): Promise<() => void> {
    this.#handle.exec('SAVEPOINT one');
    try {
      const value = await one.work();
      this.#handle.exec('RELEASE one');
      return () => one.resolve(value);
    } catch (error) {
      // A full disk rolls the whole transaction back by itself: then nobody of the group has committed anything.
      if (!this.#handle.inTransaction) throw error;
      this.#handle.exec('ROLLBACK TO one');
      this.#handle.exec('RELEASE one');
      return () => one.reject(error);
    }
  }

  async #begin(): Promise<void> {
    const deadline = performance.now() + LOCK_PATIENCE_MS;
    for (let wait = 1; ; wait = Math.min(wait * 1.5, 20)) {
      try {
        this.#handle.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > Math.min(deadline, this.#endBy)) throw new AppError('catalog-locked', { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
    }
  }
}

function isBusy(error: unknown): boolean {
  return String((error as { code?: unknown } | null)?.code).startsWith('SQLITE_BUSY');
}
