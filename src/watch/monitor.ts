import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { offeredKeys } from '../catalog/ingest-queries.ts';
import { acquireLease, releaseLease } from '../catalog/leases.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import { ownFolders } from '../ingest/own-folders.ts';
import { InboxSession } from './inbox-session.ts';
import { FolderMonitor } from './folder-monitor.ts';
import type { FoundFile } from './found-file.ts';
import { Housekeeping } from './housekeeping.ts';

export interface MonitorOptions {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly dataDir: string;
  /** Id of this process's row. */
  readonly owner: string;
  readonly inbox: string;
  readonly settleMs: number;
  readonly rescanSeconds: number;
  readonly logger: Logger;
  readonly clock: Clock;
}

const LEASE_NAME = 'monitor';
const LEASE_TTL_MS = 15_000;
const TICK_MS = 2_000;

/**
 * The one monitor of a catalog: whoever holds the lease watches the inbox and keeps house; the others stand by. However
 * many supervisors there are, on however many machines, one of them monitors.
 */
export class Monitor {
  readonly #options: MonitorOptions;
  readonly #session: InboxSession;
  readonly #housekeeping: Housekeeping;
  #folder: FolderMonitor | undefined;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;
  #saidStandby = false;

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#session = new InboxSession(options.catalog, options.inbox, options.clock);
    this.#housekeeping = new Housekeeping(options);
  }

  /** True while this process is the one that watches. */
  get active(): boolean {
    return this.#folder !== undefined;
  }

  start(): void {
    this.#tick();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#turn;
    if (!this.#folder) return;
    await this.#folder.stop();
    this.#folder = undefined;
    await releaseLease(this.#options.catalog, LEASE_NAME, this.#options.owner);
  }

  #tick(): void {
    this.#turn = this.#once()
      .catch((error: unknown) => {
        // The database is away; without a renewed lease another monitor may take over, which is as it should be.
        this.#options.logger.warn({ err: error }, 'monitor: a turn failed');
      })
      .finally(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.#tick(), TICK_MS);
      });
  }

  async #once(): Promise<void> {
    const { catalog, owner, clock, logger } = this.#options;
    const held = await acquireLease(catalog, LEASE_NAME, owner, LEASE_TTL_MS, clock());
    if (!held) {
      if (!this.#saidStandby) logger.info({}, 'another monitor watches this catalog; standing by');
      this.#saidStandby = true;
      await this.#folder?.stop();
      this.#folder = undefined;
      return;
    }
    this.#saidStandby = false;
    if (!this.#folder) await this.#watch();
    await this.#session.restIfIdle();
    await this.#housekeeping.run();
  }

  async #watch(): Promise<void> {
    const { inbox, settleMs, rescanSeconds, logger, clock, dataDir } = this.#options;
    await this.#session.pickUp();
    const folder = new FolderMonitor({
      root: inbox,
      settleMs,
      rescanSeconds,
      exclude: ownFolders(dataDir),
      offer: (files) => this.#offer(files),
      logger,
      clock,
    });
    await folder.start();
    this.#folder = folder;
    logger.info({ inbox }, `watching ${inbox}`);
  }

  async #offer(files: readonly FoundFile[]): Promise<void> {
    const offers = files.map((file) => ({
      path: file.path,
      name: file.name,
      offerKey: `watch:${file.path}:${file.size}:${Math.trunc(file.mtimeMs)}:${Math.trunc(file.ctimeMs)}`,
    }));
    // Files that failed before lie in the inbox unchanged: they need no session of their own at every start.
    const known = await offeredKeys(
      this.#options.catalog.read,
      offers.map((offer) => offer.offerKey),
    );
    const fresh = offers.filter((offer) => !known.has(offer.offerKey));
    if (fresh.length > 0) await this.#session.offer(fresh);
  }
}
