import type { BlobStore } from '../blobs/blob-store.ts';
import { DAMAGED_FOLDER } from '../blobs/keys.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { findBySha256, markLocationRemoved, storedOriginal } from '../catalog/ingest-queries.ts';
import type { Clock } from '../core/clock.ts';
import { crashPoint } from '../core/crash-point.ts';
import type { ErrorCode } from '../core/error-catalog.ts';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { TroubleLog } from '../core/trouble-log.ts';
import type { DeletedContentRule } from '../domain/curate.ts';
import type { Analysis } from '../domain/asset.ts';
import { isWanted } from '../domain/file-format.ts';
import { isPlainFile } from '../domain/format.ts';
import type { IngestPayload, LeasedJob, Stage, StageTimings } from '../domain/job.ts';
import type { StackRules } from '../domain/stack.ts';
import type { Outcome } from '../domain/session.ts';
import { type AttemptFacts, endFailedAttempt, finish, recordAndFinish, recordEnd } from '../jobs/end-attempt.ts';
import { isUncounted } from '../jobs/retry-policy.ts';
import { analyse } from '../media/analyse.ts';
import { giveBack } from '../media/pixel-pool.ts';
import { withoutPixels } from '../media/without-pixels.ts';
import { type Comeback, comeback } from './comeback.ts';
import { type Committed, commitAsset, commitDuplicate, originPath } from './commit.ts';
import type { Healed } from './heal-stored.ts';
import { identify, type IdentifiedFile } from './identify.ts';
import { discardSpool, healBySize, placeDerivatives, placeOriginal } from './place.ts';
import { settle, type SettleProof } from './settle.ts';
import { fail, go, skip, type Step } from './step.ts';
import { takeSidecar } from './take-sidecar.ts';

export interface IngestSettings {
  /** Files under way at once in one process. */
  readonly concurrency: number;
  readonly maxFileBytes: number;
  readonly maxPixels: number;
  readonly decodeTimeoutSeconds: number;
  readonly maxAttempts: number;
  /** Endings and groups of files without a picture that are kept as they are; none unless set. */
  readonly keepOtherFiles?: readonly string[];
  /** What becomes of content that was deleted before; `skip` unless set. */
  readonly deletedContent?: DeletedContentRule;
  /** Which shots are put together; all unless set. */
  readonly stacks?: StackRules;
}

export interface IngestDeps {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly settings: IngestSettings;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Where it is said, once, that files wait for the machine. */
  readonly waits?: TroubleLog;
  /** Told once a file's outcome is committed, for the metrics. */
  readonly onOutcome?: (outcome: Outcome, timings: StageTimings) => void;
  /** Told that a file was skipped for want of a program, with the reason that names it. */
  readonly onMissingProgram?: (detail: string) => void;
}

/**
 * One file through the stages: identify → dedupe → analyse → place → commit → settle. File before row, row before
 * delete; killed at any point, the next run of the same job ends as this one would have.
 */
export async function ingestFile(deps: IngestDeps, job: LeasedJob): Promise<void> {
  const payload = job.payload as IngestPayload;
  const run = new FileRun(deps, job, payload);
  if (job.outcome !== null) return run.settleCommitted(job.assetId);
  if (await takeSidecar(deps, job, payload)) {
    deps.onOutcome?.('skipped', {});
    return;
  }
  await run.all();
}

class FileRun {
  readonly #deps: IngestDeps;
  readonly #job: LeasedJob;
  readonly #payload: IngestPayload;
  readonly #timings: StageTimings = {};
  #bytes = 0;
  #comeback: Comeback = { takesBack: false, deletedAt: null };

  constructor(deps: IngestDeps, job: LeasedJob, payload: IngestPayload) {
    this.#deps = deps;
    this.#job = job;
    this.#payload = payload;
  }

