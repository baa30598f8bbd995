import { readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalog } from '../../catalog/catalog.ts';
import { changeAt } from '../../catalog/change-queries.ts';
import { catalogIdentity, schemaVersion } from '../../catalog/index-queries.ts';
import type { Clock } from '../../core/clock.ts';
import type { Logger } from '../../core/logger.ts';
import { changeMark } from './build-segment.ts';
import { Generation } from './generation.ts';
import { whyNotNeeded } from './not-needed.ts';
import { indexPaths } from './paths.ts';
import { Segment } from './segment.ts';
import { markOf, SegmentFile, SegmentRefused } from './segment-file.ts';

/** A new file is noticed after this long. */
const LOOK_MS = 2_000;
/** Nobody builds, and it has grown so far: some 300 bytes a change and 30 tags. */
const MOST_CHANGES = 250_000;
/** How long a search may go on reading from an index that was replaced. */
const RETIRED_MS = 60_000;
/** A search waits this long for changes to come in; when there are more than that, the catalog answers it. */
const PATIENCE_MS = 250;
/** The longest step of building a large index, the sorting of its names, takes seconds. */
const STALE_MS = 30_000;

const NOT_BUILT = 'it has not been built yet';

export interface IndexState {
  /** `sql`: there is no index, and the catalog answers. */
  readonly state: 'ready' | 'loading' | 'sql';
  /** Why there is none. */
  readonly reason: string | null;
  /** Of loading, or of the building that somebody does: 0 … 1. */
  readonly progress: number | null;
  readonly assets: number;
  readonly links: number;
  /** Places of the delta: assets that changed since it was built. */
  readonly changed: number;
  readonly bytes: number;
  readonly builtAt: number | null;
}

/**
 * The index of this process: loads what was built, follows the change feed, and goes over to a newer file as soon as that is loaded
 * beside it. Until it is ready, and whenever it cannot be, `current` gives nothing and the catalog answers.
 */
export class LiveIndex {
  readonly #catalog: Catalog;
  readonly #path: string;
  readonly #progress: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #fromAssets: number;
  #generation: Generation | undefined;
  #adopting: Generation | undefined;
  readonly #retired = new Set<() => Promise<void>>();
  #mark: string | undefined;
  #loading: number | undefined;
  #reason: string | undefined;
  #stopped = false;
  readonly #stop = new AbortController();
  #watching: Promise<void> = Promise.resolve();
  #forget: () => void = () => {};

