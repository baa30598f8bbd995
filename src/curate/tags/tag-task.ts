import { setImmediate } from 'node:timers/promises';
import type { Catalog, WriteTx } from '../../catalog/catalog.ts';
import { finishTask, heldTask, type TaskRow } from '../../catalog/task-queries.ts';
import type { Clock } from '../../core/clock.ts';
import type { Logger } from '../../core/logger.ts';
import type { LeasedJob } from '../../domain/job.ts';
import { fenced } from '../lane-job.ts';

export interface TagTaskDeps {
  readonly catalog: Catalog;
  readonly dataDir: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** A task about tags while a worker runs it. Every write goes through `batch`: it counts only while the job is ours and nobody cancelled. */
export class TagTask<Options> {
  readonly deps: TagTaskDeps;
  readonly id: string;
  readonly options: Options;
  readonly startedAt: number;
  readonly #job: LeasedJob;
  readonly #signal: AbortSignal;

  constructor(deps: TagTaskDeps, job: LeasedJob, row: TaskRow, signal: AbortSignal) {
    this.deps = deps;
    this.id = row.id;
    this.options = JSON.parse(row.options_json) as Options;
    this.startedAt = row.created_at;
    this.#job = job;
    this.#signal = signal;
  }

  /** Throws TaskCancelled when somebody cancelled, and the reason of the signal when the worker drains. */
  async batch<T>(work: (tx: WriteTx) => Promise<T>): Promise<T> {
    await this.pause();
    return fenced(this.deps.catalog, this.#job, async (tx) => {
      if ((await heldTask(tx, this.id))?.state === 'cancelled') throw new TaskCancelled();
      return work(tx);
    });
  }

  /** Between two looks at the catalog: others get their turn. Throws when the worker drains. */
  async pause(): Promise<void> {
    await setImmediate();
    this.#signal.throwIfAborted();
  }

  /** `notes`: lines for people. */
  async finish(tx: WriteTx, result: Record<string, number>, notes?: readonly string[]): Promise<void> {
    await finishTask(tx, this.id, notes === undefined ? result : { ...result, notes }, this.deps.clock());
  }
}

/** What was done until then stays. */
export class TaskCancelled extends Error {}
