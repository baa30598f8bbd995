import type { Catalog } from '../catalog/catalog.ts';
import { anyReady, claimJobs } from '../catalog/job-queries.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { Lane, LeasedJob } from '../domain/job.ts';
import { toAppError } from '../core/errors.ts';
import { TroubleLog } from '../core/trouble-log.ts';
import { LEASE_MS } from './lease.ts';
import { recoverLeft } from './recovery.ts';
import { isUncounted } from './retry-policy.ts';

/** What a lane does with one job. It writes how the job ended; it throws only when even that was not possible. */
export interface LaneHandler {
  readonly lane: Lane;
  /** Jobs of this lane under way at once in this process. */
  readonly concurrency: number;
  /** Jobs of this lane under way at once over all processes, asked at each claim; undefined = no such limit now. */
  readonly maxRunning?: (now: number) => number | undefined;
  run(job: LeasedJob, signal: AbortSignal): Promise<void>;
}

export interface WorkerDeps {
  readonly catalog: Catalog;
  /** Owner of the leases: the id of this process's row. */
  readonly owner: string;
  readonly handlers: readonly LaneHandler[];
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Delayed jobs become ready without anybody committing; this is how late they may start. */
const POLL_MS = 500;
/** A job that must run alone waits this long for its lane to run empty by itself before new claims are held back. */
const SOLO_PATIENCE_MS = 2_000;

/**
 * Ready jobs that may not be taken yet (their session is paused or has enough under way) are asked for again after this
 * long, twice as long each time. Without it workers on PostgreSQL, where any write wakes everybody, would wake each other for ever.
 */
const HELD_MIN_MS = 25;
const HELD_MAX_MS = 400;

/** Claims jobs and hands them to their lane's handler. Woken by commits of any process; leases are renewed from outside. */
export class Worker {
  readonly #deps: WorkerDeps;
  readonly #lanes: LaneLoop[];
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #stopListening: () => void = () => {};

  constructor(deps: WorkerDeps) {
    this.#deps = deps;
    const trouble = new TroubleLog(deps.logger);
    this.#lanes = deps.handlers.map((handler) => new LaneLoop(handler, deps, trouble, this.#abort.signal));
  }

  start(): void {
    const wake = (): void => {
      for (const lane of this.#lanes) lane.wake();
    };
    this.#stopListening = this.#deps.catalog.onChange(wake);
    this.#timer = setInterval(wake, POLL_MS);
    wake();
  }

  /** Jobs under way now. */
  get inFlight(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.inFlight, 0);
  }

  /** Claims nothing more and waits for what is under way; false when that took longer than `timeoutMs`. */
  async drain(timeoutMs: number): Promise<boolean> {
    this.#stopListening();
    clearInterval(this.#timer);
    this.#abort.abort();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), timeoutMs);
    });
    const idle = Promise.all(this.#lanes.map((lane) => lane.idle())).then(() => true);
    const drained = await Promise.race([idle, late]);
    clearTimeout(timer);
    return drained;
  }
}

class LaneLoop {
  readonly #handler: LaneHandler;
  readonly #deps: WorkerDeps;
  readonly #trouble: TroubleLog;
  readonly #signal: AbortSignal;
  readonly #running = new Map<Promise<void>, number>();
  /** The ledger may say that we hold jobs of which we know nothing, or no more. */
  #inDoubt = false;
  readonly #failed = new Set<number>();
  #claiming = false;
  #claims: Promise<void> = Promise.resolve();
  #wanted = false;
  /** The last claim got all it wanted: the next need not ask first whether anything is ready. */
  #likelyMore = false;
  #soloRunning = false;
  #soloSince: number | undefined;
  /** Since claims find jobs that are held: how long to wait, and until when. */
  #held = { ms: 0, until: 0 };

  constructor(handler: LaneHandler, deps: WorkerDeps, trouble: TroubleLog, signal: AbortSignal) {
    this.#handler = handler;
    this.#trouble = trouble;
    this.#deps = deps;
    this.#signal = signal;
  }

  get inFlight(): number {
    return this.#running.size;
  }

