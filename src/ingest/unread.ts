import type { WriteTx } from '../catalog/catalog.ts';
import { addTroubles, clearTroubles, type TroubleRow } from '../catalog/trouble-queries.ts';
import type { Clock } from '../core/clock.ts';
import type { AppError } from '../core/errors.ts';

/** Kept with their path and reason; beyond they are only counted. */
const MAX_KEPT = 1_000;

/** What a walk could not read, on its way into the session. */
export class Unread {
  readonly #sessionId: string;
  readonly #clock: Clock;
  #fresh: Array<Omit<TroubleRow, 'session_id'>> = [];
  #kept = 0;
  #total = 0;
  #saved = 0;

  constructor(sessionId: string, clock: Clock) {
    this.#sessionId = sessionId;
    this.#clock = clock;
  }

  get total(): number {
    return this.#total;
  }

  add(path: string, { code, detail }: AppError): void {
    this.#total += 1;
    if (this.#kept >= MAX_KEPT) return;
    this.#kept += 1;
    this.#fresh.push({ path, code, detail: detail?.slice(0, 1000) ?? null, at: this.#clock() });
  }

  /** The walk begins, perhaps once more. */
  async begin(tx: WriteTx): Promise<void> {
    await clearTroubles(tx, this.#sessionId);
  }

  /** Writes what came since the last time; nothing when nothing did. */
  async save(write: (work: (tx: WriteTx) => Promise<void>) => Promise<void>): Promise<void> {
    if (this.#total === this.#saved) return;
    const [fresh, total] = [this.#fresh, this.#total];
    this.#fresh = [];
    await write((tx) => addTroubles(tx, this.#sessionId, fresh, total));
    this.#saved = total;
  }
}
