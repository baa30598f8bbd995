/** What the load asks of the number of processes. */
export type Pressure = 'more' | 'less' | 'enough';

export interface ScalerPace {
  /** The load must ask for more this long without a break before one is added. */
  readonly upMs: number;
  /** And for less this long before one is taken away: a start costs more than idling. */
  readonly downMs: number;
}

export const DEFAULT_PACE: ScalerPace = { upMs: 6_000, downMs: 60_000 };

/** How many processes a role should have, one step at a time between a least and a most number. */
export class RoleScaler {
  readonly #least: number;
  readonly #most: number;
  readonly #pace: ScalerPace;
  #asked: Pressure = 'enough';
  #since = 0;
  #count: number;

  constructor(least: number, most: number, pace: ScalerPace = DEFAULT_PACE) {
    this.#least = least;
    this.#most = most;
    this.#pace = pace;
    this.#count = least;
  }

  get count(): number {
    return this.#count;
  }

  /** Takes a look at the load at `now` (ms, monotonic); true when the count has changed. */
  look(pressure: Pressure, now: number): boolean {
    if (pressure !== this.#asked) {
      this.#asked = pressure;
      this.#since = now;
    }
    const asks = now - this.#since;
    const step = pressure === 'more' && asks >= this.#pace.upMs ? 1 : pressure === 'less' && asks >= this.#pace.downMs ? -1 : 0;
    const next = Math.min(this.#most, Math.max(this.#least, this.#count + step));
    if (next === this.#count) return false;
    this.#count = next;
    this.#since = now;
    return true;
  }
}
