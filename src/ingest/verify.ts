import type { BlobStore } from '../blobs/blob-store.ts';
import { DAMAGED_FOLDER } from '../blobs/keys.ts';
import { refreshTexts, textsComplete, withoutText } from '../catalog/asset-text.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { liveProcesses } from '../catalog/processes.ts';
import { type AssetToVerify, assetsToVerify, countAssets, knownDigests, knownKeys, unbalancedSessions } from '../catalog/verify-queries.ts';
import type { Clock } from '../core/clock.ts';
import { toAppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { forEachLimit } from '../core/pool.ts';
import type { MediaLimits } from '../media/limits.ts';
import { OfflineRoots } from '../roots/offline-roots.ts';
import { repairAsset, wholeBytesOf } from './repair-asset.ts';
import { type AssetVerdict, remakeDerivatives, verifyAsset } from './verify-asset.ts';
import { countOffline, emptyReport, type VerifyFinding, type VerifyReport } from './verify-report.ts';
import { removeTemp, strayTemps, YOUNG_MS } from './verify-temps.ts';

export interface VerifyDeps {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly dataDir: string;
  readonly limits: MediaLimits;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface VerifyOptions {
  /** Make missing derivatives again, remove stray temps and derivatives of no asset. Originals are never removed. */
  readonly fix: boolean;
  /** Put whole bytes, where any are known, in the place of stored originals that are damaged or missing. What was there is kept. */
  readonly repair: boolean;
  readonly onFinding: (finding: VerifyFinding) => void;
  /** Assets read so far, of how many. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Assets read from the catalog at once; with 4 under way one buffer of the largest picture is what memory sees. */
const BATCH = 200;
const UNDER_WAY = 4;

/** A stored original no row knows of, to be taken in again. */
export interface Verified {
  readonly report: VerifyReport;
  readonly orphanOriginals: readonly string[];
}

/**
 * Every row has its bytes, every stored file its row, nothing is half written, every session adds up. Streams: flat
 * memory at any size. Safe beside a running Magpie: what is younger than 10 minutes may be on its way to its row.
 */
export async function verifyLibrary(deps: VerifyDeps, options: VerifyOptions): Promise<Verified> {
  const check = new Verification(deps, options);
  await check.assets();
  await check.originals();
  await check.derivatives();
  await check.temps();
  await check.sessions();
  await check.texts();
  return { report: check.report, orphanOriginals: check.orphanOriginals };
}

class Verification {
  readonly report = emptyReport();
  readonly orphanOriginals: string[] = [];
  readonly #deps: VerifyDeps;
  readonly #options: VerifyOptions;

  constructor(deps: VerifyDeps, options: VerifyOptions) {
    this.#deps = deps;
    this.#options = options;
  }

  async assets(): Promise<void> {
    const roots = await OfflineRoots.of(this.#deps.catalog.read);
    const total = await countAssets(this.#deps.catalog.read);
    await forEachLimit(this.#allAssets(), UNDER_WAY, async (asset) => {
      await this.#asset(asset, roots);
      this.report.assets += 1;
      this.#options.onProgress(this.report.assets, Math.max(total, this.report.assets));
    });
  }

  async *#allAssets(): AsyncGenerator<AssetToVerify> {
    for (let after = 0; ; ) {
      const batch = await assetsToVerify(this.#deps.catalog.read, after, BATCH);
      if (batch.length === 0) return;
      for (const asset of batch) {
        this.#options.signal.throwIfAborted();
        yield asset;
      }
      after = batch.at(-1)?.id ?? after;
    }
  }

  async #asset(asset: AssetToVerify, roots: OfflineRoots): Promise<void> {
    const { store, limits } = this.#deps;
    const found = await verifyAsset(store, asset, roots);
    const { verdict, hint } = found.damaged.length === 0 ? { verdict: found, hint: '' } : await this.#damaged(asset, found, roots);
    this.report[verdict.bytes] += 1;
    if (verdict.bytes === 'offline') countOffline(this.report, verdict.away);
    else if (verdict.bytes !== 'ok') this.#found(verdict.bytes, `asset ${asset.id} ${asset.name}`, `${verdict.details.join('; ')}${hint}`, false);
    if (verdict.derivatives.length === 0) return;
    this.report.derivatives_missing += verdict.derivatives.length;
    let left = 'missing or cut off';
    if (this.#options.fix) {
      try {
        await remakeDerivatives(store, asset, verdict.derivatives, limits, roots);
        this.report.derivatives_fixed += verdict.derivatives.length;
        left = '';
      } catch (error) {
        left = `could not be made again: ${toAppError(error).message}`;
      }
    }
    for (const key of verdict.derivatives) this.#found('derivative', key, left === '' ? 'was missing or cut off; made again' : left, left === '');
  }

  /** What it comes to with its stored original repaired, and what else can be said of it. */
  async #damaged(asset: AssetToVerify, verdict: AssetVerdict, roots: OfflineRoots): Promise<{ verdict: AssetVerdict; hint: string }> {
    const { store, catalog, logger } = this.#deps;
    const from = await wholeBytesOf(catalog.read, store, asset, verdict, roots);
    if (from === undefined) return { verdict, hint: '' };
    if (!this.#options.repair) {
      this.report.repairable += 1;
      return { verdict, hint: `; ${from} has its bytes: magpie verify --repair puts them there` };
    }
    try {
      // Purged meanwhile: its bytes are gone because they should be.
      if ((await knownKeys(catalog.read, verdict.damaged)).size < verdict.damaged.length) return { verdict, hint: '' };
      await repairAsset(store, asset, verdict.damaged, from);
    } catch (error) {
      return { verdict, hint: `; could not be repaired from ${from}: ${toAppError(error).message}` };
    }
    this.report.repaired += 1;
    const detail = `${verdict.details.join('; ')}; has the bytes of ${from} now, what was there lies in ${DAMAGED_FOLDER}`;
    logger.warn({ asset: asset.id }, `repaired ${asset.name}: ${detail}`);
    this.#found(verdict.bytes === 'corrupt' ? 'corrupt' : 'missing', `asset ${asset.id} ${asset.name}`, detail, true);
    return { verdict: await verifyAsset(store, asset, roots), hint: '' };
  }

  async originals(): Promise<void> {
    for await (const batch of this.#deps.store.list('originals')) {
      this.#options.signal.throwIfAborted();
      const known = await knownKeys(
        this.#deps.catalog.read,
        batch.map(({ key }) => key),
      );
      for (const { key } of batch) {
        if (known.has(key) || (await this.#isOnItsWay(key))) continue;
        this.report.orphans += 1;
        this.orphanOriginals.push(key);
        this.#found('orphan', key, 'a stored original without an asset', false);
      }
    }
  }

  async derivatives(): Promise<void> {
    const { store, catalog } = this.#deps;
    for await (const batch of store.list('derived')) {
      this.#options.signal.throwIfAborted();
      const digests = [...new Set(batch.map(({ key }) => digestOf(key)).filter((digest) => digest !== ''))];
      const known = await knownDigests(
        catalog.read,
        digests.map((digest) => Buffer.from(digest, 'hex')),
      );
      for (const { key } of batch) {
        if (known.has(digestOf(key)) || (await this.#isOnItsWay(key))) continue;
        if (this.#options.fix) await store.remove(key);
        else this.report.orphans += 1;
        this.#found('orphan', key, this.#options.fix ? 'a derivative of no asset; removed' : 'a derivative of no asset', this.#options.fix);
      }
    }
  }

  async temps(): Promise<void> {
    const { catalog, dataDir, clock } = this.#deps;
    for (const path of await strayTemps(catalog, dataDir, clock())) {
      if (this.#options.fix) await removeTemp(path);
      else this.report.temps += 1;
      this.#found('temp', path, this.#options.fix ? 'a half-written file; removed' : 'a half-written file', this.#options.fix);
    }
  }

  async sessions(): Promise<void> {
    for (const id of await unbalancedSessions(this.#deps.catalog.read)) {
      this.report.unbalanced_sessions += 1;
      this.#found('session', id, 'its totals do not add up', false);
    }
  }

  /** Not while a library from before full text is still gone through. */
  async texts(): Promise<void> {
    const { catalog } = this.#deps;
    if (!(await textsComplete(catalog.read))) return;
    for (let after = 0; ; ) {
      this.#options.signal.throwIfAborted();
      const ids = await withoutText(catalog.read, after, BATCH);
      if (ids.length === 0) return;
      if (this.#options.fix) await catalog.write((tx) => refreshTexts(tx, ids));
      else this.report.texts_missing += ids.length;
      for (const id of ids)
        this.#found('text', `asset ${id}`, this.#options.fix ? 'full text did not know it; read again' : 'full text does not know it', this.#options.fix);
      after = ids.at(-1)!;
    }
  }

  /** File before row: a worker may have placed it and be about to commit. */
  async #isOnItsWay(key: string): Promise<boolean> {
    const { catalog, store, clock } = this.#deps;
    const found = await store.stat(key);
    if (found === undefined) return true;
    if (clock() - found.mtimeMs > YOUNG_MS) return false;
    return (await liveProcesses(catalog, clock())).length > 0;
  }

  #found(kind: VerifyFinding['kind'], subject: string, detail: string, fixed: boolean): void {
    this.#options.onFinding({ kind, subject, detail, fixed });
  }
}

/** `derived/ab/cd/<sha256>.thumb.webp` → the hex digest; empty when the name is none of ours. */
function digestOf(key: string): string {
  return /\/([0-9a-f]{64})\.[^/]+$/.exec(key)?.[1] ?? '';
}
