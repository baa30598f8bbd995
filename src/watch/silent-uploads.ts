import type { OpenUpload } from '../catalog/session-state.ts';

/**
 * Which uploads have said nothing for a while. Counted from what was seen here, by a clock that cannot be set: the clock
 * of the machine may jump an hour ahead while somebody sends, and the row only has that one.
 */
export class SilentUploads {
  readonly #silentMs: number;
  #seen = new Map<string, { readonly updatedAt: number; readonly since: number }>();

  constructor(silentMs: number) {
    this.#silentMs = silentMs;
  }

  /** `uploads`: all that are open. `now`: milliseconds of the monotonic clock. */
  look(uploads: readonly OpenUpload[], now: number): string[] {
    const seen = new Map<string, { updatedAt: number; since: number }>();
    for (const { id, updated_at: updatedAt } of uploads) {
      const before = this.#seen.get(id);
      seen.set(id, before?.updatedAt === updatedAt ? before : { updatedAt, since: now });
    }
    this.#seen = seen;
    return [...seen].filter(([, { since }]) => now - since >= this.#silentMs).map(([id]) => id);
  }
}
