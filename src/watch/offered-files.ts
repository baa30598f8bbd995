import { type FileStamp, sameStamp } from './file-stamp.ts';

interface Offered {
  readonly stamp: FileStamp;
  readonly at: number;
  seenBy: number;
}

/**
 * What was offered and still lies there, so that a scan does not offer it again every minute. Bounded: the one offered
 * longest ago is forgotten first and simply offered again, which the receiver has to bear anyway. So is every one after five
 * minutes: its disk may have been away just when it was to be read. `now` is monotonic milliseconds.
 */
export class OfferedFiles {
  readonly #limit: number;
  readonly #files = new Map<string, Offered>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  has(path: string, stamp: FileStamp, now: number): boolean {
    const file = this.#files.get(path);
    return file !== undefined && now - file.at < AGAIN_MS && sameStamp(file.stamp, stamp);
  }

  add(path: string, stamp: FileStamp, scan: number, now: number): void {
    this.#files.delete(path);
    if (this.#files.size >= this.#limit) {
      for (const oldest of this.#files.keys()) {
        this.#files.delete(oldest);
        break;
      }
    }
    this.#files.set(path, { stamp, at: now, seenBy: scan });
  }

  /** Scan number `scan` came across it. */
  see(path: string, scan: number): void {
    const file = this.#files.get(path);
    if (file !== undefined) file.seenBy = scan;
  }

  forget(path: string): void {
    this.#files.delete(path);
  }

  forgetAll(): void {
    this.#files.clear();
  }

  /** After a scan that missed nothing: what it and later offers did not see is gone. */
  forgetUnseen(scan: number): void {
    for (const [path, file] of this.#files) if (file.seenBy < scan) this.#files.delete(path);
  }
}

const AGAIN_MS = 5 * 60_000;
