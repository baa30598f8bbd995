import type { Role } from './child-protocol.ts';

const WINDOW_MS = 60_000;
const QUICK_RESTARTS = 5;
const BACK_OFF_MS = 30_000;

/**
 * How long to wait before a dead child is started again. Five deaths of a role within a minute are mended at once; from
 * then on it waits 30 s each time and counts as degraded, until a minute has passed without a death.
 */
export class RestartBudget {
  readonly #deaths = new Map<Role, number[]>();

  /** Records a death at `now` (ms) and gives the wait before the restart, in ms. */
  delayAfterDeath(role: Role, now: number): number {
    const recent = [...this.#recent(role, now), now];
    this.#deaths.set(role, recent);
    return recent.length > QUICK_RESTARTS ? BACK_OFF_MS : 0;
  }

  degraded(now: number): Role[] {
    return [...this.#deaths.keys()].filter((role) => this.#recent(role, now).length > QUICK_RESTARTS);
  }

  #recent(role: Role, now: number): number[] {
    return (this.#deaths.get(role) ?? []).filter((at) => now - at < WINDOW_MS).slice(-QUICK_RESTARTS - 1);
  }
}
