import { setTimeout as sleep } from 'node:timers/promises';
import { anyUnfinishedJob, type TaskRow, taskById } from '../../catalog/task-queries.ts';
import type { Config } from '../../config/schema.ts';
import { systemClock } from '../../core/clock.ts';
import type { ErrorCode } from '../../core/error-catalog.ts';
import { AppError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Run } from '../command.ts';
import { WorkerGuard } from '../ingest/worker-guard.ts';
import type { Library } from '../wiring.ts';

const LOOK_MS = 150;
const LINE_MS = 5_000;

/**
 * Sees to it that somebody works and waits for the end of a task; gives its result. Throws the error of a task that
 * failed. Ctrl-C stops waiting: the task goes on with the next worker.
 */
export async function runTask<T>(run: Run, config: Config, { catalog }: Library, logger: Logger, taskId: string): Promise<T> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const guard = new WorkerGuard(catalog, () => run.wiring.startWorkers(config, logger), systemClock);
  let failure: { error: unknown } | undefined;
  try {
    await guard.start((error) => {
      failure = { error };
      stop.abort();
    });
    let said = performance.now();
    for (;;) {
      const task = await taskById(catalog.read, taskId);
      if (task?.state === 'finished') {
        await untilFilesAreGone({ catalog }, task);
        return JSON.parse(task.result_json ?? '{}') as T;
      }
      if (task?.state === 'cancelled') throw new AppError('task-cancelled');
      if (task === undefined || task.state === 'failed')
        throw new AppError((task?.error_code ?? 'task-not-found') as ErrorCode, { detail: task?.error_detail ?? taskId });
      if (failure) throw failure.error;
      if (stop.signal.aborted) throw new AppError('shutting-down', { detail: 'Stopped waiting; the task goes on when Magpie runs' });
      if (performance.now() - said > LINE_MS) {
        said = performance.now();
        run.output.note(`${task.done.toLocaleString('en')} of ${task.total.toLocaleString('en')}…`);
      }
      await sleep(LOOK_MS);
    }
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await guard.stop();
  }
}

/** A purge is told as done when its files are gone too, or, should that take long, when only they are left. */
async function untilFilesAreGone({ catalog }: Pick<Library, 'catalog'>, task: TaskRow): Promise<void> {
  if (task.kind !== 'purge') return;
  for (let waited = 0; waited < 60_000; waited += LOOK_MS) {
    if (!(await anyUnfinishedJob(catalog.read, 'purge'))) return;
    await sleep(LOOK_MS);
  }
}
