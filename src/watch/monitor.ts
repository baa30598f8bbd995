import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { acquireLease, releaseLease } from '../catalog/leases.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import { TroubleLog } from '../core/trouble-log.ts';
import type { RootSetting } from '../domain/root.ts';
import { ownFolders } from '../ingest/own-folders.ts';
import { FolderMonitor } from './folder-monitor.ts';
import { Housekeeping } from './housekeeping.ts';
import { WatchSession } from './watch-session.ts';
import { WatchedRoots } from './watched-roots.ts';

export interface MonitorOptions {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly dataDir: string;
  /** Id of this process's row. */
  readonly owner: string;
  readonly inbox: string;
  /** As configured; those added are in the catalog. */
  readonly roots?: readonly RootSetting[];
  readonly settleMs: number;
  readonly rescanSeconds: number;
  /** Setting ingest.keepOtherFiles. */
  readonly keepOtherFiles?: readonly string[];
  /** See HousekeepingOptions. */
  readonly keepFileListsMs?: number;
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
  readonly #trouble: TroubleLog;
  readonly #session: WatchSession;
  readonly #housekeeping: Housekeeping;
  #folder: FolderMonitor | undefined;
  #roots: WatchedRoots | undefined;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;
  #saidStandby = false;

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#trouble = new TroubleLog(options.logger);
    this.#session = new WatchSession(options.catalog, options.inbox, 'move', options.clock, options.keepOtherFiles);
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
    await this.#unwatch();
    await releaseLease(this.#options.catalog, LEASE_NAME, this.#options.owner);
  }

  #tick(): void {
    this.#turn = this.#once()
      .then(
        () => this.#trouble.over('the monitor goes on'),
        // The database is away; without a renewed lease another monitor may take over, which is as it should be.
        (error: unknown) => this.#trouble.failed(error, 'the monitor waits'),
      )
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
      await this.#unwatch();
      return;
    }
    this.#saidStandby = false;
    if (!this.#folder) await this.#watch();
    await this.#session.restIfIdle();
    await this.#roots?.turn();
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
      keepOtherFiles: this.#options.keepOtherFiles ?? [],
      offer: (files) => this.#session.offerFound(files),
      onUnread: (path, error) => this.#session.noteUnread(path, error),
      logger,
      clock,
    });
    await folder.start();
    this.#folder = folder;
    this.#roots = new WatchedRoots({ ...this.#options, roots: this.#options.roots ?? [] });
    logger.info({ inbox }, `watching ${inbox}`);
  }

  async #unwatch(): Promise<void> {
    await Promise.all([this.#folder?.stop(), this.#roots?.stop()]);
    this.#folder = undefined;
    this.#roots = undefined;
  }
}
