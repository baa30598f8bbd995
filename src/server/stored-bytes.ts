import { setImmediate as turn } from 'node:timers/promises';
import type { Catalog } from '../catalog/catalog.ts';
import { latestLocationId, storedBytesBetween } from '../catalog/system-queries.ts';
import type { Clock } from '../core/clock.ts';

/** Rows summed between two turns of the event loop. */
const BATCH = 50_000;
/** Summed anew now and then, because assets may have been removed. */
const ANEW_MS = 10 * 60_000;

/** Bytes of all stored originals. The first time reads every location; after that only those that are new. */
export class StoredBytes {
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  #sum = 0;
  #upTo = 0;
  #since: number;
  #running: Promise<number> | undefined;

  constructor(catalog: Catalog, clock: Clock) {
    this.#catalog = catalog;
    this.#clock = clock;
    this.#since = clock();
  }

  total(): Promise<number> {
    this.#running ??= this.#sumUp().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #sumUp(): Promise<number> {
    if (this.#clock() - this.#since > ANEW_MS) {
      this.#sum = 0;
      this.#upTo = 0;
      this.#since = this.#clock();
    }
    const latest = await latestLocationId(this.#catalog);
    while (this.#upTo < latest) {
      const next = Math.min(latest, this.#upTo + BATCH);
      this.#sum += await storedBytesBetween(this.#catalog, this.#upTo, next);
      this.#upTo = next;
      await turn();
    }
    return this.#sum;
  }
}
