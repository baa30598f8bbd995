import { startNextTagTask } from '../../catalog/tag-task-queries.ts';
import { startTask, type TaskRow } from '../../catalog/task-queries.ts';
import type { LeasedJob } from '../../domain/job.ts';
import { endJob } from '../lane-job.ts';
import { importTags } from './import-tags.ts';
import { mergeTags } from './merge-tags.ts';
import { pruneTags } from './prune-tags.ts';
import { refreshRules } from './refresh-implied.ts';
import { suggestRules } from './suggest-rules.ts';
import { TagTask, type TagTaskDeps, TaskCancelled } from './tag-task.ts';

/** Runs a task about tags to its end; the next one that waits gets its job in the transaction in which this one's ends. */
export async function runTagTask(deps: TagTaskDeps, job: LeasedJob, row: TaskRow, signal: AbortSignal): Promise<void> {
  if (row.state === 'waiting' || row.state === 'running') {
    try {
      await new TagTask(deps, job, row, signal).batch((tx) => startTask(tx, row.id, {}));
      await run(deps, job, row, signal);
    } catch (thrown) {
      if (!(thrown instanceof TaskCancelled)) throw thrown;
    }
  }
  await endJob(deps.catalog, job, deps.clock(), (tx) => startNextTagTask(tx, deps.clock()));
}

function run(deps: TagTaskDeps, job: LeasedJob, row: TaskRow, signal: AbortSignal): Promise<void> {
  if (row.kind === 'tag-merge') return mergeTags(new TagTask(deps, job, row, signal));
  if (row.kind === 'tag-refresh') return refreshRules(new TagTask(deps, job, row, signal));
  if (row.kind === 'tag-suggest') return suggestRules(new TagTask(deps, job, row, signal));
  if (row.kind === 'tag-prune') return pruneTags(new TagTask(deps, job, row, signal));
  return importTags(new TagTask(deps, job, row, signal));
}
