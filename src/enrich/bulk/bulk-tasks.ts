import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalog, WriteTx } from '../../catalog/catalog.ts';
import { addFixed, assetsToFix, countFixed, editedToFix, lastFixed, takeFixed } from '../../catalog/bulk-queries.ts';
import { batchById } from '../../catalog/edit-queries.ts';
import { CLAIM_BATCH } from '../../catalog/tag-claims.ts';
import { advanceTask, advanceUnlessCancelled, finishTask, startTask, type TaskRow, taskById } from '../../catalog/task-queries.ts';
import { trashAssets } from '../../catalog/trash-queries.ts';
import type { Clock } from '../../core/clock.ts';
import { crashPoint } from '../../core/crash-point.ts';
import { endJob, fenced } from '../../curate/lane-job.ts';
import type { EditSummary } from '../../domain/edit.ts';
import type { LeasedJob } from '../../domain/job.ts';
import { revertIn } from '../revert-edit.ts';
import { applyChange, factsOf } from './apply-change.ts';
import { bulkResult, changedSoFar } from './cancel-bulk.ts';
import type { BulkEditOptions, BulkRevertOptions, BulkTrashOptions } from './request-bulk.ts';

export interface BulkDeps {
  readonly catalog: Catalog;
  readonly clock: Clock;
  /** What a person says of facts is also written into sidecars. */
  readonly writeSidecars: boolean;
}

/** Ids fixed in one transaction: some 50 ms of writing. */
const FIX_BATCH = 20_000;
/** Facts are merged and written asset by asset, a millisecond each. */
const FACT_BATCH = 50;
/** Between two transactions others come to their turn: on SQLite they poll for the write lock, and in one process they share the thread. */
const PAUSE_MS = 20;

type Runner = (job: LeasedJob, taskId: string, signal: AbortSignal) => Promise<void>;

/** What the lane curate does with many assets at once: edits, moves to the trash, and taking edits back. */
export function bulkTasks(deps: BulkDeps): { 'bulk-edit': Runner; 'bulk-trash': Runner; 'bulk-revert': Runner } {
  const { catalog, clock, writeSidecars } = deps;
  return {
    'bulk-edit': (job, taskId, signal) =>
      run(deps, job, taskId, signal, async (task) => {
        const { choice, change, actor } = JSON.parse(task.options_json) as BulkEditOptions;
        const facts = factsOf(change);
        return {
          batch: facts ? FACT_BATCH : CLAIM_BATCH,
          find: (after) => assetsToFix(catalog, choice, after, FIX_BATCH),
          apply: (tx, ids) => applyChange(tx, taskId, change, ids, { actor, now: clock(), writeSidecar: writeSidecars, bulk: true }),
        };
      }),
    'bulk-trash': (job, taskId, signal) =>
      run(deps, job, taskId, signal, async (task) => {
        const { choice } = JSON.parse(task.options_json) as BulkTrashOptions;
        return {
          batch: CLAIM_BATCH,
          find: (after) => assetsToFix(catalog, choice, after, FIX_BATCH),
          apply: async (tx, ids) => (await trashAssets(tx, ids, taskId, clock())).length,
        };
      }),
    'bulk-revert': (job, taskId, signal) =>
      run(deps, job, taskId, signal, async (task) => {
        const { batch, actor } = JSON.parse(task.options_json) as BulkRevertOptions;
        const summary = JSON.parse((await batchById(catalog.read, batch))?.summary_json ?? '{}') as EditSummary;
        return {
          batch: summary.facts ? FACT_BATCH : CLAIM_BATCH,
          find: (after) => editedToFix(catalog, batch, after, FIX_BATCH),
          apply: async (tx, ids) => {
            const deed = await batchById(tx, batch);
            return deed ? revertIn(tx, deed, ids, taskId, { actor, now: clock(), writeSidecar: writeSidecars, bulk: true }) : 0;
          },
        };
      }),
  };
}

interface Work {
  readonly batch: number;
  /** The next assets for the list of the task, by id, FIX_BATCH while there are more. */
  find(after: number): Promise<number[]>;
  /** Returns how many of these changed. */
  apply(tx: WriteTx, ids: readonly number[]): Promise<number>;
}

/**
 * First the list of assets is fixed, then it is gone through and gets shorter: the list is the position, and what the task itself changes
 * moves nothing under it. Each step is one transaction that holds only while the job is ours and the task is not cancelled.
 */
async function run(
  { catalog, clock }: BulkDeps,
  job: LeasedJob,
  taskId: string,
  signal: AbortSignal,
  prepare: (task: TaskRow) => Promise<Work>,
): Promise<void> {
  const task = await taskById(catalog.read, taskId);
  if (!task || task.state === 'finished') return endJob(catalog, job, clock());
  const work = await prepare(task);
  const step = async (part: (tx: WriteTx) => Promise<boolean>): Promise<boolean> => {
    await sleep(PAUSE_MS);
    signal.throwIfAborted();
    // The row of the task is held: who cancels comes before this step or after it.
    return fenced(catalog, job, async (tx) => (await advanceUnlessCancelled(tx, taskId, 0)) && part(tx));
  };
  for (let more = task.state === 'waiting'; more; crashPoint('bulk:fixed')) {
    const ids = await work.find(await lastFixed(catalog.read, taskId));
    more = await step(async (tx) => {
      await addFixed(tx, taskId, ids);
      if (ids.length < FIX_BATCH) await startTask(tx, taskId, { total: await countFixed(tx, taskId) });
      crashPoint('bulk:fixing');
      return ids.length === FIX_BATCH;
    });
  }
  for (let more = true; more; crashPoint('bulk:batch-committed'))
    more = await step(async (tx) => {
      const ids = await takeFixed(tx, taskId, work.batch);
      if (ids.length === 0) return false;
      const changed = await work.apply(tx, ids);
      await noteProgress(tx, taskId, { done: ids.length, changed });
      crashPoint('bulk:batch-written');
      return true;
    });
  // Of a cancelled one the rest of the list is left.
  while ((await fenced(catalog, job, (tx) => takeFixed(tx, taskId, FIX_BATCH))).length > 0) signal.throwIfAborted();
  await endJob(catalog, job, clock(), async (tx) => {
    const row = await taskById(tx, taskId);
    if (row?.state === 'running') await finishTask(tx, taskId, bulkResult(row), clock());
  });
  crashPoint('bulk:done');
}

async function noteProgress(tx: WriteTx, taskId: string, by: { readonly done: number; readonly changed: number }): Promise<void> {
  const row = await taskById(tx, taskId);
  await advanceTask(tx, taskId, by.done, { changed: changedSoFar(row) + by.changed });
}
