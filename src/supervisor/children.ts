import type { Config } from '../config/schema.ts';
import type { Clock } from '../core/clock.ts';
import { newId } from '../core/ids.ts';
import type { Logger } from '../core/logger.ts';
import type { SettingsAccess } from '../domain/settings.ts';
import { answerSettings } from './answer-settings.ts';
import { Child, describeExit } from './child.ts';
import { type FromChild, KILL_MS, type Role, SILENT_MS } from './child-protocol.ts';
import type { ProcessKeeper } from './process-keeper.ts';
import { RestartBudget } from './restart-budget.ts';
import type { ScaledRole } from './scaling.ts';
import type { SupervisorMetrics } from './supervisor-metrics.ts';

export type RoleCounts = Readonly<Record<Role, number>>;

export interface ChildrenOptions {
  readonly config: Config;
  readonly roles: RoleCounts;
  readonly logger: Logger;
  readonly clock: Clock;
  /** See SupervisorOptions. */
  readonly tidy: () => Promise<void>;
  readonly settings: SettingsAccess | undefined;
}

/** How often silence is looked for and the state of health told. */
const LOOK_MS = 5_000;

/** The processes of one supervisor: as many of each role as there should be, the dead replaced, the silent killed. */
export class Children {
  /** What those that are born from now on run with. */
  config: Config;
  /** How many there should be. */
  roles: RoleCounts;
  readonly #options: ChildrenOptions;
  readonly #all = new Set<Child>();
  readonly #attending = new Set<Promise<void>>();
  readonly #budget = new RestartBudget();
  readonly #restartTimers = new Set<NodeJS.Timeout>();
  #keeper: ProcessKeeper | undefined;
  #metrics: SupervisorMetrics | undefined;
  #looks: NodeJS.Timeout | undefined;
  #lookedAt = 0;
  #degraded = '';
  #starting = true;
  #stopping = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ChildrenOptions) {
    this.#options = options;
    this.config = options.config;
    this.roles = options.roles;
  }

  get all(): ReadonlySet<Child> {
    return this.#all;
  }

  /** What changes their number comes one after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  spawn(role: Role): Child {
    const spec = { role, id: newId(), supervisorPid: process.pid };
    const child: Child = new Child(spec, this.#options.clock(), (message) => this.#heard(child, message));
    this.#all.add(child);
    const attended: Promise<void> = this.#attend(child).finally(() => this.#attending.delete(attended));
    this.#attending.add(attended);
    // Born late (a restart): nothing to wait for.
    if (this.#keeper !== undefined) {
      child.send({ type: 'go', config: this.config });
      this.#keeper.keep();
    }
    return child;
  }

  /** The data folder and the schema are ready: those that have loaded meanwhile may begin. */
  begin(config: Config, keeper: ProcessKeeper, metrics: SupervisorMetrics): void {
    this.#keeper = keeper;
    this.#metrics = metrics;
    for (const child of this.#all) child.send({ type: 'go', config });
  }

  /** All are ready: from now on a death is one, and silence is looked for. */
  started(): void {
    this.#starting = false;
    this.#lookedAt = performance.now();
    this.#looks = setInterval(() => this.#look(), LOOK_MS);
  }

  resize(role: ScaledRole, count: number): void {
    void this.inTurn(async () => {
      if (this.#stopping) return;
      this.roles = { ...this.roles, [role]: count };
      const there = [...this.#all].filter((child) => child.spec.role === role && !child.retiring);
      for (let i = there.length; i < count; i += 1) this.spawn(role);
      // The youngest first; the others go on meanwhile.
      await Promise.all(there.slice(count).map((child) => child.retire(KILL_MS)));
    });
  }

  /** As many of this role as there should be; a reload may have seen to it already. */
  refill(role: Role): void {
    if (this.#stopping) return;
    for (let i = [...this.#all].filter((child) => child.spec.role === role).length; i < this.roles[role]; i += 1) {
      this.#metrics?.restarted(role);
      this.spawn(role);
    }
  }

  /** Ends them all, and replaces none any more. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#looks);
    for (const timer of this.#restartTimers) clearTimeout(timer);
    const children = [...this.#all];
    const clean = await Promise.all(children.map((child) => child.retire(KILL_MS)));
    children.forEach((child, i) => {
      if (clean[i] === false) this.#options.logger.warn({ child: child.spec.role, childPid: child.pid }, 'did not end in time and was killed');
    });
    await Promise.all(this.#attending);
  }

  kill(): void {
    for (const child of this.#all) child.kill();
  }

  #heard(child: Child, message: FromChild): void {
    const { settings, logger } = this.#options;
    child.lastHeardAt = performance.now();
    if (message.type === 'heartbeat') child.busy = message.busy;
    if (message.type === 'stats') this.#metrics?.stats.answered(message.request, message.metrics);
    if (message.type === 'merged-wanted') {
      const reply = this.#metrics?.merged(this.#all);
      void reply?.then(
        (text) => child.send({ type: 'merged', request: message.request, text }),
        (error: unknown) => logger.warn({ err: error }, 'could not gather metrics'),
      );
    }
    if (message.type === 'settings-wanted')
      void answerSettings(settings, message.order).then((answer) => child.send({ type: 'settings', request: message.request, ...answer }));
  }

  /** Waits for its end and replaces it, unless it was meant to end. */
  async #attend(child: Child): Promise<void> {
    const exit = await child.exited;
    this.#all.delete(child);
    const { role, id } = child.spec;
    const meant = child.retiring || child.onTrial || this.#stopping;
    if (!meant) this.#options.logger.warn({ child: role, id, childPid: child.pid, exit: describeExit(exit) }, `a ${role} process died`);
    // Killed because it did not end in time: its jobs are no suspects, they go back when the next start finds it gone.
    const buried = meant && exit.code !== 0 ? undefined : this.#keeper?.buried({ id, role, pid: child.pid, startedAt: child.startedAt }, !meant);
    // At once, not after that: the database may be slow or away.
    if (!meant && (!this.#starting || child.isReady)) this.#restart(role);
    await buried;
    if (!meant) await this.#options.tidy();
  }

  #restart(role: Role): void {
    const wait = this.#budget.delayAfterDeath(role, performance.now());
    if (wait > 0) this.#options.logger.error({ child: role, waitSeconds: wait / 1000 }, `${role} processes keep dying; the next start is in ${wait / 1000} s`);
    this.#tellHealth();
    const timer = setTimeout(() => {
      this.#restartTimers.delete(timer);
      void this.inTurn(async () => this.refill(role));
    }, wait);
    this.#restartTimers.add(timer);
  }

  #look(): void {
    const now = performance.now();
    // We did not run ourselves (a sleeping laptop, a stopped container): nobody can have been heard.
    const slept = now - this.#lookedAt > 3 * LOOK_MS;
    this.#lookedAt = now;
    for (const child of this.#all) {
      if (slept) child.lastHeardAt = now;
      if (now - child.lastHeardAt < SILENT_MS) continue;
      this.#options.logger.error({ child: child.spec.role, childPid: child.pid }, 'it has not answered for a minute and is killed');
      child.kill();
    }
    this.#tellHealth();
  }

  #tellHealth(): void {
    const roles = this.#budget.degraded(performance.now());
    if (roles.join() === this.#degraded) return;
    this.#degraded = roles.join();
    for (const child of this.#all) child.send({ type: 'degraded', roles });
  }
}