  async all(): Promise<void> {
    const { store, settings, clock } = this.#deps;
    const identified = await this.#timed('identify', () => identify(this.#payload, store, settings, clock()));
    crashPoint('identify:after');
    if (!identified.go) return this.#stop(identified);
    const file = identified.value;
    this.#bytes = file.bytes;
    try {
      const stored = await this.#store(file);
      if (!stored.go) return await this.#stop(stored);
      crashPoint('commit:after');
      const { committed, storedKey, freshlyStored } = stored.value;
      this.#log(committed);
      // Only now: after a failure a decoder may still be reading them.
      if (Buffer.isBuffer(file.content)) giveBack(file.content);
      if (this.#payload.mode !== 'move') return;
      await this.#settle({ sha256: file.hash.sha256, bytes: file.bytes, storedKey, stamp: file.stamp, freshlyStored });
    } finally {
      await discardSpool(file);
    }
  }

  /** An earlier worker committed and died: only the source is left to settle. */
  async settleCommitted(assetId: number | null): Promise<void> {
    const stored = assetId === null ? undefined : await storedOriginal(this.#deps.catalog.read, assetId);
    if (stored && this.#payload.mode === 'move') return this.#settle({ ...stored, freshlyStored: false });
    await this.#deps.catalog.write((tx) => finish(tx, this.#job, { releaseOffer: false, now: this.#deps.clock() }));
  }

  async #store(file: IdentifiedFile): Promise<Step<{ committed: Committed; storedKey: string | null; freshlyStored: boolean }>> {
    const { catalog, store, settings } = this.#deps;
    const managed = this.#payload.mode !== 'reference';
    const known = await this.#timed('dedupe', () => findBySha256(catalog.read, file.hash.sha256));
    crashPoint('dedupe:after');
    const { name, source, takeBack = false } = this.#payload;
    const allowed = await comeback(catalog.read, known, { sha256: file.hash.sha256, name, source, takeBack }, settings.deletedContent ?? 'skip');
    if (!allowed.go) return allowed;
    this.#comeback = allowed.value;
    const there = known?.storedKey == null ? undefined : await store.stat(known.storedKey);
    if (known && (there !== undefined || !managed)) {
      if (known.storedKey !== null) {
        const healed = await this.#timed('place', () => healBySize(store, known.storedKey!, there?.size, file));
        if (!healed.go) return healed;
        this.#logHealed(known.storedKey, healed.value);
      }
      const committed = await this.#timed('commit', () => commitDuplicate(catalog, this.#input(file, null)));
      return go({ committed, storedKey: known.storedKey, freshlyStored: false });
    }
    if (known) return this.#storeKnown(file);

    const analysed = isPlainFile(file.format) ? go(withoutPixels(file.format)) : await this.#timed('analyse', () => this.#analyse(file));
    crashPoint('analyse:after');
    if (analysed.go) return this.#storeNew(file, analysed.value);
    // By its first bytes only looked like an animation in a zip.
    if (file.format === 'ugoira' && analysed.error.code === 'unsupported-type' && isWanted(this.#payload.name, 'zip', settings.keepOtherFiles ?? []))
      return this.#storeNew({ ...file, format: 'zip' }, withoutPixels('zip'));
    return analysed;
  }

  #analyse(file: IdentifiedFile): Promise<Step<Analysis>> {
    const { maxPixels, decodeTimeoutSeconds } = this.#deps.settings;
    const input = Buffer.isBuffer(file.content) ? file.content : { path: 'spooled' in file.content ? file.content.spooled : file.content.path };
    return asStep(analyse(input, file.format, { maxPixels, timeoutSeconds: decodeTimeoutSeconds }));
  }

  async #storeNew(file: IdentifiedFile, analysis: Analysis): Promise<Step<{ committed: Committed; storedKey: string | null; freshlyStored: boolean }>> {
    const { catalog, store } = this.#deps;
    const managed = this.#payload.mode !== 'reference';
    const placed = await this.#timed('place', async () => {
      const key = managed ? await placeOriginal(store, file) : go(null);
      if (!key.go) return key;
      if (isPlainFile(file.format)) return key;
      const derived = await placeDerivatives(store, file, analysis);
      return derived.go ? key : derived;
    });
    if (!placed.go) return placed;
    if (placed.value?.healed === true) this.#logHealed(placed.value.key, 'replaced');
    crashPoint('commit:before');
    const committed = await this.#timed('commit', () => commitAsset(catalog, this.#input(file, placed.value?.key ?? null), analysis));
    return go({ committed, storedKey: placed.value?.key ?? null, freshlyStored: placed.value?.fresh === true });
  }

