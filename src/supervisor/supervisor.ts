import type { Config } from '../config/schema.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { Logger } from '../core/logger.ts';
import type { SettingsAccess } from '../domain/settings.ts';
import { Child, describeExit } from './child.ts';
import { type FromChild, KILL_MS, ROLES, type Role, SILENT_MS } from './child-protocol.ts';
import { type Prepared, prepare } from './prepare.ts';
import { ProcessKeeper } from './process-keeper.ts';
import { RestartBudget } from './restart-budget.ts';
import { replaceChildren } from './replace-children.ts';
import { answerSettings } from './answer-settings.ts';
import { type ScaledRole, type ScalingTuning, startScaling } from './scaling.ts';
import { SupervisorMetrics } from './supervisor-metrics.ts';

export type RoleCounts = Readonly<Record<Role, number>>;

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

/** How often silence is looked for and the state of health told. */
const LOOK_MS = 5_000;

/** Starts the processes of one Magpie and keeps them running. */
export function startSupervisor(options: SupervisorOptions): Supervisor {
  return new Supervisor(options);
}

export class Supervisor {
  /** Resolves with the settings in use when every process is ready; rejects, with all of them ended, when one cannot be. */
  readonly ready: Promise<Config>;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #tidy: () => Promise<void>;
  readonly #id = newId();
  readonly #startedAt: number;
  readonly #children = new Set<Child>();
  readonly #attending = new Set<Promise<void>>();
  readonly #budget = new RestartBudget();
  readonly #restartTimers = new Set<NodeJS.Timeout>();
  #preparing: Promise<Prepared> | undefined;
  #prepared: Prepared | undefined;
  #keeper: ProcessKeeper | undefined;
  #metrics: SupervisorMetrics | undefined;
  #config: Config;
  #roles: RoleCounts;
  /** Between these the load decides; `#roles` is what it has decided. */
  #least: RoleCounts;
  #most: RoleCounts;
  readonly #tuning: ScalingTuning | undefined;
  readonly #settings: SettingsAccess | undefined;
  #endScaling = (): void => {};
  #looks: NodeJS.Timeout | undefined;
  #lookedAt = performance.now();
  #degraded = '';
  #stopping: Promise<number> | undefined;
  #starting = true;
  #reloading: Promise<void> = Promise.resolve();

  constructor(options: SupervisorOptions) {
    this.#config = options.config;
    this.#roles = options.roles;
    this.#least = options.roles;
    this.#most = options.most ?? options.roles;
    this.#tuning = options.scaling;
    this.#settings = options.settings;
    this.#tidy = options.tidy;
    this.#logger = options.logger;
    this.#clock = options.clock ?? systemClock;
    this.#startedAt = this.#clock();
    this.ready = this.#start();
    this.ready.catch(() => {});
  }

