import type { Catalog } from '../catalog/catalog.ts';
import { listRoots, type RootRow } from '../catalog/root-queries.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { RootSetting } from '../domain/root.ts';
import { ownFolders } from '../ingest/own-folders.ts';
import { checkRoot } from '../roots/check-root.ts';
import { answerWithin } from '../roots/root-identity.ts';
import { continueMove } from '../roots/move-root.ts';
import { syncRoots } from '../roots/sync-roots.ts';
import { RootMonitor } from './root-monitor.ts';

export interface WatchedRootsOptions {
  readonly catalog: Catalog;
  readonly dataDir: string;
  readonly inbox: string;
  readonly owner: string;
  /** As configured. */
  readonly roots: readonly RootSetting[];
  readonly settleMs: number;
  readonly rescanSeconds: number;
  readonly keepOtherFiles?: readonly string[];
  readonly logger: Logger;
  readonly clock: Clock;
}

/** How soon a root that went away or came back is noticed. */
const CHECK_MS = 10_000;

/** Keeps a monitor on every root that is watched, looks after the others, and finishes moves. */
export class WatchedRoots {
  readonly #options: WatchedRootsOptions;
  readonly #monitors = new Map<string, RootMonitor>();
  readonly #abort = new AbortController();
  #syncing: Promise<void> | undefined;
  #synced = false;
  #checkAt = 0;
  /** Each root is looked at by itself: one whose disk does not answer holds up no other. */
  readonly #checking = new Map<string, Promise<void>>();
  readonly #stopping = new Set<Promise<void>>();
  #moving: Promise<void> | undefined;

  constructor(options: WatchedRootsOptions) {
    this.#options = options;
  }

  /** Brings the monitors in line with the catalog; cheap when nothing changed. Never waits for a disk that does not answer. */
  async turn(): Promise<void> {
    const { catalog, clock } = this.#options;
    this.#syncing ??= this.#sync();
    if (!this.#synced) return;
    const rows = await listRoots(catalog.read);
    for (const [id, monitor] of this.#monitors) {
      const row = rows.find((root) => root.id === id);
      if (row !== undefined && isWatched(row) && row.path === monitor.root.path && row.mode === monitor.root.mode) continue;
      this.#monitors.delete(id);
      this.#stopAside(monitor);
    }
    for (const row of rows) if (isWatched(row) && !this.#monitors.has(row.id)) this.#watch(row, rows);
    for (const monitor of this.#monitors.values()) await monitor.restIfIdle();
    const moving = rows.find((row) => row.state === 'moving');
    if (moving !== undefined) this.#moving ??= this.#move(moving);
    if (clock() < this.#checkAt) return;
    this.#checkAt = clock() + CHECK_MS;
    for (const row of rows) if (!this.#checking.has(row.id)) this.#checking.set(row.id, this.#check(row));
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    for (const monitor of this.#monitors.values()) this.#stopAside(monitor);
    this.#monitors.clear();
    // What waits for a dead disk is left behind; whatever it still wants to write is checked again by who comes after.
    await answerWithin(Promise.all([this.#syncing, this.#moving, ...this.#checking.values(), ...this.#stopping]), undefined);
  }

  /** Not awaited by a turn: a call into a dead mount may never return, and the lease of the monitor would run out. */
  #stopAside(monitor: RootMonitor): void {
    const { logger } = this.#options;
    const stopping = monitor
      .stop()
      .catch((error: unknown) => logger.warn({ root: monitor.root.id, err: error }, `could not stop watching ${monitor.root.path} in order`))
      .finally(() => this.#stopping.delete(stopping));
    this.#stopping.add(stopping);
  }

  async #sync(): Promise<void> {
    const { catalog, clock, logger, roots } = this.#options;
    try {
      await syncRoots({ catalog, clock, logger }, roots);
      this.#synced = true;
    } catch (error) {
      logger.warn({ err: error }, 'the roots could not be looked at yet; trying again');
      this.#syncing = undefined;
    }
  }

  #watch(row: RootRow, rows: readonly RootRow[]): void {
    const { catalog, dataDir, inbox, settleMs, rescanSeconds, keepOtherFiles = [], logger, clock } = this.#options;
    const inner = rows.filter((other) => other.id !== row.id && other.path.startsWith(`${row.path}/`)).map((other) => other.path);
    const exclude = [...ownFolders(dataDir), inbox];
    const monitor = new RootMonitor({ catalog, root: row, settleMs, rescanSeconds, exclude, inner, keepOtherFiles, logger, clock });
    this.#monitors.set(row.id, monitor);
    monitor.start();
  }

  async #check(row: RootRow): Promise<void> {
    const { catalog, clock, logger } = this.#options;
    const now = await checkRoot({ catalog, clock, logger }, row).catch(() => row);
    this.#checking.delete(row.id);
    if (now.state !== row.state && !this.#abort.signal.aborted) void this.#monitors.get(row.id)?.look();
  }

  async #move(row: RootRow): Promise<void> {
    const { catalog, clock, logger, owner } = this.#options;
    try {
      await continueMove({ catalog, clock, logger }, row.id, owner, this.#abort.signal);
    } catch (error) {
      if (!this.#abort.signal.aborted) logger.warn({ root: row.id, err: error }, 'a root could not be moved yet; trying again');
    } finally {
      this.#moving = undefined;
    }
  }
}

function isWatched(row: RootRow): boolean {
  return row.watch === 1 && row.mode !== 'scan' && row.state !== 'moving';
}
