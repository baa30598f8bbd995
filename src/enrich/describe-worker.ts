import { setTimeout as sleep } from 'node:timers/promises';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { dropJob, markDescribed } from '../catalog/describe-queries.ts';
import { anyReady, giveBack, markDone } from '../catalog/job-queries.ts';
import type { Clock } from '../core/clock.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { TroubleLog } from '../core/trouble-log.ts';
import type { LeasedJob } from '../domain/job.ts';
import type { StackRules } from '../domain/stack.ts';
import { decideRetry, isUncounted } from '../jobs/retry-policy.ts';
import { Worker } from '../jobs/worker.ts';
import type { MediaLimits } from '../media/limits.ts';
import { ExifToolReader, perlVersion } from '../media/metadata/exiftool.ts';
import { EXTRACTOR_VERSION } from '../media/metadata/extractor-version.ts';
import { WRITTEN_FACTS, type WrittenFact } from '../media/metadata/write-xmp.ts';
import { Backfill } from './backfill.ts';
import { describeAsset } from './describe.ts';
import { writeSidecars } from './write-sidecar.ts';

export interface DescribeWorkerDeps {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly dataDir: string;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Id of this process's row: owner of the leases. */
  readonly owner: string;
  readonly stacks: StackRules;
  readonly limits: MediaLimits;
}

export interface DescribeWorker {
  start(): void;
  /** False when what was under way took longer than `timeoutMs`; it goes on at the next start. */
  drain(timeoutMs: number): Promise<boolean>;
}

/** exiftool processes at once over all of Magpie: one per worker process, and no more than this many of those at a time. */
const MAX_RUNNING = 2;
const MAX_ATTEMPTS = 3;
/** Between two looks for assets that an older extractor described. */
const LOOK_EVERY_MS = 2_000;
/** While files come in the lane waits; but not for ever. */
const GIVE_WAY_MS = 250;
const LONGEST_WAIT_MS = 10 * 60_000;

/** The worker of the lane describe, with the back-fill. Without perl there is no exiftool: it says so once and rests. */
export function createDescribeWorker(deps: DescribeWorkerDeps): DescribeWorker {
  const { catalog, logger, clock, owner } = deps;
  const exiftool = new ExifToolReader();
  const backfill = new Backfill(catalog);
  const trouble = new TroubleLog(logger);
  const stop = new AbortController();
  const run = async (job: LeasedJob, signal: AbortSignal): Promise<void> => {
    try {
      if (await givesWay(catalog, clock, signal)) return await handBack(catalog, job, clock());
      const { write } = job.payload as { write?: readonly WrittenFact[] };
      if (write !== undefined) return await writeEdited({ ...deps, exiftool }, job, write);
      await describeAsset({ ...deps, read: (path) => exiftool.read(path) }, job);
    } catch (thrown) {
      // Ending takes exiftool away in the middle of a file: that says nothing about the file.
      if (signal.aborted) return handBack(catalog, job, clock());
      await endFailed(deps, job, thrown);
    }
  };
  const worker = new Worker({ catalog, owner, handlers: [{ lane: 'describe', concurrency: 1, maxRunning: () => MAX_RUNNING, run }], logger, clock });
  const look = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        await backfill.step(clock());
        trouble.over('assets left to describe can be looked for again');
      } catch (error) {
        trouble.failed(error, 'could not look for assets left to describe', {});
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: stop.signal, ref: false }).catch(() => {});
    }
  };
  let looking: Promise<void> = Promise.resolve();
  let started = false;
  const begin = async (): Promise<void> => {
    if ((await perlVersion()) === undefined) {
      logger.warn(
        { lane: 'describe' },
        'perl is missing, so exiftool cannot run: only what ingest itself reads of a file is known. On Debian: sudo apt install perl',
      );
      return;
    }
    if (stop.signal.aborted) return;
    started = true;
    worker.start();
    looking = look();
  };
  let beginning: Promise<void> = Promise.resolve();
  return {
    start: () => {
      beginning = begin();
    },
    drain: async (timeoutMs) => {
      stop.abort();
      await beginning;
      const drained = started ? await worker.drain(timeoutMs) : true;
      await looking;
      return drained;
    },
  };
}

/** Waits while files are taken in, which need the same cores. True when the worker drains meanwhile. */
async function givesWay(catalog: Catalog, clock: Clock, signal: AbortSignal): Promise<boolean> {
  const since = performance.now();
  while (!signal.aborted && performance.now() - since < LONGEST_WAIT_MS && (await anyReady(catalog.read, 'ingest', false, clock()))) {
    await sleep(GIVE_WAY_MS, undefined, { signal }).catch(() => {});
  }
  return signal.aborted;
}

/** A person's words into the sidecars; then what the catalog has to know of that. */
async function writeEdited(deps: DescribeWorkerDeps & { exiftool: ExifToolReader }, job: LeasedJob, facts: readonly WrittenFact[]): Promise<void> {
  const { asset } = job.payload as { asset: number };
  const after = await writeSidecars(
    deps,
    asset,
    facts.filter((name) => WRITTEN_FACTS.includes(name)),
    deps.clock(),
  );
  await deps.catalog.write(async (tx) => {
    if (!(await dropJob(tx, job))) throw new AppError('lease-lost');
    await after?.(tx);
  });
}

async function handBack(catalog: Catalog, job: LeasedJob, now: number): Promise<void> {
  await catalog.write((tx) => giveBack(tx, job, { runAfter: now, code: null, detail: null, uncounted: true }));
}

/** A lost database waits; what cannot get better leaves the asset as ingest described it, and the job as a note of it. */
async function endFailed({ catalog, clock, logger }: DescribeWorkerDeps, job: LeasedJob, thrown: unknown): Promise<void> {
  const error = toAppError(thrown);
  if (error.code === 'lease-lost') return logger.debug({ job: job.id }, 'the job belongs to another worker by now');
  if (error.code === 'metadata-unreadable')
    logger.info({ job: job.id, lane: 'describe', attempt: job.attempt, code: error.code }, `describe: ${error.message}`);
  else if (!isUncounted(error)) logger.error({ job: job.id, lane: 'describe', attempt: job.attempt, err: thrown }, `describe: job ${job.id} ended in an error`);
  const { asset, write } = job.payload as { asset: number; write?: unknown };
  const decision = decideRetry(error, job.attempt, MAX_ATTEMPTS);
  const facts = { code: error.code, detail: error.message };
  await catalog.write(async (tx) => {
    const held =
      decision.kind === 'retry'
        ? await giveBack(tx, job, { ...facts, runAfter: clock() + decision.delayMs, uncounted: decision.uncounted })
        : await markDone(tx, job, { releaseOffer: true, now: clock(), note: facts });
    if (!held) throw new AppError('lease-lost');
    if (decision.kind !== 'retry' && write === undefined) await markDescribed(tx, asset, EXTRACTOR_VERSION);
  });
}
