import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalog } from '../../catalog/catalog.ts';
import { countAssetChanges } from '../../catalog/change-queries.ts';
import { assetExtent } from '../../catalog/index-queries.ts';
import { acquireLease, releaseLease } from '../../catalog/leases.ts';
import type { Clock } from '../../core/clock.ts';
import type { Logger } from '../../core/logger.ts';
import { buildInThread } from './build-host.ts';
import { refuseForeign } from './live-index.ts';
import { indexPaths } from './paths.ts';
import { SegmentFile, SegmentRefused } from './segment-file.ts';

const LOOK_MS = 5_000;
/** One build at a time over all processes: they read the whole catalog. */
const LEASE = 'index';
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

export interface KeeperOptions {
  readonly catalog: Catalog;
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly owner: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Fewer assets than this need no index. */
  readonly minAssets: number;
  /** Changed assets after which it is built anew. */
  readonly rebuildAfter: number;
}

/** Sees to it that the data folder holds an index that is fresh enough, and builds one where it does not. */
export class IndexKeeper {
  readonly #options: KeeperOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** After a failure the next try waits longer, up to ten minutes. */
  #failures = 0;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** A build that is under way ends at once. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Builds when that is needed and nobody else does; whether it was built. */
  async look(): Promise<boolean> {
    const reason = await this.#needed();
    if (reason === undefined) return false;
    const { catalog, owner, clock, logger, dataDir, databaseUrl } = this.#options;
    const lease = `${owner} ${hostname()}`;
    if (!(await acquireLease(catalog, LEASE, lease, LEASE_MS, clock()))) return false;
    const ended = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, ended.signal]);
    const renewing = this.#renew(lease, ended);
    try {
      // Somebody may have built it while the lease was not ours yet.
      if ((await this.#needed()) === undefined) return false;
      await mkdir(indexPaths(dataDir).folder, { recursive: true });
      const started = performance.now();
      logger.info({ reason }, 'building the tag index');
      const { assets, links } = await buildInThread({ dataDir, databaseUrl }, signal);
      logger.info({ assets, links, seconds: Math.round((performance.now() - started) / 100) / 10 }, 'built the tag index');
      return true;
    } finally {
      ended.abort();
      await renewing;
      await releaseLease(catalog, LEASE, lease);
    }
  }

  async #run(): Promise<void> {
    const { logger } = this.#options;
    while (!this.#stop.signal.aborted) {
      try {
        await this.look();
        this.#failures = 0;
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        this.#failures += 1;
        logger.warn({ err: error }, 'the tag index could not be built; searches are answered by the catalog, and it is tried again');
      }
      await sleep(Math.min(600_000, LOOK_MS * 2 ** this.#failures), undefined, { signal: this.#stop.signal, ref: false }).catch(() => {});
    }
  }

  /** Why it has to be built. */
  async #needed(): Promise<string | undefined> {
    const { catalog, minAssets } = this.#options;
    const reason = await this.#wanting();
    // Counted only then: the count of a large library takes a while.
    return reason !== undefined && (await assetExtent(catalog)).count >= minAssets ? reason : undefined;
  }

  async #wanting(): Promise<string | undefined> {
    const { catalog, dataDir, clock, rebuildAfter } = this.#options;
    let file: SegmentFile | undefined;
    try {
      file = await SegmentFile.open(indexPaths(dataDir).path);
      await refuseForeign(catalog, file, clock());
      const changed = await countAssetChanges(catalog, file.facts.baseSeq, rebuildAfter);
      return changed >= rebuildAfter ? 'much has changed since' : undefined;
    } catch (error) {
      if (error instanceof SegmentRefused) return error.message;
      throw error;
    } finally {
      await file?.close();
    }
  }

  async #renew(lease: string, ended: AbortController): Promise<void> {
    const { catalog, clock } = this.#options;
    while (!ended.signal.aborted) {
      await sleep(RENEW_MS, undefined, { signal: ended.signal, ref: false }).catch(() => {});
      if (ended.signal.aborted) return;
      const held = await acquireLease(catalog, LEASE, lease, LEASE_MS, clock()).catch(() => true);
      if (!held) ended.abort();
    }
  }
}
