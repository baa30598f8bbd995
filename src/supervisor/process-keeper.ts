import { hostname } from 'node:os';
import type { Catalog } from '../catalog/catalog.ts';
import { releaseLease } from '../catalog/leases.ts';
import { beat, forgetProcess, type ProcessIdentity } from '../catalog/processes.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import { TroubleLog } from '../core/trouble-log.ts';
import { LEASE_RENEW_MS } from '../jobs/lease.ts';
import { recoverExpired, releaseDead, renewLeases } from '../jobs/recovery.ts';

/** The lease of the one process that watches the inbox. */
const MONITOR_LEASE = 'monitor';

export interface KeptProcess {
  readonly id: string;
  readonly role: string;
  readonly pid: number;
  readonly startedAt: number;
}

/** Speaks for processes in the catalog: their rows, their leases and, when one dies, its jobs. */
export class ProcessKeeper {
  readonly #catalog: Catalog;
  readonly #logger: Logger;
  readonly #trouble: TroubleLog;
  readonly #clock: Clock;
  readonly #processes: () => readonly KeptProcess[];
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> | undefined;

  constructor(deps: { readonly catalog: Catalog; readonly logger: Logger; readonly clock: Clock; readonly processes: () => readonly KeptProcess[] }) {
    this.#catalog = deps.catalog;
    this.#logger = deps.logger;
    this.#trouble = new TroubleLog(deps.logger);
    this.#clock = deps.clock;
    this.#processes = deps.processes;
  }

  /** Resolves when the rows are there. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => this.keep(), LEASE_RENEW_MS);
    this.keep();
    await this.#turn;
  }

  /** One turn: every row and lease prolonged, leases that ran out freed. While one is under way no other starts. */
  keep(): void {
    this.#turn ??= this.#keep()
      // The database is away: leases last six turns, so a short outage costs nothing.
      .then(
        () => this.#trouble.over('leases are renewed again'),
        (error: unknown) => this.#trouble.failed(error, 'could not renew leases'),
      )
      .finally(() => {
        this.#turn = undefined;
      });
  }

  /** It is gone. `died` frees its jobs to run alone; else it had finished them. */
  async buried(one: KeptProcess, died: boolean): Promise<void> {
    try {
      if (died) {
        const jobs = await releaseDead(this.#catalog, one.id, this.#clock());
        if (jobs > 0) this.#logger.warn({ child: one.role, jobs }, 'its files in hand are tried again, each alone');
      }
      if (one.role === 'monitor') await releaseLease(this.#catalog, MONITOR_LEASE, one.id);
      await forgetProcess(this.#catalog, one.id);
    } catch (error) {
      this.#logger.warn({ err: error, child: one.role }, 'could not release what it held; its leases run out by themselves');
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#turn;
  }

  async #keep(): Promise<void> {
    const now = this.#clock();
    const processes = this.#processes();
    const host = hostname();
    const identity = (one: KeptProcess): ProcessIdentity => ({ id: one.id, role: one.role, host, pid: one.pid, startedAt: one.startedAt });
    // Together: on SQLite they share one commit.
    await Promise.all([
      ...processes.map((one) => beat(this.#catalog, identity(one), now)),
      renewLeases(
        this.#catalog,
        processes.map((one) => one.id),
        now,
      ),
    ]);
    await recoverExpired(this.#catalog, now);
  }
}
