import { type BigIntStats, lstatSync } from 'node:fs';
import { basename } from 'node:path';
import type { Catalog } from '../catalog/catalog.ts';
import { giveBack, holdsLease } from '../catalog/job-queries.ts';
import { knownPaths, offeredKeys } from '../catalog/ingest-queries.ts';
import { savePreview, sessionOptions } from '../catalog/session-state.ts';
import { countUnchanged, resetUnchanged, seal } from '../catalog/session-writes.ts';
import type { Clock } from '../core/clock.ts';
import { crashPoint } from '../core/crash-point.ts';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { LeasedJob } from '../domain/job.ts';
import type { SessionOptions } from '../domain/session.ts';
import { endDiscovery } from '../jobs/end-discovery.ts';
import { forgetGoneSidecars } from '../roots/gone-sidecars.ts';
import { FolderBook } from './folder-book.ts';
import { isOwnFolder, ownFolders } from './own-folders.ts';
import { Preview } from './preview.ts';
import { offerIn, type OfferedFile } from './sessions.ts';
import { Unread } from './unread.ts';
import { walk } from './walk.ts';

export interface DiscoverDeps {
  readonly catalog: Catalog;
  readonly dataDir: string;
  readonly settings?: { readonly keepOtherFiles?: readonly string[] };
  readonly logger: Logger;
  readonly clock: Clock;
}

/** A dry run counts nothing in its session, so what it found so far is shown this often. */
const PREVIEW_EVERY_MS = 1_000;

/**
 * Walks the paths of a scan session and offers what it finds, a transaction per batch. Interrupted, it walks again: what
 * was offered is not offered twice, and what was counted as unchanged is counted anew.
 */