  /** `fromAssets`: from so many on there is to be one (search.indexFromAssets). */
  constructor(deps: { catalog: Catalog; dataDir: string; clock: Clock; logger: Logger; fromAssets: number }) {
    this.#catalog = deps.catalog;
    this.#fromAssets = deps.fromAssets;
    ({ path: this.#path, progress: this.#progress } = indexPaths(deps.dataDir));
    this.#clock = deps.clock;
    this.#logger = deps.logger;
  }

  /** Loads in the background and goes on watching. */
  start(): void {
    this.#forget = this.#catalog.onChange(() => void this.#generation?.catchUp().catch((error: unknown) => this.#failed(error)));
    this.#watching = this.#watch();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stop.abort();
    this.#forget();
    this.#adopting?.abandon();
    this.#generation?.abandon();
    await this.#watching;
    if (this.#generation) this.#retire(this.#generation);
    this.#generation = undefined;
    for (const close of this.#retired) await close();
  }

  /** With everything in it that was committed before this call; undefined when the catalog has to answer. */
  async current(): Promise<Generation | undefined> {
    const generation = this.#generation;
    if (!generation) return undefined;
    const late = new AbortController();
    try {
      const done = generation.catchUp().then(() => true);
      const inTime = await Promise.race([done, sleep(PATIENCE_MS, false, { signal: late.signal })]);
      return inTime ? generation : undefined;
    } catch (error) {
      this.#failed(error);
      return undefined;
    } finally {
      late.abort();
    }
  }

  /** Looks for a new file now; resolves when it is in use or refused. */
  async refresh(): Promise<void> {
    const mark = await stat(this.#path).then(markOf, () => undefined);
    if (mark === undefined) {
      if (!this.#generation) this.#reason = NOT_BUILT;
      return;
    }
    if (mark === this.#mark) return;
    this.#mark = mark;
    try {
      await this.#adopt();
      this.#reason = undefined;
    } catch (error) {
      if (!(error instanceof SegmentRefused)) throw error;
      await this.#refuse(error);
    } finally {
      this.#loading = undefined;
    }
  }

  /** Runs a search by the index. Undefined: there is none, or it turned out to be damaged; the catalog answers. */
  async answer<T>(search: (generation: Generation) => Promise<T>): Promise<T | undefined> {
    const generation = await this.current();
    if (!generation) return undefined;
    try {
      return await search(generation);
    } catch (error) {
      if (!(error instanceof SegmentRefused)) throw error;
      if (this.#generation === generation) {
        this.#retire(generation);
        this.#generation = undefined;
        await this.#refuse(error);
      }
      return undefined;
    }
  }

  async state(): Promise<IndexState> {
    const generation = this.#generation;
    return {
      state: generation ? 'ready' : this.#loading === undefined ? 'sql' : 'loading',
      reason: generation ? null : await this.#whyNone(),
      progress: this.#loading ?? (await this.#building()),
      assets: generation?.segment.facts.assets ?? 0,
      links: generation?.segment.facts.links ?? 0,
      changed: generation?.delta.size ?? 0,
      bytes: generation?.bytes ?? 0,
      builtAt: generation?.segment.facts.madeAt ?? null,
    };
  }

  async #whyNone(): Promise<string | null> {
    const notNeeded = this.#reason === NOT_BUILT ? await whyNotNeeded(this.#catalog, this.#fromAssets) : undefined;
    return notNeeded ?? this.#reason ?? null;
  }

  async #adopt(): Promise<void> {
    this.#loading = 0;
    const file = await SegmentFile.open(this.#path);
    try {
      await refuseForeign(this.#catalog, file, this.#clock());
      const segment = await Segment.load(file, (share) => {
        this.#loading = share;
      });
      const generation = new Generation(this.#catalog, segment);
      // A quarter of a million changes take ten seconds: a process that ends does not wait for them.
      this.#adopting = generation;
      if (this.#stopped) generation.abandon();
      await generation.catchUp();
      const before = this.#generation;
      this.#generation = generation;
      if (before) this.#retire(before);
      this.#logger.info(
        { assets: segment.facts.assets, links: segment.facts.links, megabytes: Math.round(generation.bytes / 1e6) },
        before ? 'a newer tag index is in use' : 'the tag index is in use',
      );
    } catch (error) {
      await file.close();
      throw error;
    } finally {
      this.#adopting = undefined;
    }
  }

  async #refuse(error: SegmentRefused): Promise<void> {
    this.#reason = error.message;
    this.#logger.warn({ index: error.reason }, `the tag index is not used: ${error.message}; it is built anew`);
    // What no process can use makes way for a new one.
    if (error.reason === 'damaged' && (await stat(this.#path).then(markOf, () => undefined)) === this.#mark) await rm(this.#path, { force: true });
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.refresh();
        if ((this.#generation?.delta.size ?? 0) > MOST_CHANGES) {
          this.#reason = 'too much changed since it was built';
          this.#retire(this.#generation!);
          this.#generation = undefined;
        }
      } catch (error) {
        this.#mark = undefined;
        this.#failed(error);
      }
      await sleep(LOOK_MS, undefined, { signal: this.#stop.signal, ref: false }).catch(() => {});
    }
  }

  /** A search that began with it may still read from its file. */
  #retire({ segment }: Generation): void {
    const close = async (): Promise<void> => {
      clearTimeout(timer);
      this.#retired.delete(close);
      await segment.close().catch(() => {});
    };
    const timer = setTimeout(() => void close(), RETIRED_MS).unref();
    this.#retired.add(close);
  }

  async #building(): Promise<number | null> {
    try {
      const { mtimeMs } = await stat(this.#progress);
      // Written twice a second; what is older was left by a process that was killed.
      return Date.now() - mtimeMs > STALE_MS ? null : (JSON.parse(await readFile(this.#progress, 'utf8')) as { share: number }).share;
    } catch {
      return null;
    }
  }

  #failed(error: unknown): void {
    if (!this.#stopped) this.#logger.warn({ err: error }, 'the tag index could not be brought up to date; the catalog answers meanwhile');
  }
}

/** A file of another catalog, of another state of its schema, or of a future that this catalog was put back from. Throws SegmentRefused. */
export async function refuseForeign(catalog: Catalog, { facts }: SegmentFile, now: number): Promise<void> {
  if (facts.catalog !== (await catalogIdentity(catalog, now))) throw new SegmentRefused('foreign', 'it belongs to another catalog');
  if (facts.schema !== (await schemaVersion(catalog))) throw new SegmentRefused('older', 'the catalog has a newer schema');
  if (facts.baseChange !== changeMark(await changeAt(catalog, facts.baseSeq)))
    throw new SegmentRefused('foreign', 'the catalog was put back to an older state');
}
