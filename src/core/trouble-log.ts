import { toAppError } from './errors.ts';
import type { Logger } from './logger.ts';

const AGAIN_MS = 10 * 60_000;

/** A trouble that lasts is said once, again every ten minutes, and once when it is over; what lies between only at debug. */
export class TroubleLog {
  readonly #logger: Logger;
  #now: { code: string; since: number; saidAt: number; times: number } | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  failed(thrown: unknown, message: string, fields: object = {}): void {
    const { code, message: reason } = toAppError(thrown);
    const at = performance.now();
    if (this.#now?.code !== code) this.#now = { code, since: at, saidAt: -Infinity, times: 0 };
    this.#now.times += 1;
    const said = at - this.#now.saidAt < AGAIN_MS;
    if (said) return this.#logger.debug({ ...fields, code }, `${message}: ${reason}`);
    this.#now.saidAt = at;
    const again = this.#now.times > 1 ? { times: this.#now.times, seconds: Math.round((at - this.#now.since) / 1000) } : {};
    // A bug has no words of its own: then the stack is needed.
    this.#logger.warn({ ...fields, code, ...again, ...(code === 'internal' ? { err: thrown } : {}) }, `${message}: ${reason}`);
  }

  /** It works; says `message` when it did not before. */
  over(message: string): void {
    if (this.#now === undefined) return;
    const { code, times, since } = this.#now;
    this.#now = undefined;
    this.#logger.info({ code, times, seconds: Math.round((performance.now() - since) / 1000) }, message);
  }
}
