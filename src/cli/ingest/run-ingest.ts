import type { Catalog } from '../../catalog/catalog.ts';
import { sessionById, type SessionRow } from '../../catalog/session-queries.ts';
import { systemClock } from '../../core/clock.ts';
import type { Logger } from '../../core/logger.ts';
import type { Config } from '../../config/schema.ts';
import type { SessionOptions } from '../../domain/session.ts';
import { openUrlSession } from '../../ingest/import/url-session.ts';
import { openSession } from '../../ingest/sessions.ts';
import type { Run } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Library } from '../wiring.ts';
import { followSession } from './follow-session.ts';
import { sessionProgress } from './session-progress.ts';
import { ingestResult, summaryLines } from './session-summary.ts';
import { WorkerGuard } from './worker-guard.ts';

/** One try takes 10 s at most. */
const WEBHOOK_MS = 12_000;

/** An ingest that came to rest, or that Ctrl-C left unfinished. */
export interface IngestRun {
  readonly finished: boolean;
  readonly row: SessionRow;
  readonly seconds: number;
}

/**
 * Opens (or continues) the session, sees to it that somebody works and follows it to its rest. Ctrl-C drains our own
 * workers; the unfinished session waits for the same command.
 */
export async function runIngest(
  run: Run,
  config: Config,
  { catalog, store }: Library,
  logger: Logger,
  what: SessionOptions | { readonly urls: readonly string[] },
): Promise<IngestRun> {
  const started = performance.now();
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const progress = sessionProgress(process.stderr);
  const guard = new WorkerGuard(catalog, () => run.wiring.startWorkers(config, logger), systemClock);
  let failure: { error: unknown } | undefined;
  try {
    const session = await ('urls' in what
      ? openUrlSession(catalog, what.urls, { allowOtherPorts: config.import.allowOtherPorts, actor: 'cli' }, systemClock())
      : openSession(catalog, { source: 'scan', options: what, actor: 'cli' }, systemClock()));
    if (session.resumed) run.output.note('Continuing the unfinished session of the same ingest.');
    await guard.start((error) => {
      failure = { error };
      stop.abort();
    });
    if (!guard.isOwn) run.output.note('Magpie is running on this data folder and does the work.');
    let paused = 0;
    const show = (seen: SessionRow): void => {
      if (seen.paused > paused) run.output.note(`Somebody paused it. To go on: magpie sessions resume ${session.id}`);
      paused = seen.paused;
      progress.show(seen);
    };
    const row = await followSession(catalog, session.id, show, stop.signal);
    progress.stop();
    if (failure) throw failure.error;
    if (guard.isOwn) await webhookTried(run, catalog, row, stop.signal);
    const seconds = (performance.now() - started) / 1000;
    const finished = row.state === 'finished' || row.state === 'cancelled';
    if (!finished && guard.isOwn) run.output.note('Stopping after the files under way…');
    const own = guard.isOwn;
    await guard.stop();
    // Ours are gone: what earlier ones left half written when they were killed is nobody's now.
    if (own) await store.sweepTemps(0);
    if (!finished)
      run.output.note(
        own ? 'Stopped. Nothing is lost: run the same command again to continue.' : 'The running Magpie goes on with it. Run the same command again to watch.',
      );
    return { finished, row, seconds };
  } finally {
    progress.stop();
    await guard.stop();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** Nobody else may be there to call back: our own workers are given the time for a first try. */
async function webhookTried(run: Run, catalog: Catalog, { id, webhook_url }: SessionRow, signal: AbortSignal): Promise<void> {
  if (webhook_url === null) return;
  const deadline = performance.now() + WEBHOOK_MS;
  for (;;) {
    const row = await sessionById(catalog, id);
    if (row?.webhook_state === 'delivered') return;
    if (row?.webhook_state === 'failed') return run.output.note(`The webhook was not delivered: ${row.webhook_error}`);
    if (row?.webhook_error != null || performance.now() > deadline || signal.aborted)
      return run.output.note(`The webhook is not delivered yet${row?.webhook_error == null ? '' : ` (${row.webhook_error})`}; a running Magpie tries again.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Prints the result of `magpie ingest`; returns the exit code. */
export async function reportIngest(run: Run, { catalog }: Library, { finished, row, seconds }: IngestRun): Promise<number> {
  if (!finished) return EXIT.interrupted;
  const lines = run.output.json ? [] : await summaryLines(catalog, row, seconds);
  run.output.result(ingestResult(row, seconds), () => lines);
  return ingestExitCode(row);
}

export function ingestExitCode(row: SessionRow): number {
  return row.failed + row.quarantined + row.unread > 0 ? EXIT.problems : EXIT.ok;
}
