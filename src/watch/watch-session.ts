import type { Catalog } from '../catalog/catalog.ts';
import { offeredKeys } from '../catalog/ingest-queries.ts';
import { sessionOptions } from '../catalog/session-state.ts';
import { addTrouble, isTroubleKnown } from '../catalog/trouble-queries.ts';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { FORMATS_VERSION } from '../domain/format.ts';
import type { SessionOptions, StorageMode } from '../domain/session.ts';
import { isKeptName } from '../ingest/countable-name.ts';
import { findOpenSession, offerFiles, type OfferedFile, openSession, sealSession } from '../ingest/sessions.ts';
import type { FoundFile } from './found-file.ts';

/** Files that come within this long of each other belong to one session. */
const REST_MS = 10_000;

/** The session of what comes into a watched folder: opened by the first file, finished when it has gone quiet. */
export class WatchSession {
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  readonly #options: SessionOptions;
  readonly #keepOtherFiles: readonly string[];
  #id: string | undefined;
  #lastOffer = 0;

  constructor(catalog: Catalog, folder: string, mode: StorageMode, clock: Clock, keepOtherFiles: readonly string[] = []) {
    this.#catalog = catalog;
    this.#clock = clock;
    this.#keepOtherFiles = keepOtherFiles;
    this.#options = { paths: [folder], mode, recursive: true };
  }

  /** Takes over the session that an earlier monitor left open, so that it comes to rest too. */
  async pickUp(): Promise<void> {
    this.#id = await findOpenSession(this.#catalog, { source: 'watch', options: this.#options });
    this.#lastOffer = this.#clock();
  }

  /** Offers found files that were not offered before in the same state. */
  async offerFound(found: readonly FoundFile[]): Promise<void> {
    const offers = found.map((file) => ({
      path: file.path,
      name: file.name,
      // What lay there unwanted is offered once more when a setting wants it.
      offerKey: `watch${FORMATS_VERSION}${isKeptName(file.name, this.#keepOtherFiles) ? '+' : ''}:${file.path}:${file.size}:${Math.trunc(file.mtimeMs)}:${Math.trunc(file.ctimeMs)}`,
    }));
    // Files that failed before lie there unchanged: they need no session of their own at every start.
    const known = await offeredKeys(
      this.#catalog.read,
      offers.map((offer) => offer.offerKey),
    );
    const fresh = offers.filter((offer) => !known.has(offer.offerKey));
    if (fresh.length > 0) await this.#offer(fresh);
  }

  /** A place in the folder cannot be read: its session says so, and after a restart none says it again. */
  async noteUnread(path: string, { code, detail }: AppError): Promise<void> {
    if (await isTroubleKnown(this.#catalog.read, path, code)) return;
    this.#lastOffer = this.#clock();
    const session_id = await this.#open();
    await this.#catalog.write((tx) => addTrouble(tx, { session_id, path, code, detail: detail?.slice(0, 1000) ?? null, at: this.#clock() }));
  }

  async #open(): Promise<string> {
    this.#id ??= (await openSession(this.#catalog, { source: 'watch', options: this.#options }, this.#clock())).id;
    return this.#id;
  }

  async #offer(files: readonly OfferedFile[]): Promise<void> {
    this.#lastOffer = this.#clock();
    for (let attempt = 1; ; attempt += 1) {
      const id = await this.#open();
      try {
        await offerFiles(this.#catalog, id, files, this.#options.mode, 'watch', this.#clock());
        return;
      } catch (error) {
        // Cancelled by a person meanwhile: what comes now belongs to a new session.
        if (!(error instanceof AppError) || error.code !== 'session-finished' || attempt > 1) throw error;
        this.#id = undefined;
      }
    }
  }

  /** Finishes the session when all is done and nothing new came for a while. */
  async restIfIdle(): Promise<void> {
    const now = this.#clock();
    this.#lastOffer = Math.min(this.#lastOffer, now); // the clock may have been set back
    if (this.#id === undefined || now - this.#lastOffer < REST_MS) return;
    const session = await sessionOptions(this.#catalog.read, this.#id);
    if (session?.state === 'discovering' && session.pending > 0) return;
    await sealSession(this.#catalog, this.#id, this.#clock());
    this.#id = undefined;
  }
}
