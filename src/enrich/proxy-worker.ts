import { setTimeout as sleep } from 'node:timers/promises';
import { proxyKey } from '../blobs/keys.ts';
import { giveBack, markDone } from '../catalog/job-queries.ts';
import { askProxy, unplayableVideos } from '../catalog/proxy-queries.ts';
import type { ErrorCode } from '../core/error-catalog.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { LeasedJob } from '../domain/job.ts';
import { decideRetry, isUncounted } from '../jobs/retry-policy.ts';
import { Worker } from '../jobs/worker.ts';
import { makeAssetProxy, type ProxyDeps } from './make-asset-proxy.ts';

export interface ProxyWorkerDeps extends ProxyDeps {
  /** Id of this process's row: owner of the leases. */
  readonly owner: string;
  /** Files under way at once in quiet hours; undefined = these are none. */
  readonly maxFiles?: (now: number) => number | undefined;
}

export interface ProxyWorker {
  start(): void;
  /** False when what was under way took longer than `timeoutMs`; it begins anew at the next start. */
  drain(timeoutMs: number): Promise<boolean>;
}

const MAX_ATTEMPTS = 3;
/** Claims of one job, those that ended with their machine included. */
const MAX_CLAIMS = 15;
const LOOK_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 6 * 3_600_000;
/** What a person has to mend: asked for again after this long. */
const AFTER_FIX = new Set<ErrorCode>(['tool-missing', 'root-offline']);
const AFTER_FIX_MS = 10 * 60_000;

/** The worker of the lane proxy: one video at a time over all processes. Also looks now and then for proxies that got lost. */
export function createProxyWorker(deps: ProxyWorkerDeps): ProxyWorker {
  const { catalog, owner, logger, clock } = deps;
  const stop = new AbortController();
  const run = async (job: LeasedJob, signal: AbortSignal): Promise<void> => {
    try {
      if (job.attempt > MAX_CLAIMS) throw new AppError('gave-up', { detail: `Begun ${MAX_CLAIMS} times, and never ended` });
      await makeAssetProxy(deps, job, signal);
    } catch (thrown) {
      if (signal.aborted) await catalog.write((tx) => giveBack(tx, job, { runAfter: clock(), code: null, detail: null, uncounted: true }));
      else await endFailed(deps, job, thrown);
    }
  };
  const maxRunning = (now: number): number => Math.min(1, deps.maxFiles?.(now) ?? 1);
  const worker = new Worker({ catalog, owner, handlers: [{ lane: 'proxy', concurrency: 1, maxRunning, run }], logger, clock });
  const look = async (): Promise<void> => {
    for (let ms = LOOK_AFTER_MS; ; ms = LOOK_EVERY_MS) {
      await sleep(ms, undefined, { signal: stop.signal, ref: false }).catch(() => {});
      if (stop.signal.aborted) return;
      await askMissingProxies(deps).catch((error: unknown) => logger.warn({ err: error }, 'could not look for videos without a proxy'));
    }
  };
  let looking: Promise<void> = Promise.resolve();
  return {
    start: () => {
      worker.start();
      looking = look();
    },
    drain: async (timeoutMs) => {
      stop.abort();
      const drained = await worker.drain(timeoutMs);
      await looking;
      return drained;
    },
  };
}

/** Asks for the proxy of every video that browsers do not play and that has none. Returns how many were asked for. */
export async function askMissingProxies({ catalog, store, clock }: Pick<ProxyDeps, 'catalog' | 'store' | 'clock'>): Promise<number> {
  let asked = 0;
  for await (const videos of unplayableVideos(catalog)) {
    for (const video of videos) {
      if ((await store.stat(proxyKey(video.sha256))) !== undefined) continue;
      if (await catalog.write((tx) => askProxy(tx, video, clock()))) asked += 1;
    }
  }
  return asked;
}

/** What cannot get better keeps its job as a note of why, and is not asked for again. */
async function endFailed({ catalog, clock, logger }: ProxyWorkerDeps, job: LeasedJob, thrown: unknown): Promise<void> {
  const error = toAppError(thrown);
  if (error.code === 'lease-lost') return logger.debug({ job: job.id }, 'the job belongs to another worker by now');
  const decision = decideRetry(error, job.attempt, MAX_ATTEMPTS);
  const facts = { code: error.code, detail: error.message };
  const wait = AFTER_FIX.has(error.code) ? { delayMs: AFTER_FIX_MS, uncounted: true } : decision.kind === 'retry' ? decision : undefined;
  if (!isUncounted(error))
    logger.warn({ job: job.id, attempt: job.attempt, code: error.code }, `no proxy of a video${wait === undefined ? '' : ' yet'}: ${error.message}`);
  await catalog.write(async (tx) => {
    const held =
      wait === undefined
        ? await markDone(tx, job, { releaseOffer: false, now: clock(), note: facts })
        : await giveBack(tx, job, { ...facts, runAfter: clock() + wait.delayMs, uncounted: wait.uncounted });
    if (!held) throw new AppError('lease-lost');
  });
}
