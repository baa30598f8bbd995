import { setImmediate } from 'node:timers/promises';
import type { Catalog, WriteTx } from '../../catalog/catalog.ts';
import { heldTaskState } from '../../catalog/tag-task-queries.ts';
import { finishTask } from '../../catalog/task-queries.ts';
import type { Clock } from '../../core/clock.ts';
import type { Logger } from '../../core/logger.ts';
import type { TaskRow } from '../../catalog/task-queries.ts';
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
      if ((await heldTaskState(tx, this.id)) === 'cancelled') throw new TaskCancelled();
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
