import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { syncFolder } from '../../blobs/durable-folders.ts';
import { countReplaced, insertFileJobs, type NewFileJob, saveProgress } from '../../catalog/import-queries.ts';
import { giveBack, markDone } from '../../catalog/job-queries.ts';
import { lockSession } from '../../catalog/session-state.ts';
import { AppError, toAppError } from '../../core/errors.ts';
import type { IngestPayload, LeasedJob } from '../../domain/job.ts';
import { endFailedAttempt } from '../../jobs/end-attempt.ts';
import { ignoredName } from '../ignored-name.ts';
import { archiveEntries, archiveError } from './archive-entries.ts';
import { displayName } from './display-name.ts';
import { extractEntry } from './extract-entry.ts';
import { endCancelled, type ImportDeps, skip } from './fetch-url.ts';
import { receivedFolder } from './received-folder.ts';
import { sweepAttempts } from './sweep-attempts.ts';

/** What an `unpack` job needs to know: the archive as a received file, and how many of its entries are done with. */
interface UnpackPayload extends IngestPayload {
  readonly done?: number;
}

/** One transaction for so many entries or bytes: seldom enough to be cheap, often enough that ingest begins at once. */
const BATCH_ENTRIES = 50;
const BATCH_BYTES = 64 * 1024 * 1024;

/**
 * Replaces an archive by its files, each a job of the same session. Offers and progress are written in one transaction, so
 * that after a crash the next run goes on where this one was and no file comes twice.
 */
export async function unpack(deps: ImportDeps, job: LeasedJob, signal: AbortSignal): Promise<void> {
  const payload = job.payload as UnpackPayload;
  try {
    const zip = await openPromise(payload.path, { autoClose: false, lazyEntries: true }).catch((error: unknown) => {
      throw (error as NodeJS.ErrnoException).code === undefined ? archiveError(error) : toAppError(error);
    });
    try {
      await new Unpacking(deps, job, payload, zip, signal).run();
    } finally {
      zip.close();
    }
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'lease-lost' || error.code === 'internal') throw thrown;
    const facts = { name: payload.name, bytes: 0, timings: {}, now: deps.clock() };
    await endFailedAttempt(deps.catalog, job, error, facts, deps.settings.maxAttempts);
    deps.logger.info({ job: job.id, session: job.sessionId, attempt: job.attempt, code: error.code }, `${payload.name}: not unpacked, ${error.message}`);
  }
}

class Unpacking {
  readonly #deps: ImportDeps;
  readonly #job: LeasedJob;
  readonly #payload: UnpackPayload;
  readonly #zip: ZipFile;
  readonly #signal: AbortSignal;

  constructor(deps: ImportDeps, job: LeasedJob, payload: UnpackPayload, zip: ZipFile, signal: AbortSignal) {
    this.#deps = deps;
    this.#job = job;
    this.#payload = payload;
    this.#zip = zip;
    this.#signal = signal;
  }

  async run(): Promise<void> {
    const { catalog, dataDir, clock, imports, logger } = this.#deps;
    const sessionId = this.#job.sessionId ?? '';
    const entries = (await archiveEntries(this.#zip, imports)).filter((entry) => !isNobodys(entry));
    if (entries.length === 0) {
      const facts = { name: this.#payload.name, bytes: 0, timings: {}, now: clock() };
      await skip(catalog, this.#job, new AppError('unsupported-type', { detail: `${this.#payload.name} holds no files` }), facts);
      return this.#remove();
    }
    const folder = await receivedFolder(dataDir, sessionId);
    let done = this.#payload.done ?? 0;
    await sweepAttempts(folder, `zip-${this.#job.id}`, this.#job.token, done);
    while (done < entries.length) {
      const batch: NewFileJob[] = [];
      let bytes = 0;
      while (done < entries.length && batch.length < BATCH_ENTRIES && bytes < BATCH_BYTES && !this.#signal.aborted) {
        const entry = entries[done]!;
        const file = await this.#take(entry, done, folder);
        batch.push(file);
        bytes += entry.uncompressedSize;
        done += 1;
      }
      await syncFolder(folder);
      if (!(await this.#offer(batch, done))) return this.#remove();
      if (!this.#signal.aborted) continue;
      await catalog.write((tx) => giveBack(tx, this.#job, { runAfter: clock(), code: null, detail: null, uncounted: true }));
      return;
    }
    await this.#end(sessionId);
    await this.#remove();
    logger.info({ job: this.#job.id, session: sessionId, entries: entries.length }, `${this.#payload.name}: unpacked`);
  }

  /** Unpacks one entry and tells the job it becomes. */
  async #take(entry: Entry, index: number, folder: string): Promise<NewFileJob> {
    const name = displayName(basename(entry.fileName));
    const path = join(folder, `zip-${this.#job.id}-${this.#job.token}-${index}`);
    const outer = this.#payload.origin ?? `upload:${this.#job.id}/${this.#payload.name}`;
    const payload: IngestPayload = { source: this.#payload.source, path, name, mode: 'move', origin: `${outer}!/${entry.fileName}` };
    const file = { lane: 'ingest' as const, payload, offerKey: `unpack:${this.#job.id}:${index}` };
    try {
      await extractEntry(this.#zip, entry, path, this.#deps.settings);
      return file;
    } catch (error) {
      // What is wrong with one file is said of that file. A full disk stops the whole and is tried again.
      if (!(error instanceof AppError) || error.entry.retry !== 'never') throw error;
      const outcome = error.code === 'unsupported-type' || error.code === 'svg-refused' ? 'skipped' : 'failed';
      return { ...file, refused: { outcome, code: error.code, detail: error.message, bytes: entry.uncompressedSize } };
    }
  }

  /** False when the session was cancelled meanwhile: the job has ended. */
  async #offer(files: readonly NewFileJob[], done: number): Promise<boolean> {
    const { catalog, clock } = this.#deps;
    const sessionId = this.#job.sessionId ?? '';
    const open = await catalog.write(async (tx) => {
      if (!(await saveProgress(tx, this.#job, { ...this.#payload, done }))) throw new AppError('lease-lost');
      if ((await lockSession(tx, sessionId)) === 'cancelled') {
        await endCancelled(tx, this.#job, { name: this.#payload.name, bytes: 0, timings: {}, now: clock() });
        return false;
      }
      await insertFileJobs(tx, sessionId, files, clock());
      return true;
    });
    if (!open) for (const file of files) await rm((file.payload as IngestPayload).path, { force: true });
    return open;
  }

  async #end(sessionId: string): Promise<void> {
    const { catalog, clock } = this.#deps;
    await catalog.write(async (tx) => {
      if (!(await markDone(tx, this.#job, { releaseOffer: false, now: clock() }))) throw new AppError('lease-lost');
      await countReplaced(tx, sessionId, clock());
    });
  }

  /** Only now: until its last file is offered the archive is the only copy. */
  async #remove(): Promise<void> {
    await rm(this.#payload.path, { force: true });
  }
}

/** Hidden files, and what systems put beside the files of people. */
function isNobodys(entry: Entry): boolean {
  return entry.fileName.split('/').some((part) => part === '__MACOSX' || ignoredName(part));
}
