import { basename } from 'node:path';
import type { Clock } from '../core/clock.ts';
import { toAppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { forEachLimit } from '../core/pool.ts';
import { ignoredName } from '../ingest/ignored-name.ts';
import { type FileStamp, stampOf } from './file-stamp.ts';
import type { FoundFile } from './found-file.ts';
import { OfferedFiles } from './offered-files.ts';
import { openForWriting } from './open-writers.ts';
import { SettleList } from './settle-list.ts';

export interface SettlerOptions {
  readonly settleMs: number;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly wallClock: Clock;
  offer(files: readonly FoundFile[]): Promise<void>;
  /** A hinted path turned out to be a folder. */
  onFolder(path: string): void;
  /** Left out by rules: not offered. */
  ignores(path: string): Promise<boolean>;
  /** Of files a scan came across: those the receiver knows as they are, which need neither settle nor be offered. */
  known?(files: readonly FoundFile[]): Promise<ReadonlySet<string>>;
}

/** Takes noticed paths to the offer: looks at them until they are quiet, asks who holds them open, offers in batches. */
export class Settler {
  readonly #options: SettlerOptions;
  readonly #waiting: SettleList;
  readonly #offered = new OfferedFiles(MAX_OFFERED);
  #backoffMs = 0;

  constructor(options: SettlerOptions) {
    this.#options = options;
    this.#waiting = new SettleList(options.settleMs, MAX_WAITING);
  }

  get size(): number {
    return this.#waiting.size;
  }

  nextAt(): number | undefined {
    return this.#waiting.nextAt();
  }

  /** Something may have happened to this path. False when too many wait already. */
  notice(path: string): boolean {
    return this.#waiting.notice(path, performance.now(), false);
  }

  gone(path: string): void {
    this.#offered.forget(path);
  }

  /** The disk is away: whatever lies there when it is back is new to us. */
  forgetOffered(): void {
    this.#offered.forgetAll();
  }

  /** What scan number `scan` came across. False when not all could be taken. */
  async takeScanned(paths: readonly string[], scan: number): Promise<boolean> {
    let all = true;
    const there: Quiet[] = [];
    await forEachLimit(paths, LOOKS_AT_ONCE, async (path) => {
      const stamp = await stampOf(path);
      if (typeof stamp !== 'string') there.push({ path, stamp });
    });
    const known = await this.#options.known?.(there.map(toFound));
    for (const { path, stamp } of there) {
      if (this.#offered.has(path, stamp, performance.now())) this.#offered.see(path, scan);
      else if (known?.has(path) !== true && !this.#waiting.notice(path, performance.now(), true)) all = false;
    }
    return all;
  }

  /** Scan number `scan` has read the whole tree. */
  endScan(scan: number): void {
    this.#offered.forgetUnseen(scan);
  }

  /** Looks at every file that is due and offers the quiet ones. `scan` is the number of the scan under way or to come. */
  async settle(scan: number): Promise<void> {
    for (;;) {
      const paths = this.#waiting.due(performance.now(), LOOKS_A_ROUND);
      if (paths.length === 0 || this.#options.signal.aborted) return;
      const free = await this.#withoutHeld(await this.#lookAt(paths));
      // Looked at once more: the writer may have written its last bytes between the look and the sweep.
      const quiet = await this.#lookAt(free);
      for (let start = 0; start < quiet.length && !this.#options.signal.aborted; start += OFFER_BATCH) {
        await this.#offer(quiet.slice(start, start + OFFER_BATCH), scan);
      }
    }
  }

  async #lookAt(paths: readonly string[]): Promise<Quiet[]> {
    const quiet: Quiet[] = [];
    await forEachLimit(paths, LOOKS_AT_ONCE, async (path) => {
      const stamp = await stampOf(path);
      if (stamp === 'folder') this.#options.onFolder(path);
      if (typeof stamp === 'string' || ignoredName(basename(path)) || this.#offered.has(path, stamp, performance.now())) this.#waiting.remove(path);
      else if (this.#waiting.judge(path, stamp, performance.now(), this.#options.wallClock()) === 'wait') return;
      else if (await this.#options.ignores(path)) this.#waiting.remove(path);
      else quiet.push({ path, stamp });
    });
    return quiet;
  }

  /** Quiet does not mean complete: a stalled download still holds its file open. */
  async #withoutHeld(quiet: readonly Quiet[]): Promise<string[]> {
    const held = await openForWriting(quiet.map(({ path, stamp }) => ({ path, ...stamp })));
    const now = performance.now();
    return quiet
      .map(({ path }) => path)
      .filter((path) => {
        const quietMs = this.#waiting.quietFor(path, now);
        if (!held.has(path) || quietMs >= HELD_TOO_LONG_MS) return true;
        this.#waiting.postpone(path, now + Math.min(Math.max(quietMs / 8, 200), 2_000));
        return false;
      });
  }

  async #offer(batch: readonly Quiet[], scan: number): Promise<void> {
    try {
      await this.#options.offer(batch.map(toFound));
      this.#backoffMs = 0;
      for (const { path, stamp } of batch) {
        this.#offered.add(path, stamp, scan, performance.now());
        this.#waiting.remove(path);
      }
    } catch (error) {
      this.#backoffMs = Math.min(Math.max(this.#backoffMs * 2, 1_000), 30_000);
      for (const { path } of batch) this.#waiting.postpone(path, performance.now() + this.#backoffMs);
      const fields = { code: toAppError(error).code, err: error, files: batch.length, retryMs: this.#backoffMs };
      this.#options.logger.warn(fields, 'Offering files failed; trying again');
    }
  }
}

interface Quiet {
  readonly path: string;
  readonly stamp: FileStamp;
}

function toFound({ path, stamp }: Quiet): FoundFile {
  return { path, name: basename(path), size: stamp.size, mtimeMs: stamp.mtimeMs, ctimeMs: stamp.ctimeMs };
}

const OFFER_BATCH = 500;
const LOOKS_AT_ONCE = 16;
const LOOKS_A_ROUND = 2_000;
/** A descriptor that nothing was written through for ten minutes is a leak, not a writer. */
const HELD_TOO_LONG_MS = 600_000;
/** About 200 bytes each; what does not fit is found by the next scan. */
const MAX_WAITING = 50_000;
const MAX_OFFERED = 100_000;
