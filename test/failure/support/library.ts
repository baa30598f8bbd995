import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Selectable } from 'kysely';
import { onTestFinished } from 'vitest';
import { LocalStore } from '../../../src/blobs/local-store.ts';
import type { Catalog } from '../../../src/catalog/catalog.ts';
import type { AssetTable, JobTable, LocationTable, SessionTable } from '../../../src/catalog/schema.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { newId } from '../../../src/core/ids.ts';
import { isBalanced, type SourceKind, type StorageMode } from '../../../src/domain/session.ts';
import { createIngestWorker } from '../../../src/ingest/ingest-worker.ts';
import { type OfferedFile, offerFiles, openSession, sealSession } from '../../../src/ingest/sessions.ts';
import type { Worker } from '../../../src/jobs/worker.ts';
import { type KeptProcess, ProcessKeeper } from '../../../src/supervisor/process-keeper.ts';
import { Monitor } from '../../../src/watch/monitor.ts';
import { waitFor } from '../../support/wait-for.ts';
import { memoryLog } from './memory-log.ts';

export type Job = Selectable<JobTable>;
export type Session = Selectable<SessionTable>;

/** What comes after a commit has workers of its own, which a library of these tests does not start. */
const RUN_HERE = ['discover', 'ingest', 'fetch', 'unpack', 'webhook'] as const;

export interface LibraryOptions {
  readonly clock?: Clock;
  readonly concurrency?: number;
  readonly settleMs?: number;
  /** An hour unless given: what is found is then found by hints, not by the timer. */
  readonly rescanSeconds?: number;
}

/**
 * A whole library in this process, built from the real parts: workers, the monitor of its inbox, and the keeper that a
 * supervisor uses to renew leases. Everything is stopped when the test ends.
 */
export class Library {
  readonly catalog: Catalog;
  readonly dataDir: string;
  readonly inbox: string;
  readonly store: LocalStore;
  readonly log = memoryLog();
  readonly #options: LibraryOptions;
  readonly #clock: Clock;
  readonly #kept: KeptProcess[] = [];
  readonly #stops: Array<() => Promise<unknown>> = [];
  #keeper: ProcessKeeper | undefined;

  constructor(catalog: Catalog, dataDir: string, options: LibraryOptions = {}) {
    this.catalog = catalog;
    this.dataDir = dataDir;
    this.inbox = join(dataDir, 'inbox');
    this.store = new LocalStore(dataDir);
    this.#options = options;
    this.#clock = options.clock ?? (() => Date.now());
    for (const folder of ['inbox', 'originals', 'derived']) mkdirSync(join(dataDir, folder), { recursive: true });
    onTestFinished(async ({ task }) => {
      await this.stop();
      if (task.result?.state === 'fail')
        console.error(
          this.log.lines
            .slice(-40)
            .map(({ level, message, fields }) => `${level} ${message} ${String(fields['code'] ?? fields['err'] ?? '')}`)
            .join('\n'),
        );
    });
  }

  startWorker(): Worker {
    const owner = this.#keep('worker');
    const settings = { concurrency: this.#options.concurrency ?? 3, maxFileBytes: 1e9, maxPixels: 1e8, decodeTimeoutSeconds: 30, maxAttempts: 5 };
    const { catalog, store, dataDir } = this;
    const worker = createIngestWorker({ catalog, store, dataDir, owner, settings, logger: this.log.logger, clock: this.#clock });
    this.#stops.push(() => worker.drain(10_000));
    worker.start();
    return worker;
  }

  /** Resolves when the inbox is watched and its first scan has ended. */
  async startMonitor(): Promise<Monitor> {
    const owner = this.#keep('monitor');
    const { settleMs = 100, rescanSeconds = 3600 } = this.#options;
    const { catalog, store, dataDir, inbox } = this;
    const monitor = new Monitor({ catalog, store, dataDir, owner, inbox, settleMs, rescanSeconds, logger: this.log.logger, clock: this.#clock });
    this.#stops.push(() => monitor.stop());
    monitor.start();
    await waitFor('the monitor to watch', () => monitor.active);
    return monitor;
  }

  async scan(paths: readonly string[], mode: StorageMode): Promise<string> {
    return (await openSession(this.catalog, { source: 'scan', options: { paths, mode, recursive: true } }, this.#clock())).id;
  }

  /** Offers exactly these files in a session of their own, all found. */
  async offer(paths: readonly string[], mode: StorageMode = 'copy', source: SourceKind = 'watch'): Promise<string> {
    const { id } = await openSession(this.catalog, { source, options: { paths: [`${paths[0]}`], mode, recursive: false } }, this.#clock());
    const files: OfferedFile[] = paths.map((path) => ({ path, name: path.split('/').at(-1)!, offerKey: `${id}:${path}` }));
    await offerFiles(this.catalog, id, files, mode, source, this.#clock());
    await sealSession(this.catalog, id, this.#clock());
    return id;
  }

  async session(id: string): Promise<Session> {
    return this.catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  }

  /** The session once it is finished; its counts then have to balance. */
  async finished(id: string, timeoutMs = 60_000): Promise<Session> {
    const row = await waitFor(
      `session ${id} to finish`,
      async () => {
        const session = await this.session(id);
        return session.state === 'finished' && session;
      },
      { timeoutMs, everyMs: 50 },
    );
    if (!isBalanced(row) || row.pending !== 0) throw new Error(`a finished session that is not balanced: ${JSON.stringify(row)}`);
    return row;
  }

  /** Every file job, in the order of its offer. */
  async jobs(): Promise<Job[]> {
    return this.catalog.read.selectFrom('job').selectAll().where('lane', '=', 'ingest').orderBy('id').execute();
  }

  /** All jobs once there are at least `count` and none is left to do. */
  async restedJobs(count: number, timeoutMs = 60_000): Promise<Job[]> {
    return waitFor(
      `${count} files to have their outcome`,
      async () => {
        const open = await this.catalog.read.selectFrom('job').select('id').where('state', '<>', 'done').where('lane', 'in', RUN_HERE).limit(1).execute();
        if (open.length > 0) return undefined;
        // Looked at once more: between the two reads a job may have been offered.
        const jobs = await this.jobs();
        if (jobs.some((job) => job.state !== 'done')) return undefined;
        return jobs.length >= count && jobs;
      },
      { timeoutMs, everyMs: 50 },
    );
  }

  async assets(): Promise<Selectable<AssetTable>[]> {
    return this.catalog.read.selectFrom('asset').selectAll().orderBy('id').execute();
  }

  async locations(): Promise<Selectable<LocationTable>[]> {
    return this.catalog.read.selectFrom('location').selectAll().orderBy('id').execute();
  }

  /** Relative paths of all files below a folder of the library, unfinished ones included. */
  files(folder: 'inbox' | 'originals' | 'derived'): string[] {
    const root = join(this.dataDir, folder);
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort();
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse()) await stop();
    await this.#keeper?.stop();
    this.#keeper = undefined;
  }

  /** From now on the leases of this process are renewed, as its supervisor would. */
  #keep(role: string): string {
    const id = newId();
    this.#kept.push({ id, role, pid: process.pid, startedAt: this.#clock() });
    this.#keeper ??= this.#startKeeper();
    return id;
  }

  #startKeeper(): ProcessKeeper {
    const keeper = new ProcessKeeper({ catalog: this.catalog, logger: this.log.logger, clock: this.#clock, processes: () => this.#kept });
    void keeper.start();
    return keeper;
  }
}
