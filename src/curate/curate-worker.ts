import { giveBack, markDone } from '../catalog/job-queries.ts';
import { startNextTagTask } from '../catalog/tag-task-queries.ts';
import { failTask, taskById } from '../catalog/task-queries.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { isTagTask, type TaskKind } from '../domain/curate.ts';
import type { LeasedJob } from '../domain/job.ts';
import { decideRetry } from '../jobs/retry-policy.ts';
import { type LaneHandler, Worker } from '../jobs/worker.ts';
import { scanExact } from './exact-scan.ts';
import { handOver } from './lane-job.ts';
import { type MoveDeps, moveSurplus } from './move-surplus.ts';
import { runPurge } from './purge.ts';
import { putBack } from './put-back.ts';
import { requestAgePurge } from './request-purge.ts';
import { sweepTagLists } from './tags/import-tags.ts';
import { runTagTask } from './tags/run-tag-task.ts';

export interface CurateWorkerDeps extends MoveDeps {
  /** Id of this process's row: owner of the leases. */
  readonly owner: string;
  /** Days in the trash after which an asset is purged; 0 = never by itself. */
  readonly trashKeepDays: number;
  /** What other rooms do in the lane curate, by the kind of task. */
  readonly tasks?: Partial<Record<TaskKind, TaskRunner>>;
}

/** Goes on with a task from where it is; throws when `signal` aborts. */
export type TaskRunner = (job: LeasedJob, taskId: string, signal: AbortSignal) => Promise<void>;

export interface CurateWorker {
  start(): void;
  /** False when what was under way took longer than `timeoutMs`; it goes on at the next start. */
  drain(timeoutMs: number): Promise<boolean>;
}

const FIRST_LOOK_MS = 60_000;
const LOOK_EVERY_MS = 60 * 60_000;
const MAX_ATTEMPTS = 5;

/** The worker of the lanes curate and purge; also asks once an hour for the purge of what has been in the trash long enough, and removes what imports left. */
export function createCurateWorker(deps: CurateWorkerDeps): CurateWorker {
  const handlers: LaneHandler[] = [
    { lane: 'curate', concurrency: 1, run: guarded(deps, (job, signal) => curate(deps, job, signal)) },
    { lane: 'purge', concurrency: 1, run: guarded(deps, (job, signal) => runPurge(deps, job, signal)) },
  ];
  const worker = new Worker({ catalog: deps.catalog, owner: deps.owner, handlers, logger: deps.logger, clock: deps.clock });
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    timer = setTimeout(look, LOOK_EVERY_MS);
    requestAgePurge(deps.catalog, deps.trashKeepDays, deps.clock()).catch((error: unknown) =>
      deps.logger.warn({ err: error }, 'could not look for what to purge'),
    );
    sweepTagLists(deps).catch((error: unknown) => deps.logger.warn({ err: error }, 'could not look for lists of tags that were left behind'));
  };
  return {
    start: () => {
      worker.start();
      timer = setTimeout(look, FIRST_LOOK_MS);
    },
    drain: (timeoutMs) => {
      clearTimeout(timer);
      return worker.drain(timeoutMs);
    },
  };
}

async function curate(deps: CurateWorkerDeps, job: LeasedJob, signal: AbortSignal): Promise<void> {
  const { task: id } = job.payload as { task: string };
  const task = await taskById(deps.catalog.read, id);
  const other = task && deps.tasks?.[task.kind];
  if (other) return other(job, id, signal);
  if (task !== undefined && isTagTask(task.kind)) return runTagTask(deps, job, task, signal);
  if (task?.kind === 'exact-apply') return moveSurplus(deps, job, id, signal);
  if (task?.kind === 'exact-undo') return putBack(deps, job, id, signal);
  return scanExact(deps, job, id, signal);
}

/** Draining hands the job over; a lost database or a full disk waits; what cannot get better fails the task, not the process. */
function guarded(deps: CurateWorkerDeps, run: LaneHandler['run']): LaneHandler['run'] {
  return async (job, signal) => {
    try {
      await run(job, signal);
    } catch (thrown) {
      if (signal.aborted) return handOver(deps.catalog, job, deps.clock());
      const error = toAppError(thrown);
      if (error.code === 'lease-lost') return deps.logger.debug({ job: job.id }, 'the job belongs to another worker by now');
      deps.logger.error({ job: job.id, lane: job.lane, attempt: job.attempt, err: thrown }, `${job.lane}: job ${job.id} ended in an error`);
      await endFailed(deps, job, error);
    }
  };
}

async function endFailed({ catalog, clock }: CurateWorkerDeps, job: LeasedJob, error: AppError): Promise<void> {
  const { task } = job.payload as { task?: string };
  // Files whose rows are gone have to go too, however long it takes.
  const decision = decideRetry(error, job.attempt, task === undefined ? Number.POSITIVE_INFINITY : MAX_ATTEMPTS);
  const facts = { code: error.code, detail: error.message };
  await catalog.write(async (tx) => {
    const delayMs = decision.kind === 'retry' ? decision.delayMs : task === undefined ? 300_000 : undefined;
    const held =
      delayMs === undefined
        ? await markDone(tx, job, { releaseOffer: true, now: clock(), note: facts })
        : await giveBack(tx, job, { ...facts, runAfter: clock() + delayMs, uncounted: decision.kind === 'retry' && decision.uncounted });
    if (!held) throw new AppError('lease-lost');
    if (delayMs !== undefined || task === undefined) return;
    await failTask(tx, task, facts, clock());
    await startNextTagTask(tx, clock());
  });
}
