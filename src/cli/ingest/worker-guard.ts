import type { Catalog } from '../../catalog/catalog.ts';
import { liveProcesses } from '../../catalog/processes.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { OwnWorkers } from '../wiring.ts';

/** A running Magpie beats every 5 s; one that was stopped or killed is noticed after 15. */
const LOOK_MS = 5_000;

/**
 * Sees to it that somebody works on the catalog while a command waits: a Magpie that runs, else workers of our own. Goes
 * on looking, because the running one may be stopped meanwhile.
 */
export class WorkerGuard {
  readonly #catalog: Catalog;
  readonly #startWorkers: () => Promise<OwnWorkers>;
  readonly #clock: Clock;
  #own: OwnWorkers | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(catalog: Catalog, startWorkers: () => Promise<OwnWorkers>, clock: Clock) {
    this.#catalog = catalog;
    this.#startWorkers = startWorkers;
    this.#clock = clock;
  }

  /** True when the work is done by this command, false when it follows a running Magpie. */
  get isOwn(): boolean {
    return this.#own !== undefined;
  }

  async start(onFailure: (error: unknown) => void): Promise<void> {
    await this.#look();
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look()).catch(onFailure);
    }, LOOK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    const own = this.#own;
    this.#own = undefined;
    await own?.stop();
  }

  async #look(): Promise<void> {
    if (this.#own !== undefined) return;
    const live = await liveProcesses(this.#catalog, this.#clock());
    if (live.some(({ role }) => role === 'worker' || role === 'single')) return;
    try {
      this.#own = await this.#startWorkers();
    } catch (error) {
      // It holds the data folder but its workers are not up yet, or are just being replaced.
      if (!(error instanceof AppError && error.code === 'already-running')) throw error;
    }
  }
}