  /** Known content without a stored copy (only referred to so far, or lost from the store): now it gets one. */
  async #storeKnown(file: IdentifiedFile): Promise<Step<{ committed: Committed; storedKey: string | null; freshlyStored: boolean }>> {
    const placed = await this.#timed('place', () => placeOriginal(this.#deps.store, file));
    if (!placed.go) return placed;
    if (placed.value.healed) this.#logHealed(placed.value.key, 'replaced');
    const committed = await this.#timed('commit', () => commitDuplicate(this.#deps.catalog, this.#input(file, placed.value.key)));
    return go({ committed, storedKey: placed.value.key, freshlyStored: placed.value.fresh });
  }

  async #settle(proof: SettleProof): Promise<void> {
    const settled = await this.#timed('settle', () => settle(this.#payload, this.#deps.store, proof));
    const removed = settled.how === 'removed';
    if (settled.healed === true && proof.storedKey !== null) this.#logHealed(proof.storedKey, 'replaced');
    await this.#deps.catalog.write(async (tx) => {
      if (removed) await markLocationRemoved(tx, originPath(this.#job, this.#payload));
      // The offer key stays: it holds the time of the last change, so a file dropped again has another one, and a late hint about
      // this one, already gone, makes no second job.
      const note = settled.how === 'stuck' ? { note: { code: settled.error.code, detail: `Stored, but the source was kept: ${settled.error.message}` } } : {};
      await finish(tx, this.#job, { releaseOffer: false, now: this.#deps.clock(), timings: this.#timings, ...note });
    });
    crashPoint('settle:after');
    if (settled.how === 'stuck')
      this.#deps.logger.warn(
        { job: this.#job.id, code: settled.error.code },
        `${this.#payload.name} is stored, but its source could not be removed: ${settled.error.message}`,
      );
  }

  #logHealed(key: string, healed: Healed): void {
    if (healed === 'sound') return;
    const was =
      healed === 'restored'
        ? 'was gone; it has the bytes of this file now'
        : `was damaged; it has the bytes of this file now, and what was there lies in ${DAMAGED_FOLDER}`;
    this.#deps.logger.warn({ job: this.#job.id, session: this.#job.sessionId, key }, `the stored copy of ${this.#payload.name} ${was}`);
  }

  async #stop(step: Extract<Step<never>, { go: false }>): Promise<void> {
    const { catalog, clock, settings, logger, onOutcome, waits } = this.#deps;
    const facts = { name: this.#payload.name, bytes: this.#bytes, timings: this.#timings, now: clock() };
    let became: Outcome | 'retry' = 'skipped';
    if (step.how === 'fail') became = await endFailedAttempt(catalog, this.#job, step.error, facts, settings.maxAttempts);
    else await catalog.write((tx) => this.#skip(tx, step.error, facts));
    const fields = { job: this.#job.id, session: this.#job.sessionId, attempt: this.#job.attempt, code: step.error.code };
    if (became === 'retry') {
      if (waits !== undefined && isUncounted(step.error)) return waits.failed(step.error, 'files wait and are tried again every 10 s', fields);
      return logger.debug(fields, `${this.#payload.name}: ${step.error.message}; tried again later`);
    }
    if (step.error.code === 'tool-missing') this.#deps.onMissingProgram?.(step.error.message);
    onOutcome?.(became, this.#timings);
    logger.info({ ...fields, outcome: became }, `${this.#payload.name}: ${became}, ${step.error.message}`);
  }

  /** A file that vanished may come back just as it was, when its disk was away for a moment: then it is a new offer. */
  async #skip(tx: WriteTx, error: AppError, facts: AttemptFacts): Promise<void> {
    if (error.code !== 'file-vanished') return recordAndFinish(tx, this.#job, { outcome: 'skipped', error }, facts);
    await recordEnd(tx, this.#job, { outcome: 'skipped', error }, facts);
    await finish(tx, this.#job, { releaseOffer: true, now: facts.now });
  }

  #log(committed: Committed): void {
    this.#deps.onOutcome?.(committed.outcome, this.#timings);
    if (committed.outcome === 'ingested') this.#deps.waits?.over('files are stored again');
    const ms = Math.round(Object.values(this.#timings).reduce((sum, value) => sum + value, 0));
    const what =
      committed.outcome === 'duplicate' ? `duplicate of ${committed.assetName}${committed.restored ? ', which came out of the trash' : ''}` : 'ingested';
    this.#deps.logger.info(
      { job: this.#job.id, session: this.#job.sessionId, asset: committed.assetId, outcome: committed.outcome, ms },
      `${this.#payload.name}: ${what}`,
    );
  }

  #input(file: IdentifiedFile, storedKey: string | null): Parameters<typeof commitDuplicate>[1] {
    const start = performance.now();
    return {
      engine: this.#deps.catalog.engine,
      job: this.#job,
      payload: this.#payload,
      file,
      storedKey,
      comeback: this.#comeback,
      stacks: this.#deps.settings.stacks ?? { raw: true, live: true, bursts: true },
      timings: () => ({ ...this.#timings, commit: since(start) }),
      now: this.#deps.clock(),
    };
  }

  async #timed<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#timings[stage] = since(start);
    }
  }
}

/** Milliseconds since `start`, to a tenth. */
function since(start: number): number {
  return Math.round((performance.now() - start) * 10) / 10;
}

/** A file that cannot be decoded is an answer; anything else thrown stays a bug. */
async function asStep<T>(work: Promise<T>): Promise<Step<T>> {
  try {
    return go(await work);
  } catch (error) {
    if (error instanceof AppError) return NOT_OURS.has(error.code) ? skip(error) : fail(error);
    throw error;
  }
}

/** Nothing is wrong with these files: they are not taken in here, or not yet. */
const NOT_OURS = new Set<ErrorCode>(['tool-missing', 'svg-refused', 'unsupported-type']);
