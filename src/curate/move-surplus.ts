import { lstat } from 'node:fs/promises';
import type { BlobStore } from '../blobs/blob-store.ts';
import { DurableFolders } from '../blobs/durable-folders.ts';
import type { Catalog } from '../catalog/catalog.ts';
import {
  countBatch,
  countFailed,
  countSurplus,
  type DuplicateFileRow,
  keepersOf,
  markFiles,
  recordAssetsUpdated,
  setLocationState,
  surplusFiles,
} from '../catalog/duplicate-queries.ts';
import { advanceTask, finishTask, startTask, taskById } from '../catalog/task-queries.ts';
import type { Clock } from '../core/clock.ts';
import { crashPoint } from '../core/crash-point.ts';
import { toAppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { LeasedJob } from '../domain/job.ts';
import { hashFile } from '../media/hashing.ts';
import { asideFolder, asidePath } from './aside.ts';
import { endJob, fenced } from './lane-job.ts';
import { writeManifest } from './manifest.ts';
import { FileLooker } from './movable.ts';
import { moveFile } from './move-file.ts';

export interface MoveDeps {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly dataDir: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

export interface ApplyOptions {
  /** The report to act on. */
  readonly scan: string;
  readonly roots: readonly string[];
  /** Contents to leave alone. */
  readonly except: readonly number[];
}

/** Files between two transactions. */
const BATCH = 25;

/**
 * Moves the surplus files of a report to the trash. Every file is read and hashed first, and so is the one that stays:
 * the last copy is never moved. Intent before move, row after it; after a crash it goes on where it was.
 */
export async function moveSurplus(deps: MoveDeps, job: LeasedJob, taskId: string, signal: AbortSignal): Promise<void> {
  const { catalog, clock } = deps;
  const task = await taskById(catalog.read, taskId);
  if (!task || task.state === 'finished') return endJob(catalog, job, clock());
  const options = JSON.parse(task.options_json) as ApplyOptions;
  const left = await countSurplus(catalog.read, options.scan, options.except);
  await fenced(catalog, job, (tx) => startTask(tx, taskId, { total: task.done + left }));
  const mover = new SurplusMover(deps, job, taskId, options);
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const rows = await surplusFiles(catalog.read, options.scan, options.except, after, BATCH);
    if (rows.length === 0) break;
    after = rows.at(-1)?.id ?? after;
    await mover.move(rows);
  }
  await endJob(catalog, job, clock(), async (tx) => {
    const moved = (await countBatch(tx, taskId)).find(({ state }) => state === 'moved');
    const failed = await countFailed(tx, options.scan);
    await finishTask(tx, taskId, { moved: moved?.count ?? 0, bytes: moved?.bytes ?? 0, failed }, clock());
  });
}

class SurplusMover {
  readonly #deps: MoveDeps;
  readonly #job: LeasedJob;
  readonly #batch: string;
  readonly #options: ApplyOptions;
  readonly #looker: FileLooker;
  readonly #folders: DurableFolders;
  /** The content whose keeper was read last: its files follow each other. */
  #kept: { readonly assetId: number; readonly stays: boolean } | undefined;

  constructor(deps: MoveDeps, job: LeasedJob, batch: string, options: ApplyOptions) {
    this.#deps = deps;
    this.#job = job;
    this.#batch = batch;
    this.#options = options;
    this.#looker = new FileLooker(options.roots);
    this.#folders = new DurableFolders(deps.dataDir);
  }

  async move(rows: readonly DuplicateFileRow[]): Promise<void> {
    const { catalog, dataDir, clock } = this.#deps;
    const keepers = await keepersOf(catalog.read, this.#options.scan, [...new Set(rows.map(({ asset_id }) => asset_id))]);
    const refused = new Map<number, string>();
    for (const row of rows) {
      const why = await this.#reasonAgainst(row, keepers.get(row.asset_id));
      if (why !== null) refused.set(row.id, why);
    }
    // What an apply that was broken off had begun to move stays with that one: there it is looked for, and undone.
    const going = rows
      .filter(({ id }) => !refused.has(id))
      .map((row) => ({ ...row, batch: row.state === 'moving' && row.batch !== null ? row.batch : this.#batch }));
    const fresh = going.filter(({ batch }) => batch === this.#batch);
    await fenced(catalog, this.#job, (tx) => markFiles(tx, fresh, ['found', 'moving'], 'moving', { batch: this.#batch }));
    crashPoint('aside:intended');
    for (const batch of new Set(going.map((row) => row.batch))) {
      await this.#folders.make(asideFolder(dataDir, batch));
      await writeManifest(
        asideFolder(dataDir, batch),
        going.filter((row) => row.batch === batch),
      );
    }
    const moved: DuplicateFileRow[] = [];
    for (const row of going) {
      const why = await this.#moveOne(row);
      if (why === null) moved.push(row);
      else refused.set(row.id, why);
    }
    await fenced(catalog, this.#job, async (tx) => {
      await markFiles(tx, moved, ['moving'], 'moved');
      for (const row of moved) await setLocationState(tx, row.asset_id, row.path, 'removed');
      for (const row of rows) {
        const note = refused.get(row.id);
        if (note !== undefined) await markFiles(tx, [row], ['found', 'moving'], 'failed', { batch: null, note });
      }
      await recordAssetsUpdated(
        tx,
        moved.map(({ asset_id }) => asset_id),
        clock(),
      );
      await advanceTask(tx, this.#batch, rows.length);
    });
    crashPoint('aside:recorded');
  }

  /** Why the file must stay, in words; null when nothing speaks against moving it. */
  async #reasonAgainst(row: DuplicateFileRow, keeper: { readonly file: string | null; readonly storedKey: string | null } | undefined): Promise<string | null> {
    // An attempt that died had moved it: only its row is left to write.
    if (row.state === 'moving' && (await isThere(asidePath(this.#deps.dataDir, row)))) return null;
    if (keeper === undefined) return 'no longer in the library';
    if (this.#kept?.assetId !== row.asset_id) this.#kept = { assetId: row.asset_id, stays: await this.#stays(row, keeper) };
    if (!this.#kept.stays) return 'the copy that should stay is gone or has other bytes';
    const look = await this.#looker.look(row);
    return look.there ? look.movable : 'no longer there';
  }

  async #stays(row: DuplicateFileRow, keeper: { readonly file: string | null; readonly storedKey: string | null }): Promise<boolean> {
    try {
      if (keeper.file === null) return keeper.storedKey !== null && (await this.#deps.store.hash(keeper.storedKey)).equals(row.sha256);
      return (await lstat(keeper.file)).isFile() && (await hashFile(keeper.file)).sha256.equals(row.sha256);
    } catch {
      return false;
    }
  }

  async #moveOne(row: DuplicateFileRow): Promise<string | null> {
    try {
      const end = await moveFile(row.path, asidePath(this.#deps.dataDir, row), row.sha256);
      return end === 'moved' ? null : WHY[end];
    } catch (thrown) {
      const error = toAppError(thrown);
      this.#deps.logger.warn({ code: error.code }, `${row.path} could not be moved to the trash: ${error.message}`);
      // A full disk is no reason of this file: the whole waits for space and goes on.
      if (error.code === 'disk-full' || error.code === 'read-only') throw error;
      return error.message;
    }
  }
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

const WHY = { taken: 'its place in the trash is taken', changed: 'its bytes have changed', vanished: 'no longer there' } as const;
