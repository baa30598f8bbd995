import { mkdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Clock, systemClock } from '../core/clock.ts';
import { type AppError, toAppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { FolderLook } from '../catalog/folder-queries.ts';
import { IGNORE_FILE, RuleBook } from '../ingest/ignore-rules.ts';
import { type WalkOptions, walk } from '../ingest/walk.ts';
import type { FoundFile } from './found-file.ts';
import { NewFolders } from './new-folders.ts';
import { RootWatch } from './root-watch.ts';
import { Settler } from './settler.ts';
import { type Unwatched, UnwatchedFolders } from './unwatched.ts';

export interface FolderMonitorOptions {
  readonly root: string;
  /** A file is quiet when nothing about it changed for this long. 1,000 serves most. */
  readonly settleMs: number;
  /** The reconcile scan: what the watcher missed is found within this time. 60 serves most. */
  readonly rescanSeconds: number;
  /** Absolute folders below the root that are not looked into. */
  readonly exclude: readonly string[];
  /** See WalkOptions. */
  readonly keepOtherFiles?: readonly string[];
  /**
   * Receives quiet files, at most 500 a call and one call at a time. Once it resolves they are not offered again while
   * they lie there unchanged; when it throws they come again with back-off. Must bear a file it knows.
   */
  offer(files: readonly FoundFile[]): Promise<void>;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** No watcher: only the reconcile scan. */
  readonly polling?: boolean;
  /** The root is made when it is missing, unless false. */
  readonly createRoot?: boolean;
  /** Asked before each scan. While the root is not what it should be, nothing is scanned or watched. */
  available?(): Promise<boolean>;
  /** See SettlerOptions. */
  known?(files: readonly FoundFile[]): Promise<ReadonlySet<string>>;
  /** What a scan could not read, each place once. */
  onUnread?(path: string, error: AppError): Promise<void>;
  /** What was in each folder a scan read. */
  onLook?(look: FolderLook): void;
  /** Paths the watcher says are gone: files, or folders with all that was in them. */
  onGone?(paths: readonly string[]): void;
  /** A scan has ended. */
  onScanned?(): Promise<void>;
}

/**
 * Watches one folder for files that are complete. Hints of the operating system make it quick (a file is offered some
 * 1.1 s after its last write), the reconcile scan makes it certain. Everything happens in turns, one at a time; between
 * them there is one timer.
 */
export class FolderMonitor {
  readonly #options: FolderMonitorOptions;
  readonly #root: string;
  readonly #log: Logger;
  readonly #abort = new AbortController();
  readonly #settler: Settler;
  readonly #folders = new NewFolders(MAX_NEW_FOLDERS);
  readonly #watch: RootWatch;
  readonly #rules: RuleBook;
  readonly #told = new Set<string>();
  #waiters: (() => void)[] = [];
  #scanAt = 0;
  #rescans = 0;
  #hints = 0;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Infinity;
  #turn: Promise<void> | undefined;

  constructor(options: FolderMonitorOptions) {
    this.#options = options;
    this.#root = resolve(options.root);
    this.#log = options.logger.child({ source: this.#root });
    this.#rules = new RuleBook(this.#root);
    this.#settler = new Settler({
      settleMs: options.settleMs,
      signal: this.#abort.signal,
      logger: this.#log,
      wallClock: options.clock ?? systemClock,
      offer: (files) => options.offer(files),
      onFolder: (path) => {
        if (path !== this.#root) this.#folders.notice(path, performance.now(), true);
      },
      ignores: (path) => this.#rules.ignoresFile(path),
      ...(options.known === undefined ? {} : { known: (files: readonly FoundFile[]) => options.known!(files) }),
    });
    this.#watch = new RootWatch(this.#root, () => this.#unwatched(), options.polling === true, this.#log, {
      changed: (paths) => this.#noticeChanged(paths),
      gone: (paths) => this.#noticeGone(paths),
      suspect: () => this.#wake(),
    });
  }

  /** Makes the root when it is missing; resolves once the watcher is ready, the first scan follows by itself. */
  async start(): Promise<void> {
    try {
      if (this.#options.createRoot !== false) await mkdir(this.#root, { recursive: true });
    } catch (error) {
      throw toAppError(error);
    }
    if (await this.#isAvailable()) await this.#watch.open();
    if (this.#stopped) await this.#watch.close();
    this.#wake();
  }

  /** Resolves when no offer is under way and none will come. */
  async stop(): Promise<void> {
    this.#abort.abort();
    clearTimeout(this.#timer);
    await this.#watch.close();
    await this.#turn;
    for (const done of this.#waiters.splice(0)) done();
  }

  /** Resolves when a scan that began after this call has ended; what it found fresh may still be settling. */
  async rescanNow(): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((done) => {
      this.#waiters.push(done);
      this.#scanAt = 0;
      this.#wake();
    });
  }

  /** `pending` files are known and not offered yet. */
  stats(): { pending: number; hints: number; rescans: number; mode: 'watching' | 'polling' } {
    return { pending: this.#settler.size, hints: this.#hints, rescans: this.#rescans, mode: this.#watch.watching ? 'watching' : 'polling' };
  }

  get #stopped(): boolean {
    return this.#abort.signal.aborted;
  }

  #noticeChanged(paths: string[]): void {
    this.#hints += paths.length;
    if (paths.some((path) => basename(path) === IGNORE_FILE)) this.#renewRules();
    this.#notice(paths);
    this.#wake();
  }

  /** Other folders are left out from now on: the watcher starts anew without them, and a scan finds what was let in. */
  #renewRules(): void {
    this.#rules.clear();
    this.#watch.suspect();
    this.#scanSoon();
  }

  /** Folders below the root that rules leave out, found by a walk of its own: one that is not watched costs no watch. */
  async #unwatched(): Promise<Unwatched> {
    const found = new UnwatchedFolders();
    const folders = { onIgnored: (path: string) => found.ignored(path), onFolder: (path: string) => found.wanted(path) };
    this.#rules.clear();
    for await (const _ of walk([this.#root], this.#walkOptions({ recursive: true, pattern: NO_FILE, ...folders }))) if (this.#stopped) break;
    return found.result(this.#options.exclude);
  }

  async #isAvailable(): Promise<boolean> {
    return (await this.#options.available?.()) ?? true;
  }

  #noticeGone(paths: string[]): void {
    for (const path of paths) this.#settler.gone(path);
    if (paths.some((path) => basename(path) === IGNORE_FILE)) this.#renewRules();
    this.#options.onGone?.(paths);
    if (!paths.includes(this.#root)) return;
    this.#scanAt = 0;
    this.#wake();
  }

  #notice(paths: readonly string[]): void {
    for (const path of paths) if (!this.#settler.notice(path)) this.#scanSoon();
  }

  #wake(): void {
    this.#schedule(performance.now() + COALESCE_MS);
  }

  #schedule(at: number): void {
    if (this.#stopped || this.#turn !== undefined || this.#timerAt <= at) return; // a turn schedules the next at its end
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => this.#startTurn(), Math.min(at - performance.now(), LONGEST_TIMER_MS));
  }

  #startTurn(): void {
    this.#timerAt = Infinity;
    this.#turn = this.#turnToItsEnd();
  }

  async #turnToItsEnd(): Promise<void> {
    try {
      await this.#takeTurn();
    } catch (error) {
      if (this.#stopped) return;
      this.#log.error({ code: toAppError(error).code, err: error }, 'Watching a folder failed; trying again');
      this.#scanSoon();
    }
    this.#turn = undefined;
    const times = [this.#scanAt, this.#watch.reopenAt(), this.#folders.nextAt(), this.#settler.nextAt()];
    const next = Math.min(...times.filter((at) => at !== undefined));
    this.#schedule(Math.max(next, performance.now() + COALESCE_MS));
  }

  async #takeTurn(): Promise<void> {
    if ((this.#watch.reopenAt() ?? Infinity) <= performance.now()) {
      await this.#watch.open();
      this.#scanAt = 0;
    }
    await this.#lookIntoNewFolders();
    await this.#settler.settle(this.#rescans + 1);
    if (this.#scanAt <= performance.now()) await this.#reconcile();
  }

  async #reconcile(): Promise<void> {
    const waiters = this.#waiters.splice(0);
    const everyMs = this.#options.rescanSeconds * 1_000;
    this.#scanAt = performance.now() + everyMs;
    try {
      if (!(await this.#isAvailable())) await this.#watch.abandon();
      else if ((await this.#watch.checkRoot()) === 'there') {
        const start = performance.now();
        const soon = this.#scanAt;
        await this.#scan(this.#rescans + 1);
        // A scan that takes minutes does not follow on itself, unless something asked for it.
        if (this.#scanAt === soon) this.#scanAt = Math.max(soon, performance.now() + (performance.now() - start) * SCAN_SHARE);
        return;
      }
      this.#settler.forgetOffered();
      this.#scanAt = performance.now() + Math.min(everyMs, MISSING_ROOT_MS);
    } finally {
      for (const done of waiters) done();
    }
  }

  async #scan(scan: number): Promise<void> {
    let complete = true;
    const onError = (path: string, error: AppError) => {
      complete = false;
      this.#tellOnce(path, error);
    };
    this.#rules.clear();
    const onLook = (look: FolderLook) => this.#options.onLook?.(look);
    for await (const paths of walk([this.#root], this.#walkOptions({ recursive: true, onError, onLook }))) {
      if (!(await this.#settler.takeScanned(paths, scan))) this.#scanSoon();
      await this.#lookIntoNewFolders();
      await this.#settler.settle(scan);
    }
    if (complete) this.#settler.endScan(scan);
    if (!this.#stopped) await this.#options.onScanned?.();
    this.#rescans = scan;
  }

  async #lookIntoNewFolders(): Promise<void> {
    const onFolder = (path: string) => this.#folders.notice(path, performance.now(), false);
    for (const folder of this.#folders.take(performance.now())) {
      if (await this.#rules.ignoresFolder(folder).catch(() => false)) continue;
      for await (const paths of walk([folder], this.#walkOptions({ recursive: false, onFolder }))) this.#notice(paths);
    }
    if (this.#folders.takeUnwatched()) this.#watch.suspect();
  }

  #walkOptions(options: WalkOptions): WalkOptions {
    return { exclude: this.#options.exclude, keepOtherFiles: this.#options.keepOtherFiles ?? [], signal: this.#abort.signal, ...options };
  }

  #scanSoon(): void {
    this.#scanAt = Math.min(this.#scanAt, performance.now() + SCAN_SOON_MS);
  }

  #tellOnce(path: string, error: AppError): void {
    if (this.#told.has(path)) return;
    if (this.#told.size >= MAX_TOLD) this.#told.clear();
    this.#told.add(path);
    this.#log.warn({ path, code: error.code }, `${error.entry.title}: ${path}`);
    // Told again by the scan after next when the catalog was away.
    this.#options.onUnread?.(path, error).catch(() => this.#told.delete(path));
  }
}

/** Hints come in swarms; one turn serves those of 25 ms. */
const COALESCE_MS = 25;
const SCAN_SOON_MS = 5_000;
const MISSING_ROOT_MS = 5_000;
/** A long scan may take a twentieth of the time. */
const SCAN_SHARE = 20;
/** A walk for its folders only: no name is empty but for this pattern. */
const NO_FILE = '/';
const LONGEST_TIMER_MS = 3_600_000;
const MAX_NEW_FOLDERS = 10_000;
const MAX_TOLD = 1_000;
