import { readdir, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { forgetDeletedPool } from '../catalog/pool-writes.ts';
import { openUploads } from '../catalog/session-state.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import { continueCancels } from '../ingest/cancel-session.ts';
import { sealSession } from '../ingest/sessions.ts';
import { recoverExpired } from '../jobs/recovery.ts';
import { fillAllTexts } from './fill-texts.ts';
import { foldSessions } from './fold-sessions.ts';
import { SilentUploads } from './silent-uploads.ts';

const EVERY_MS = 5_000;
const SWEEP_EVERY_MS = 10 * 60_000;
/** An upload says that it lives every 3 to 10 s. */
const UPLOAD_SILENT_MS = 60_000;
/** Spent on cancels that their process did not get to the end of; 2,000 files take some 0.1 s. */
const CANCELS_MS = 2_000;
/** Spent at a time on the lists of old sessions; 1,000 files take some 20 ms. */
const FOLD_MS = 500;
/** As long as what lies in the trash, unless that was set otherwise. */
const DELETED_POOL_MS = 30 * 86_400_000;
/** Spent at a time on the texts of a library from before full text: 100,000 assets are read within some minutes. */
const TEXTS_MS = 1_000;
const TEMP_AGE_MS = 60 * 60_000;
/** Somebody may have made the folder to drop files into it; an empty one that is this old was left by a move. */
const EMPTY_FOLDER_AGE_MS = 5 * 60_000;

export interface HousekeepingOptions {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly inbox: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The list of files of a session at rest is kept so long; undefined or 0: for ever. */
  readonly keepFileListsMs?: number;
  /** Milliseconds of a clock that nobody sets; `performance.now` unless given. */
  readonly monotonic?: () => number;
}

/** What only one process need do now and then: free what dead machines held, close what dead uploads left, sweep. */
export class Housekeeping {
  readonly #catalog: Catalog;
  readonly #store: BlobStore;
  readonly #inbox: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #monotonic: () => number;
  readonly #keepFileListsMs: number;
  readonly #uploads = new SilentUploads(UPLOAD_SILENT_MS);
  #nextRun = 0;
  #nextSweep = 0;
  #textsRead = false;

  constructor(options: HousekeepingOptions) {
    this.#catalog = options.catalog;
    this.#store = options.store;
    this.#inbox = options.inbox;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#keepFileListsMs = options.keepFileListsMs ?? 0;
    this.#monotonic = options.monotonic ?? (() => performance.now());
  }

  /** Does what is due; cheap when nothing is. */
  async run(): Promise<void> {
    const now = this.#clock();
    if (isDue(this.#nextRun, EVERY_MS, now)) {
      this.#nextRun = now + EVERY_MS;
      await continueCancels(this.#catalog, now, CANCELS_MS);
      const freed = await recoverExpired(this.#catalog, now);
      if (freed > 0) this.#logger.warn({ jobs: freed }, 'leases ran out; their jobs were freed');
      for (const id of this.#uploads.look(await openUploads(this.#catalog.read), this.#monotonic())) await sealSession(this.#catalog, id, now);
    }
    if (!this.#textsRead) this.#textsRead = await fillAllTexts(this.#catalog, now, TEXTS_MS);
    if (this.#keepFileListsMs > 0) await foldSessions(this.#catalog, now - this.#keepFileListsMs, now, FOLD_MS);
    if (isDue(this.#nextSweep, SWEEP_EVERY_MS, now)) {
      this.#nextSweep = now + SWEEP_EVERY_MS;
      const temps = await this.#store.sweepTemps(TEMP_AGE_MS);
      if (temps > 0) this.#logger.info({ temps }, 'removed half-written files of processes that are gone');
      while (await this.#catalog.write((tx) => forgetDeletedPool(tx, now - DELETED_POOL_MS)));
      await this.#removeEmptyFolders(this.#inbox, now, 0);
    }
  }

  /** Folders that were dropped and taken in leave their empty shells behind; removes the old ones, deepest first. */
  async #removeEmptyFolders(folder: string, now: number, depth: number): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isDirectory() || entry.name.startsWith('.') || depth > 64) continue;
      const path = join(folder, entry.name);
      const age = now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now);
      await this.#removeEmptyFolders(path, now, depth + 1);
      // Not empty, or gone meanwhile: either is fine.
      if (age > EMPTY_FOLDER_AGE_MS) await rmdir(path).catch(() => {});
    }
  }
}

/** Also when it lies farther ahead than it was ever set: then the clock was set back. */
function isDue(next: number, everyMs: number, now: number): boolean {
  return now >= next || next > now + everyMs;
}