  wake(): void {
    this.#wanted = true;
    if (!this.#claiming) this.#claims = this.#claimWhileWanted();
  }

  async idle(): Promise<void> {
    await this.#claims;
    await Promise.all(this.#running.keys());
  }

  async #claimWhileWanted(): Promise<void> {
    this.#claiming = true;
    while (this.#wanted && !this.#signal.aborted) {
      this.#wanted = false;
      try {
        await this.#claim();
      } catch (error) {
        // The database is away or its disk full: the next poll tries again.
        this.#trouble.failed(error, 'could not claim jobs', { lane: this.#handler.lane });
      }
    }
    this.#claiming = false;
  }

  async #claim(): Promise<void> {
    const { catalog, clock } = this.#deps;
    const lane = this.#handler.lane;
    if (this.#inDoubt) await this.#recoverLeft();
    const free = this.#handler.concurrency - this.#running.size;
    if (free <= 0 || this.#soloRunning || performance.now() < this.#held.until) return;
    if (await anyReady(catalog.read, lane, true, clock())) {
      this.#soloSince ??= performance.now();
      if (this.#running.size === 0) {
        if ((await this.#take(1, true)) > 0) return;
        // Held, by a paused session for one: it must not hold up the others.
        this.#soloSince = undefined;
      } else if (performance.now() - this.#soloSince > SOLO_PATIENCE_MS) return;
    } else {
      this.#soloSince = undefined;
    }
    if (this.#likelyMore || (await anyReady(catalog.read, lane, false, clock()))) await this.#take(free, false);
  }

  async #take(limit: number, solo: boolean): Promise<number> {
    const unasked = this.#likelyMore;
    this.#likelyMore = false;
    const { catalog, owner, clock } = this.#deps;
    const now = clock();
    const request = { lane: this.#handler.lane, owner, limit, solo, now, leaseUntil: now + LEASE_MS, maxRunning: this.#handler.maxRunning?.(now) };
    const jobs = await catalog
      .write((tx) => claimJobs(tx, catalog.engine, request))
      .catch((error: unknown) => {
        this.#inDoubt = true; // the commit may have gone through and only its answer got lost
        throw error;
      });
    this.#trouble.over('the catalog can be written again');
    this.#likelyMore = jobs.length === limit && !solo;
    // Nothing there although the last claim got all it wanted: that was the end of the queue, not a queue on hold.
    if (jobs.length > 0 || !unasked) this.#hold(jobs.length === 0);
    for (const job of jobs) this.#start(job);
    return jobs.length;
  }

  #hold(held: boolean): void {
    const ms = held ? Math.min(HELD_MAX_MS, Math.max(HELD_MIN_MS, this.#held.ms * 2)) : 0;
    this.#held = { ms, until: performance.now() + ms };
    if (held) setTimeout(() => this.wake(), ms).unref();
  }

  async #recoverLeft(): Promise<void> {
    const { catalog, owner, clock, logger } = this.#deps;
    const failed = new Set(this.#failed);
    const freed = await recoverLeft(catalog, { owner, lane: this.#handler.lane, inHand: new Set(this.#running.values()), failed }, clock());
    this.#inDoubt = false;
    for (const id of failed) this.#failed.delete(id);
    if (freed > 0) logger.info({ lane: this.#handler.lane, jobs: freed }, 'the database is back; what could not be written meanwhile starts again');
  }

  #start(job: LeasedJob): void {
    if (job.solo) {
      this.#soloRunning = true;
      this.#soloSince = undefined;
    }
    const run: Promise<void> = this.#handler
      .run(job, this.#signal)
      .catch((error: unknown) => {
        // Not even how it ended could be written (database away, its disk full): it starts again once that is possible.
        if (isUncounted(toAppError(error))) {
          this.#trouble.failed(error, 'the end of a job could not be written', { lane: job.lane, job: job.id });
        } else {
          this.#deps.logger.error({ lane: job.lane, job: job.id, err: error }, 'the end of a job could not be written');
          this.#failed.add(job.id);
        }
        this.#inDoubt = true;
      })
      .finally(() => {
        this.#running.delete(run);
        if (job.solo) this.#soloRunning = false;
        this.#hold(false);
        this.wake();
      });
    this.#running.set(run, job.id);
  }
}