  /** The processes under it, also those that are not ready yet. */
  get processes(): ReadonlyArray<{ readonly role: Role; readonly id: string; readonly pid: number }> {
    return [...this.#children].map((child) => ({ role: child.spec.role, id: child.spec.id, pid: child.pid }));
  }

  /** Ends everything within 10 s; asked a second time, at once. Resolves with the exit code. */
  stop(): Promise<number> {
    if (this.#stopping !== undefined) for (const child of this.#children) child.kill();
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /**
   * Replaces every process by one with new settings; the port stays open. Address, data folder and database stay. False:
   * nothing could start with them, everything runs as before.
   */
  reload(config: Config, roles: RoleCounts, most: RoleCounts = roles): Promise<boolean> {
    const done = this.#reloading
      .then(() => this.#reload(config, roles, most))
      .catch((error: unknown) => {
        this.#logger.error({ err: error }, 'settings not reloaded');
        return false;
      });
    this.#reloading = done.then(() => {});
    return done;
  }

  async #reload(config: Config, roles: RoleCounts, most: RoleCounts): Promise<boolean> {
    const before = { config: this.#config, least: this.#least, most: this.#most };
    const { host, port, dataDir } = before.config;
    this.#endScaling();
    this.#config = withoutCrash({ ...config, host, port, dataDir, databaseUrl: before.config.databaseUrl });
    this.#roles = roles;
    this.#least = roles;
    this.#most = most;
    const stopping = (): boolean => this.#stopping !== undefined;
    const replaced = await replaceChildren({ children: this.#children, roles, spawn: (role) => this.#spawn(role), logger: this.#logger, stopping });
    if (stopping()) return false;
    if (!replaced) {
      this.#config = before.config;
      this.#roles = before.least;
      this.#least = before.least;
      this.#most = before.most;
      for (const role of ROLES) this.#refill(role);
      // What the load had added and the round did not reach.
      for (const role of ['web', 'worker'] as const) this.#resize(role, before.least[role]);
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
      concurrency: this.#config.ingest.concurrency,
      catalog: this.#prepared.catalog,
      clock: this.#clock,
      logger: this.#logger,
      children: this.#children,
      resize: (role, count) => this.#resize(role, count),
      tuning: this.#tuning,
    });
  }

  #resize(role: ScaledRole, count: number): void {
    this.#reloading = this.#reloading.then(async () => {
      if (this.#stopping !== undefined) return;
      this.#roles = { ...this.#roles, [role]: count };
      const there = [...this.#children].filter((child) => child.spec.role === role && !child.retiring);
      for (let i = there.length; i < count; i += 1) this.#spawn(role);
      // The youngest first; the others go on meanwhile.
      await Promise.all(there.slice(count).map((child) => child.retire(KILL_MS)));
    });
  }

  /** As many of this role as there should be; a reload may have seen to it already. */
  #refill(role: Role): void {
    if (this.#stopping !== undefined) return;
    for (let i = [...this.#children].filter((child) => child.spec.role === role).length; i < this.#roles[role]; i += 1) {
      this.#metrics?.restarted(role);
      this.#spawn(role);
    }
  }

  async #start(): Promise<Config> {
    const { web, monitor } = this.#roles;
    try {
      // They load their modules while the data folder and the schema are looked after; then they are told to go.
      for (const role of ROLES) for (let i = 0; i < this.#roles[role]; i += 1) this.#spawn(role);
      this.#preparing = prepare(this.#config, web + monitor > 0, this.#logger);
      this.#prepared = await this.#preparing;
      if (this.#stopping !== undefined) throw new AppError('shutting-down');
      this.#config = this.#prepared.config;
      this.#metrics = new SupervisorMetrics(this.#prepared.catalog);
      this.#keeper = new ProcessKeeper({ catalog: this.#prepared.catalog, logger: this.#logger, clock: this.#clock, processes: () => this.#kept() });
      for (const child of this.#children) child.send({ type: 'go', config: this.#config });
      this.#config = withoutCrash(this.#config);
      void this.#keeper.start();
      void this.#tidy();
      await Promise.all([...this.#children].map((child) => child.ready));
      this.#starting = false;
      this.#looks = setInterval(() => this.#look(), LOOK_MS);
      this.#lookedAt = performance.now();
      this.#scale();
      return this.#config;
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
    return [own, ...[...this.#children].map((child) => ({ id: child.spec.id, role: child.spec.role, pid: child.pid, startedAt: child.startedAt }))];
  }

  #spawn(role: Role): Child {
    const spec = { role, id: newId(), supervisorPid: process.pid };
    const child: Child = new Child(spec, this.#clock(), (message) => this.#heard(child, message));
    this.#children.add(child);
    const attended: Promise<void> = this.#attend(child).finally(() => this.#attending.delete(attended));
    this.#attending.add(attended);
    // Born late (a restart): nothing to wait for.
    if (this.#prepared !== undefined) {
      child.send({ type: 'go', config: this.#config });
      this.#keeper?.keep();
    }
    return child;
  }

  #heard(child: Child, message: FromChild): void {
    child.lastHeardAt = performance.now();
    if (message.type === 'heartbeat') child.busy = message.busy;
    if (message.type === 'stats') this.#metrics?.stats.answered(message.request, message.metrics);
    if (message.type === 'merged-wanted') {
      const reply = this.#metrics?.merged(this.#children);
      void reply?.then(
        (text) => child.send({ type: 'merged', request: message.request, text }),
        (error: unknown) => this.#logger.warn({ err: error }, 'could not gather metrics'),
      );
    }
    if (message.type === 'settings-wanted')
      void answerSettings(this.#settings, message.order).then((answer) => child.send({ type: 'settings', request: message.request, ...answer }));
  }

  /** Waits for its end and replaces it, unless it was meant to end. */
  async #attend(child: Child): Promise<void> {
    const exit = await child.exited;
    this.#children.delete(child);
    const { role, id } = child.spec;
    const meant = child.retiring || child.onTrial || this.#stopping !== undefined;
    if (!meant) this.#logger.warn({ child: role, id, childPid: child.pid, exit: describeExit(exit) }, `a ${role} process died`);
    // Killed because it did not end in time: its jobs are no suspects, they go back when the next start finds it gone.
    const buried = meant && exit.code !== 0 ? undefined : this.#keeper?.buried({ id, role, pid: child.pid, startedAt: child.startedAt }, !meant);
    // At once, not after that: the database may be slow or away.
    if (!meant && (!this.#starting || child.isReady)) this.#restart(role);
    await buried;
    if (!meant) await this.#tidy();
  }

  #restart(role: Role): void {
    const wait = this.#budget.delayAfterDeath(role, performance.now());
    if (wait > 0) this.#logger.error({ child: role, waitSeconds: wait / 1000 }, `${role} processes keep dying; the next start is in ${wait / 1000} s`);
    this.#tellHealth();
    const timer = setTimeout(() => {
      this.#restartTimers.delete(timer);
      void this.#reloading.then(() => this.#refill(role));
    }, wait);
    this.#restartTimers.add(timer);
  }

  #look(): void {
    const now = performance.now();
    // We did not run ourselves (a sleeping laptop, a stopped container): nobody can have been heard.
    const slept = now - this.#lookedAt > 3 * LOOK_MS;
    this.#lookedAt = now;
    for (const child of this.#children) {
      if (slept) child.lastHeardAt = now;
      if (now - child.lastHeardAt < SILENT_MS) continue;
      this.#logger.error({ child: child.spec.role, childPid: child.pid }, 'it has not answered for a minute and is killed');
      child.kill();
    }
    this.#tellHealth();
  }

  #tellHealth(): void {
    const roles = this.#budget.degraded(performance.now());
    if (roles.join() === this.#degraded) return;
    this.#degraded = roles.join();
    for (const child of this.#children) child.send({ type: 'degraded', roles });
  }

  async #stop(): Promise<number> {
    clearInterval(this.#looks);
    this.#endScaling();
    for (const timer of this.#restartTimers) clearTimeout(timer);
    const children = [...this.#children];
    const clean = await Promise.all(children.map((child) => child.retire(KILL_MS)));
    children.forEach((child, i) => {
      if (clean[i] === false) this.#logger.warn({ child: child.spec.role, childPid: child.pid }, 'did not end in time and was killed');
    });
    await Promise.all(this.#attending);
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
