import { basename, dirname } from 'node:path';
import type { Catalog } from '../catalog/catalog.ts';
import { locationsAt } from '../catalog/living-queries.ts';
import { listRoots, type RootRow, rootById } from '../catalog/root-queries.ts';
import type { Clock } from '../core/clock.ts';
import { toAppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { StorageMode } from '../domain/session.ts';
import { FolderBook } from '../ingest/folder-book.ts';
import { checkRoot } from '../roots/check-root.ts';
import { forgetGoneSidecars } from '../roots/gone-sidecars.ts';
import { markMissing } from '../roots/missing-files.ts';
import { recognise } from '../roots/recognise.ts';
import { judge, sight } from '../roots/root-identity.ts';
import { FolderMonitor } from './folder-monitor.ts';
import type { FoundFile } from './found-file.ts';
import { SeenIds } from './seen-ids.ts';
import { WatchSession } from './watch-session.ts';

export interface RootMonitorOptions {
  readonly catalog: Catalog;
  readonly root: RootRow;
  readonly settleMs: number;
  readonly rescanSeconds: number;
  /** Folders that are none of its business: Magpie's own and the inbox. */
  readonly exclude: readonly string[];
  /** Paths of other roots that lie in this one. */
  readonly inner: readonly string[];
  readonly keepOtherFiles?: readonly string[];
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * One watched root over its life: new files are offered; what was moved, touched, lost or came back is written down
 * without taking anything in again. While the root is offline nothing is concluded.
 */
export class RootMonitor {
  readonly root: RootRow;
  readonly #options: RootMonitorOptions;
  readonly #session: WatchSession;
  readonly #folder: FolderMonitor;
  readonly #book: FolderBook;
  readonly #seen = new SeenIds();
  readonly #gone = new Set<string>();
  #goneTimer: NodeJS.Timeout | undefined;
  #sweep: Promise<void> = Promise.resolve();
  #scans = 0;
  readonly #abort = new AbortController();
  #started: Promise<void> = Promise.resolve();

  constructor(options: RootMonitorOptions) {
    const { catalog, root, clock, logger } = options;
    this.root = root;
    this.#options = options;
    this.#session = new WatchSession(catalog, root.path, root.mode as StorageMode, clock, options.keepOtherFiles);
    this.#book = new FolderBook(catalog, clock);
    this.#folder = new FolderMonitor({
      root: root.path,
      settleMs: options.settleMs,
      rescanSeconds: options.rescanSeconds,
      exclude: [...options.exclude, ...options.inner],
      keepOtherFiles: options.keepOtherFiles ?? [],
      createRoot: false,
      logger,
      clock,
      offer: (files) => this.#offer(files),
      onUnread: (path, error) => this.#session.noteUnread(path, error),
      available: () => this.#isOnline(),
      // A root in this one is looked into by its own monitor, but it is a folder here.
      onLook: (look) =>
        this.#book.add({ ...look, folders: [...look.folders, ...options.inner.filter((path) => dirname(path) === look.path).map((path) => basename(path))] }),
      onScanned: () => this.#afterScan(),
      // A file that is moved away in the end is never known here.
      ...(root.mode === 'move'
        ? {}
        : { known: (files: readonly FoundFile[]) => this.#known(files), onGone: (paths: readonly string[]) => this.#noteGone(paths) }),
    });
  }

  /** Begins in the background: a large tree takes its time, and a disk may not answer. */
  start(): void {
    this.#started = this.#start().catch((error: unknown) =>
      this.#options.logger.warn({ root: this.root.id, err: error }, `could not begin to watch ${this.root.path}`),
    );
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    clearTimeout(this.#goneTimer);
    await this.#folder.stop();
    await this.#started;
    await this.#sweep;
  }

  async #start(): Promise<void> {
    await this.#session.pickUp();
    if (this.#abort.signal.aborted) return;
    await this.#folder.start();
    this.#options.logger.info({ root: this.root.id, mode: this.root.mode }, `watching ${this.root.path}`);
  }

  /** Looks at once whether the root is there, and through it. */
  async look(): Promise<void> {
    await this.#folder.rescanNow();
  }

  restIfIdle(): Promise<void> {
    return this.#session.restIfIdle();
  }

  async #offer(files: readonly FoundFile[]): Promise<void> {
    const { catalog, clock, logger } = this.#options;
    if (this.root.mode !== 'reference') return this.#session.offerFound(files);
    const result = await recognise(
      { catalog, clock, mayBeGone: (path) => this.#mayBeGone(path) },
      files.map(({ path }) => path),
    );
    if (result.moved > 0)
      logger.info(
        { root: this.root.id, files: result.moved },
        `${result.moved} ${result.moved === 1 ? 'file was' : 'files were'} moved; nothing of it is taken in again`,
      );
    const fresh = new Set(result.fresh);
    await this.#session.offerFound(files.filter(({ path }) => fresh.has(path)));
  }

  async #known(files: readonly FoundFile[]): Promise<ReadonlySet<string>> {
    const kind = this.root.mode === 'reference' ? 'referenced' : 'origin';
    const rows = new Map(
      (
        await locationsAt(
          this.#options.catalog.read,
          files.map(({ path }) => path),
        )
      ).map((row) => [row.path, row]),
    );
    const known = new Set<string>();
    for (const { path, size, mtimeMs } of files) {
      const row = rows.get(path);
      if (row?.kind !== kind || row.state !== 'present' || row.bytes !== size || row.mtime_ms !== Math.trunc(mtimeMs)) continue;
      known.add(path);
      this.#seen.add(row.id);
    }
    return known;
  }

  async #afterScan(): Promise<void> {
    this.#scans += 1;
    if (this.#scans % 10 === 0) this.#book.forget();
    await this.#book.flush();
    // Also after a scan that could not read everything: what it did not see is looked for one by one.
    if (this.root.mode !== 'move') await this.#markMissing([this.root.path], (id) => this.#seen.has(id));
    this.#seen.clear();
  }

  #noteGone(paths: readonly string[]): void {
    for (const path of paths) if (this.#gone.size < MAX_GONE) this.#gone.add(path);
    // Time for a renamed file to be found under its new name first.
    this.#goneTimer ??= setTimeout(() => {
      this.#goneTimer = undefined;
      if (this.#abort.signal.aborted) return;
      const gone = [...this.#gone];
      this.#gone.clear();
      this.#sweep = this.#sweep
        .then(() => this.#markMissing(gone))
        .catch((error: unknown) => this.#options.logger.warn({ root: this.root.id, err: error }, 'could not look for missing files; the next scan does'));
    }, this.#options.settleMs + GRACE_MS);
  }

  async #markMissing(paths: readonly string[], seen?: (id: number) => boolean): Promise<void> {
    const { catalog, clock, logger, inner } = this.#options;
    const leaveOut = (path: string): boolean => inner.some((root) => path.startsWith(`${root}/`));
    const files = await markMissing({ catalog, clock, stillThere: () => this.#isOnline(), leaveOut, signal: this.#abort.signal }, paths, seen);
    if (files > 0) logger.info({ root: this.root.id, files }, `${files} known ${files === 1 ? 'file is' : 'files are'} not in ${this.root.path} any more`);
    // After the pictures: whether one was moved or deleted is known by now.
    const sidecars = (await this.#isOnline()) ? await forgetGoneSidecars({ catalog, clock, signal: this.#abort.signal }, paths) : 0;
    if (sidecars > 0)
      logger.info({ root: this.root.id, sidecars }, `${sidecars} ${sidecars === 1 ? 'sidecar was' : 'sidecars were'} deleted; what they said is forgotten`);
  }

  async #isOnline(): Promise<boolean> {
    const { catalog, logger, clock } = this.#options;
    const row = await rootById(catalog.read, this.root.id);
    if (row === undefined || row.path !== this.root.path) return false;
    try {
      return (await checkRoot({ catalog, logger, clock }, row)).state === 'online';
    } catch (error) {
      logger.warn({ root: row.id, code: toAppError(error).code, err: error }, 'could not look whether a root is there');
      return false;
    }
  }

  /** In this root, which is there, or in none; in another only if that is there too. */
  async #mayBeGone(path: string): Promise<boolean> {
    const roots = (await listRoots(this.#options.catalog.read)).filter((root) => path.startsWith(`${root.path}/`) && root.id !== this.root.id);
    for (const root of roots) if (root.state !== 'online' || judge(root, await sight(root.path)) !== undefined) return false;
    return true;
  }
}

const GRACE_MS = 3_000;
/** More than this and the next scan finds the rest. */
const MAX_GONE = 50_000;
