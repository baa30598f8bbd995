import type { Config } from '../config/schema.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { Logger } from '../core/logger.ts';
import type { SettingsAccess } from '../domain/settings.ts';
import { ROLES, type Role } from './child-protocol.ts';
import { Children, type RoleCounts } from './children.ts';
import { type Prepared, prepare } from './prepare.ts';
import { ProcessKeeper } from './process-keeper.ts';
import { replaceChildren } from './replace-children.ts';
import { type ScalingTuning, startScaling } from './scaling.ts';
import { SupervisorMetrics } from './supervisor-metrics.ts';

export interface SupervisorOptions {
  readonly config: Config;
  /** Processes per role. Without web and monitor it only works: no port, no lock on the data folder. */
  readonly roles: RoleCounts;
  /** How many there may be under load; no more than `roles` when left out. */
  readonly most?: RoleCounts;
  readonly logger: Logger;
  /** Removes what dead processes left half written; called at the start and after each death. Never throws. */
  readonly tidy: () => Promise<void>;
  readonly clock?: Clock;
  readonly scaling?: ScalingTuning;
  /** For web processes that are asked for the settings. */
  readonly settings?: SettingsAccess;
}

/** Starts the processes of one Magpie and keeps them running. */
export function startSupervisor(options: SupervisorOptions): Supervisor {
  return new Supervisor(options);
}

/** The start, the reload and the end of all processes; in between Children keeps them. */
export class Supervisor {
  /** Resolves with the settings in use when every process is ready; rejects, with all of them ended, when one cannot be. */
  readonly ready: Promise<Config>;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #tidy: () => Promise<void>;
  readonly #id = newId();
  readonly #startedAt: number;
  readonly #children: Children;
  #preparing: Promise<Prepared> | undefined;
  #prepared: Prepared | undefined;
  #keeper: ProcessKeeper | undefined;
  /** Between these the load decides; the roles of the children are what it has decided. */
  #least: RoleCounts;
  #most: RoleCounts;
  readonly #tuning: ScalingTuning | undefined;
  #endScaling = (): void => {};
  #stopping: Promise<number> | undefined;

  constructor(options: SupervisorOptions) {
    this.#least = options.roles;
    this.#most = options.most ?? options.roles;
    this.#tuning = options.scaling;
    this.#tidy = options.tidy;
    this.#logger = options.logger;
    this.#clock = options.clock ?? systemClock;
    this.#startedAt = this.#clock();
    const { config, roles, logger, tidy, settings } = options;
    this.#children = new Children({ config, roles, logger, clock: this.#clock, tidy, settings });
    this.ready = this.#start();
    this.ready.catch(() => {});
  }

  /** The processes under it, also those that are not ready yet. */
  get processes(): ReadonlyArray<{ readonly role: Role; readonly id: string; readonly pid: number }> {
    return [...this.#children.all].map((child) => ({ role: child.spec.role, id: child.spec.id, pid: child.pid }));
  }

  /** Ends everything within 10 s; asked a second time, at once. Resolves with the exit code. */
  stop(): Promise<number> {
    if (this.#stopping !== undefined) this.#children.kill();
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /**
   * Replaces every process by one with new settings; the port stays open. Address, data folder and database stay. False:
   * nothing could start with them, everything runs as before.
   */
  reload(config: Config, roles: RoleCounts, most: RoleCounts = roles): Promise<boolean> {
    return this.#children
      .inTurn(() => this.#reload(config, roles, most))
      .catch((error: unknown) => {
        this.#logger.error({ err: error }, 'settings not reloaded');
        return false;
      });
  }

  async #reload(config: Config, roles: RoleCounts, most: RoleCounts): Promise<boolean> {
    const children = this.#children;
    const before = { config: children.config, least: this.#least, most: this.#most };
    const { host, port, dataDir, databaseUrl } = before.config;
    this.#endScaling();
    children.config = withoutCrash({ ...config, host, port, dataDir, databaseUrl });
    children.roles = roles;
    this.#least = roles;
    this.#most = most;
    const stopping = (): boolean => this.#stopping !== undefined;
    const replaced = await replaceChildren({ children: children.all, roles, spawn: (role) => children.spawn(role), logger: this.#logger, stopping });
    if (stopping()) return false;
    if (!replaced) {
      children.config = before.config;
      children.roles = before.least;
      this.#least = before.least;
      this.#most = before.most;
      for (const role of ROLES) children.refill(role);
      // What the load had added and the round did not reach.
      for (const role of ['web', 'worker'] as const) children.resize(role, before.least[role]);
    }
    this.#scale();
    return replaced;
  }

  /** Lets the load decide between the numbers in force and the most there may be. */
  #scale(): void {
    this.#endScaling();
    if (this.#prepared === undefined || this.#stopping !== undefined) return;
    this.#endScaling = startScaling({
      least: this.#least,
      most: this.#most,
      concurrency: this.#children.config.ingest.concurrency,
      catalog: this.#prepared.catalog,
      clock: this.#clock,
      logger: this.#logger,
      children: this.#children.all,
      resize: (role, count) => this.#children.resize(role, count),
      tuning: this.#tuning,
    });
  }

  async #start(): Promise<Config> {
    const children = this.#children;
    const { web, monitor } = children.roles;
    try {
      // They load their modules while the data folder and the schema are looked after; then they are told to go.
      for (const role of ROLES) for (let i = 0; i < children.roles[role]; i += 1) children.spawn(role);
      this.#preparing = prepare(children.config, web + monitor > 0, this.#logger);
      this.#prepared = await this.#preparing;
      if (this.#stopping !== undefined) throw new AppError('shutting-down');
      const { catalog, config } = this.#prepared;
      this.#keeper = new ProcessKeeper({ catalog, logger: this.#logger, clock: this.#clock, processes: () => this.#kept() });
      children.begin(config, this.#keeper, new SupervisorMetrics(catalog));
      children.config = withoutCrash(config);
      void this.#keeper.start();
      void this.#tidy();
      await Promise.all([...children.all].map((child) => child.ready));
      children.started();
      this.#scale();
      return children.config;
    } catch (error) {
      // Asked to stop meanwhile: then the children ended because of that.
      const reason = this.#stopping === undefined ? error : new AppError('shutting-down', { cause: error });
      this.#stopping ??= this.#stop();
      await this.#stopping;
      throw reason;
    }
  }

  #kept() {
    const own = { id: this.#id, role: 'supervisor', pid: process.pid, startedAt: this.#startedAt };
    return [own, ...[...this.#children.all].map((child) => ({ id: child.spec.id, role: child.spec.role, pid: child.pid, startedAt: child.startedAt }))];
  }

  async #stop(): Promise<number> {
    this.#endScaling();
    await this.#children.stop();
    // A stop during the start: what it opened is closed too.
    this.#prepared ??= await this.#preparing?.catch(() => undefined);
    await this.#keeper?.stop();
    await this.#keeper?.buried(this.#kept()[0]!, false);
    await this.#prepared?.release();
    return 0;
  }
}

/** A crash point kills the processes of the first start only: those in their place have to go on from there. */
function withoutCrash(config: Config): Config {
  return { ...config, crashAt: undefined };
}
