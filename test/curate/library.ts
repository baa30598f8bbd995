import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { type TaskRow, taskById } from '../../src/catalog/task-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createCurateWorker } from '../../src/curate/curate-worker.ts';
import type { DeletedContentRule } from '../../src/domain/curate.ts';
import type { SourceKind, StorageMode } from '../../src/domain/session.ts';
import { createIngestWorker } from '../../src/ingest/ingest-worker.ts';
import { offerFiles, openSession, sealSession } from '../../src/ingest/sessions.ts';
import { waitFor } from '../support/wait-for.ts';

/** A library with ingest and curate workers in this process; stopped when the test ends. */
export class CuratedLibrary {
  readonly catalog: Catalog;
  readonly dataDir: string;
  readonly store: LocalStore;
  #owners = 0;

  constructor(catalog: Catalog, dataDir: string) {
    this.catalog = catalog;
    this.dataDir = dataDir;
    this.store = new LocalStore(dataDir);
    for (const folder of ['originals', 'derived', 'tmp']) mkdirSync(join(dataDir, folder), { recursive: true });
  }

  startIngest(deletedContent?: DeletedContentRule): void {
    const settings = {
      concurrency: 2,
      maxFileBytes: 1e9,
      maxPixels: 1e8,
      decodeTimeoutSeconds: 30,
      maxAttempts: 3,
      ...(deletedContent ? { deletedContent } : {}),
    };
    const { catalog, store, dataDir } = this;
    const worker = createIngestWorker({ catalog, store, dataDir, owner: this.#owner(), settings, logger: silentLogger, clock: Date.now });
    worker.start();
    onTestFinished(async () => void (await worker.drain(5000)));
  }

  startCurate(): void {
    const { catalog, store, dataDir } = this;
    const worker = createCurateWorker({ catalog, store, dataDir, owner: this.#owner(), trashKeepDays: 30, logger: silentLogger, clock: Date.now });
    worker.start();
    onTestFinished(async () => void (await worker.drain(5000)));
  }

  /** Writes a file with a modification time long ago, so that nothing takes it for one still being written. */
  write(path: string, bytes: Buffer, mtimeSeconds = 1_700_000_000): string {
    const full = join(this.dataDir, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, bytes);
    utimesSync(full, mtimeSeconds, mtimeSeconds);
    return full;
  }

  /** Offers files in a session of their own; gives outcome and error code of each, in order. */
  async ingest(
    paths: readonly string[],
    source: SourceKind,
    mode: StorageMode,
  ): Promise<Array<{ outcome: string | null; code: string | null; assetId: number | null }>> {
    const now = Date.now();
    const { id } = await openSession(
      this.catalog,
      { source: source === 'scan' ? 'upload' : source, options: { paths: [`${paths[0]} ${now}`], mode, recursive: false } },
      now,
    );
    const files = paths.map((path) => ({ path, name: path.split('/').at(-1) ?? '', offerKey: `${id}:${path}` }));
    await offerFiles(this.catalog, id, files, mode, source, now);
    await sealSession(this.catalog, id, now);
    await this.rested();
    const jobs = await this.catalog.read.selectFrom('job').selectAll().where('session_id', '=', id).where('lane', '=', 'ingest').orderBy('id').execute();
    return jobs.map((job) => ({ outcome: job.outcome, code: job.error_code, assetId: job.asset_id }));
  }

  /** Waits until no job is left to do, but for those after ingest (describing, proxies), which nobody does here. */
  async rested(): Promise<void> {
    const open = () =>
      this.catalog.read.selectFrom('job').select('id').where('state', '<>', 'done').where('lane', 'not in', ['describe', 'proxy']).limit(1).execute();
    await waitFor('all jobs to be done', async () => (await open()).length === 0, { everyMs: 20, timeoutMs: 30_000 });
  }

  async finished(taskId: string): Promise<TaskRow> {
    return waitFor(
      'the task to end',
      async () => {
        const task = await taskById(this.catalog.read, taskId);
        return task !== undefined && (task.state === 'finished' || task.state === 'failed') && task;
      },
      { everyMs: 20, timeoutMs: 30_000 },
    );
  }

  /** Relative paths of all files below a folder of the data folder. */
  files(folder: string): string[] {
    const root = join(this.dataDir, folder);
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort();
  }

  #owner(): string {
    this.#owners += 1;
    return `owner-${this.#owners}`;
  }
}
