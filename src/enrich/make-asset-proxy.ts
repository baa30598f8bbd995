import { lstat, rm } from 'node:fs/promises';
import type { BlobStore } from '../blobs/blob-store.ts';
import { proxyKey } from '../blobs/keys.ts';
import { type AssetRow, assetById, locationsOf } from '../catalog/asset-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { saveProgress } from '../catalog/import-queries.ts';
import { recordAssetChange } from '../catalog/ingest-queries.ts';
import { markDone } from '../catalog/job-queries.ts';
import { assetExists, type ProxyPayload } from '../catalog/proxy-queries.ts';
import type { Clock } from '../core/clock.ts';
import { crashPoint } from '../core/crash-point.ts';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { LeasedJob } from '../domain/job.ts';
import type { MediaLimits } from '../media/limits.ts';
import { makeProxy } from '../media/video/make-proxy.ts';
import { offlinePaths } from '../roots/offline-paths.ts';

export interface ProxyDeps {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly limits: MediaLimits;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** How often it is written down how far a proxy is. */
const SAY_EVERY_MS = 3_000;

/**
 * Makes the proxy of one asset: written beside the originals under a temporary name, and moved to its place when it is whole, so
 * that a kill at any point leaves nothing half done. Throws when `signal` aborts.
 */
export async function makeAssetProxy(deps: ProxyDeps, job: LeasedJob, signal: AbortSignal): Promise<void> {
  const { catalog, store, logger } = deps;
  const { asset: id } = job.payload as ProxyPayload;
  const asset = await assetById(catalog, id);
  if (asset === undefined || asset.playable !== 0) return end(deps, job, asset);
  const key = proxyKey(asset.sha256);
  // an earlier life came so far
  if ((await store.stat(key)) !== undefined) return end(deps, job, asset);
  const path = await sourceOf(deps, asset);
  const started = performance.now();
  const temp = await store.tempPath();
  const progress = new Progress(deps, job, signal);
  try {
    await makeProxy(path, asset.format, temp, { limits: deps.limits, signal: progress.signal, onProgress: (share) => progress.say(share) });
    crashPoint('proxy:made');
    await store.adopt(key, temp);
  } finally {
    await progress.end();
    await rm(temp, { force: true });
  }
  crashPoint('proxy:placed');
  await end(deps, job, asset);
  logger.info({ asset: id, job: job.id, ms: Math.round(performance.now() - started) }, `${asset.name}: can be played in browsers now`);
}

/** The last word on a job that has nothing left to do. One whose asset was purged meanwhile leaves no file. */
async function end({ catalog, store, clock }: ProxyDeps, job: LeasedJob, asset: AssetRow | undefined): Promise<void> {
  const there = await catalog.write(async (tx) => {
    if (!(await markDone(tx, job, { releaseOffer: true, now: clock() }))) throw new AppError('lease-lost');
    if (asset === undefined) return true;
    const exists = await assetExists(tx, asset.id);
    if (exists) await recordAssetChange(tx, 'asset-updated', asset.id, clock());
    return exists;
  });
  if (!there && asset !== undefined) await store.remove(proxyKey(asset.sha256));
}

/** The stored original, else a file left where it is that has still its size. */
async function sourceOf({ catalog, store }: ProxyDeps, asset: AssetRow): Promise<string> {
  const isOffline = await offlinePaths(catalog.read);
  let away: string | undefined;
  for (const { kind, path, state } of await locationsOf(catalog, asset.id)) {
    if (kind === 'origin' || state !== 'present') continue;
    if (kind === 'referenced' && isOffline(path)) away ??= path;
    const file = kind === 'stored' ? store.localPath(path) : path;
    const found = file === undefined ? undefined : await lstat(file).catch(() => undefined);
    if (file !== undefined && found?.isFile() === true && found.size === asset.bytes) return file;
  }
  throw away === undefined ? new AppError('original-missing') : new AppError('root-offline', { detail: away });
}

/** Writes down how far it is, and stops the work when the job belongs to somebody else by now. */
class Progress {
  readonly #deps: ProxyDeps;
  readonly #job: LeasedJob;
  readonly #lost = new AbortController();
  readonly signal: AbortSignal;
  #said = performance.now();
  #saying: Promise<void> = Promise.resolve();

  constructor(deps: ProxyDeps, job: LeasedJob, signal: AbortSignal) {
    this.#deps = deps;
    this.#job = job;
    this.signal = AbortSignal.any([signal, this.#lost.signal]);
  }

  say(share: number): void {
    if (performance.now() - this.#said < SAY_EVERY_MS) return;
    this.#said = performance.now();
    const payload: ProxyPayload = { ...(this.#job.payload as ProxyPayload), progress: Math.round(share * 1000) / 1000 };
    this.#saying = this.#deps.catalog
      .write((tx) => saveProgress(tx, this.#job, payload))
      .then((held) => (held ? undefined : this.#lost.abort()))
      // the database is away: the end of the job will tell
      .catch((error: unknown) => this.#deps.logger.debug({ job: this.#job.id, err: error }, 'progress of a proxy could not be written'));
  }

  async end(): Promise<void> {
    await this.#saying;
    if (this.#lost.signal.aborted) throw new AppError('lease-lost');
  }
}
