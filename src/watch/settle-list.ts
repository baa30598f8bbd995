import { type FileStamp, sameStamp } from './file-stamp.ts';

interface Entry {
  stamp: FileStamp | undefined;
  /** When this stamp was first seen. */
  since: number;
  checkAt: number;
  readonly scanned: boolean;
}

/**
 * The files that were noticed and are not offered yet, and the rule for when they are quiet. Holds no clock and touches
 * no file: `now` is monotonic milliseconds, `wallNow` milliseconds since 1970.
 */
export class SettleList {
  readonly #settleMs: number;
  readonly #limit: number;
  readonly #entries = new Map<string, Entry>();

  constructor(settleMs: number, limit: number) {
    this.#settleMs = settleMs;
    this.#limit = limit;
  }

  get size(): number {
    return this.#entries.size;
  }

  /**
   * Something may have happened to a path: look at it next. `scanned` when a scan came across it. False when the list
   * is full and the path was not taken.
   */
  notice(path: string, now: number, scanned: boolean): boolean {
    const entry = this.#entries.get(path);
    if (entry !== undefined) entry.checkAt = Math.min(entry.checkAt, now);
    else if (this.#entries.size >= this.#limit) return false;
    else this.#entries.set(path, { stamp: undefined, since: now, checkAt: now, scanned });
    return true;
  }

  /** Up to `limit` paths to look at now. */
  due(now: number, limit: number): string[] {
    const paths: string[] = [];
    for (const [path, entry] of this.#entries) {
      if (paths.length >= limit) break;
      if (entry.checkAt <= now) paths.push(path);
    }
    return paths;
  }

  /** When the next look is due; undefined when nothing waits. */
  nextAt(): number | undefined {
    let next: number | undefined;
    for (const { checkAt } of this.#entries.values()) if (next === undefined || checkAt < next) next = checkAt;
    return next;
  }

  /**
   * Takes in what a look found. Quiet is a file whose stamp did not change for settleMs; one that a scan came across and
   * whose mtime is older than that by 2 s (a coarse clock of a network mount) is quiet at once. An mtime in the future
   * says nothing and is no hindrance.
   */
  judge(path: string, stamp: FileStamp, now: number, wallNow: number): 'quiet' | 'wait' {
    const entry = this.#entries.get(path);
    if (entry === undefined) return 'wait';
    if (entry.stamp === undefined || !sameStamp(entry.stamp, stamp)) {
      const longAgo = entry.scanned && entry.stamp === undefined && wallNow - stamp.mtimeMs > this.#settleMs + 2_000;
      entry.since = longAgo ? now - this.#settleMs : now;
      entry.stamp = stamp;
    }
    if (now - entry.since >= this.#settleMs) return 'quiet';
    entry.checkAt = entry.since + this.#settleMs;
    return 'wait';
  }

  /** Milliseconds since the file was seen to change. */
  quietFor(path: string, now: number): number {
    return now - (this.#entries.get(path)?.since ?? now);
  }

  postpone(path: string, until: number): void {
    const entry = this.#entries.get(path);
    if (entry !== undefined) entry.checkAt = until;
  }

  remove(path: string): void {
    this.#entries.delete(path);
  }
}
