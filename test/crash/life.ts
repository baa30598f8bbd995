import { hostname } from 'node:os';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { beat } from '../../src/catalog/processes.ts';
import { armCrashPoint } from '../../src/core/crash-point.ts';
import { newId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/logger.ts';
import type { TaskKind } from '../../src/domain/curate.ts';
import type { Lane } from '../../src/domain/job.ts';
import { recoverOrphans } from '../../src/jobs/recovery.ts';

/** A process of the crash tests from its start to its end, unless it is killed before: its last word to the test is `rested`. */
export class Life {
  readonly dataDir: string;
  readonly catalog: Catalog;
  readonly owner: string;

  private constructor(dataDir: string, catalog: Catalog, owner: string) {
    this.dataDir = dataDir;
    this.catalog = catalog;
    this.owner = owner;
  }

  /** As every start does: what an earlier life left is recovered, then this one has a row of its own. From here on it dies where it is asked to. */
  static async begin(): Promise<Life> {
    const { dataDir, databaseUrl, crashAt } = asked<{ dataDir: string; databaseUrl?: string; crashAt?: string }>();
    const catalog = await openCatalog({ dataDir, logger: silentLogger, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
    const owner = newId();
    await recoverOrphans(catalog, hostname(), Date.now());
    await beat(catalog, { id: owner, role: 'worker', host: hostname(), pid: process.pid, startedAt: Date.now() }, Date.now());
    if (crashAt !== undefined) armCrashPoint(crashAt);
    return new Life(dataDir, catalog, owner);
  }

  /** Asks for task number `nth` of its kind unless an earlier life did, and waits for its end. */
  async step(kind: TaskKind, nth: number, ask: () => Promise<string>): Promise<string> {
    const rows = () => this.catalog.read.selectFrom('task').selectAll().where('kind', '=', kind).orderBy('id').execute();
    const id = (await rows())[nth]?.id ?? (await ask());
    for (;;) {
      const row = (await rows()).find((task) => task.id === id);
      if (row?.state === 'failed') throw new Error(`${kind} failed: ${row.error_detail}`);
      if (row?.state === 'finished') return id;
      await pause();
    }
  }

  /** Waits until every job is done; of one lane, when that is named. */
  async jobsDone(lane?: Lane): Promise<void> {
    for (;;) {
      const open = this.catalog.read.selectFrom('job').select('id').where('state', '<>', 'done');
      if ((await (lane === undefined ? open : open.where('lane', '=', lane)).execute()).length === 0) return;
      await pause();
    }
  }

  async end(worker: { drain(timeoutMs: number): Promise<unknown> }): Promise<void> {
    await worker.drain(5000);
    await this.catalog.close();
    console.log('rested');
  }
}

/** What the test wants of this process. */
export function asked<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T;
}

/** The test that started this process ends it when nothing comes of the waiting. */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));