export async function discover(deps: DiscoverDeps, job: LeasedJob, signal: AbortSignal): Promise<void> {
  const { catalog, clock, logger } = deps;
  const sessionId = job.sessionId ?? '';
  const session = await sessionOptions(catalog.read, sessionId);
  if (session === undefined || session.state !== 'discovering') {
    await catalog.write((tx) => endDiscovery(tx, job, clock()));
    return;
  }
  const options = JSON.parse(session.options_json) as SessionOptions;
  const begun = session.discovered > 0;
  const unread = new Unread(sessionId, clock);
  await fenced(deps, job, async (tx) => {
    if (begun) await resetUnchanged(tx, sessionId);
    await unread.begin(tx);
  });
  const finder = new Finder(deps, job, options, begun);
  const book = new FolderBook(catalog, clock);
  let previewed = clock();
  const files = walk(
    options.paths.filter((path) => !isOwnFolder(path, deps.dataDir)),
    {
      recursive: options.recursive,
      ...(options.pattern === undefined ? {} : { pattern: options.pattern }),
      exclude: ownFolders(deps.dataDir, ...options.paths),
      keepOtherFiles: deps.settings?.keepOtherFiles ?? [],
      signal,
      onLook: (look) => book.add(look),
      onError: (path, error) => {
        unread.add(path, error);
        logger.debug({ session: sessionId, code: error.code }, `${path}: ${error.message}`);
      },
    },
  );
  try {
    for await (const paths of files) {
      await finder.offer(paths);
      if (book.full) await book.flush();
      await unread.save((work) => fenced(deps, job, work));
      crashPoint('discover:batch');
      if (finder.full) break;
      if (finder.preview && clock() - previewed > PREVIEW_EVERY_MS) {
        const soFar = JSON.stringify(finder.preview.result());
        await fenced(deps, job, (tx) => savePreview(tx, sessionId, soFar));
        previewed = clock();
      }
      if ((await sessionOptions(catalog.read, sessionId))?.paused === 1) return await laterAgain(deps, job);
    }
    await book.flush();
    await unread.save((work) => fenced(deps, job, work));
    if (finder.preview === undefined) await noteGoneSidecars(deps, options.paths, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    return await laterAgain(deps, job);
  }
  if (unread.total > 0) logger.warn({ session: sessionId, unread: unread.total }, 'some folders or names could not be read; the session lists them');
  crashPoint('discover:before-seal');
  await fenced(deps, job, async (tx) => {
    if (finder.preview) await savePreview(tx, sessionId, JSON.stringify(finder.preview.result()));
    await seal(tx, sessionId, clock());
    await endDiscovery(tx, job, clock());
  });
  crashPoint('discover:sealed');
}

async function noteGoneSidecars({ catalog, clock, logger }: DiscoverDeps, paths: readonly string[], signal: AbortSignal): Promise<void> {
  const sidecars = await forgetGoneSidecars({ catalog, clock, signal }, paths);
  if (sidecars > 0) logger.info({ sidecars }, `${sidecars} ${sidecars === 1 ? 'sidecar was' : 'sidecars were'} deleted; what they said is forgotten`);
}

/** Draining, or paused: whoever claims the job next walks again. */
async function laterAgain({ catalog, clock }: DiscoverDeps, job: LeasedJob): Promise<void> {
  await catalog.write((tx) => giveBack(tx, job, { runAfter: clock(), code: null, detail: null, uncounted: true }));
}

type Tx = Parameters<Parameters<Catalog['write']>[0]>[0];

/** Runs `work` only while the discover job is still ours; a cancelled session takes the job away. */
async function fenced<T>(deps: DiscoverDeps, job: LeasedJob, work: (tx: Tx) => Promise<T>): Promise<T> {
  return deps.catalog.write(async (tx) => {
    if (!(await holdsLease(tx, job))) throw new AppError('lease-lost');
    return work(tx);
  });
}

class Finder {
  readonly #deps: DiscoverDeps;
  readonly #job: LeasedJob;
  readonly #options: SessionOptions;
  /** The walk was begun before: some paths may have jobs of this session already. */
  readonly #begun: boolean;
  /** Set for a dry run, which offers nothing. */
  readonly preview: Preview | undefined;
  #taken = 0;

  constructor(deps: DiscoverDeps, job: LeasedJob, options: SessionOptions, begun: boolean) {
    this.#deps = deps;
    this.#job = job;
    this.#options = options;
    this.#begun = begun;
    this.preview = options.dryRun === true ? new Preview() : undefined;
  }

  /** As many files are found as were asked for. */
  get full(): boolean {
    return this.#options.maxFiles !== undefined && this.#taken >= this.#options.maxFiles;
  }

  async offer(found: readonly string[]): Promise<void> {
    const paths = found.slice(0, this.#options.maxFiles === undefined ? undefined : this.#options.maxFiles - this.#taken);
    this.#taken += paths.length;
    const { catalog, clock } = this.#deps;
    const sessionId = this.#job.sessionId ?? '';
    const files: OfferedFile[] = paths.map((path) => ({ path, name: basename(path), offerKey: `${sessionId}:${path}` }));
    const offered = this.#begun
      ? await offeredKeys(
          catalog.read,
          files.map((file) => file.offerKey),
        )
      : new Set<string>();
    const unchanged = await this.#unchanged(files.filter((file) => !offered.has(file.offerKey)));
    if (this.preview) return this.preview.add(paths, unchanged.size);
    const fresh = files.filter((file) => !unchanged.has(file.path) && !offered.has(file.offerKey));
    await fenced(this.#deps, this.#job, async (tx) => {
      await offerIn(tx, sessionId, fresh, this.#options.mode, 'scan', clock());
      await countUnchanged(tx, sessionId, unchanged.size, clock());
    });
  }

  /** Paths whose size and time are those the catalog has, so that nothing need be read: unless asked to; a move always has work to do. */
  async #unchanged(files: readonly OfferedFile[]): Promise<Set<string>> {
    const unchanged = new Set<string>();
    if (this.#options.mode === 'move' || this.#options.skipExisting === false) return unchanged;
    const wanted = this.#options.mode === 'reference' ? 'referenced' : 'origin';
    for (const known of await knownPaths(
      this.#deps.catalog.read,
      files.map((file) => file.path),
    )) {
      if (known.kind !== wanted) continue;
      // Synchronous: 3 µs a file against 20 through the thread pool, and a batch is 2,000 at most.
      // In whole numbers: as a double, 123.999999 ms is 124.
      const stat = statOf(known.path);
      if (stat?.isFile() && Number(stat.size) === known.bytes && Number(stat.mtimeMs) === known.mtime_ms) unchanged.add(known.path);
    }
    return unchanged;
  }
}

/** Undefined also for a file in a folder that was closed to us: whoever reads it says why. */
function statOf(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false, bigint: true });
  } catch {
    return undefined;
  }
}
