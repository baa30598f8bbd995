import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BlobStore } from '../blobs/blob-store.ts';
import { previewKey, proxyKey, stripKey, thumbnailKey } from '../blobs/keys.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { endPurging, stillPurging } from '../catalog/deleted-queries.ts';
import { filesToPurge, markFiles } from '../catalog/duplicate-queries.ts';
import { advanceTask, finishTask, insertLaneJob, startTask, taskById } from '../catalog/task-queries.ts';
import { nextToPurge, type PurgeChoice, type PurgedAsset, purgeRows, type TrashPosition } from '../catalog/trash-queries.ts';
import type { Clock } from '../core/clock.ts';
import { crashPoint } from '../core/crash-point.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { LeasedJob } from '../domain/job.ts';
import { asidePath } from './aside.ts';
import { endJob, fenced } from './lane-job.ts';
import { removeEmptied } from './manifest.ts';

export interface PurgeDeps {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly dataDir: string;
  readonly clock: Clock;
}

/** Assets of one transaction and of one job that deletes their files: 3 files each, well below a second. */
const BATCH = 50;

/** `task`: somebody follows it. `trashedUpTo`: by age. `files`: rows are gone, these files are left to delete. */
type PurgePayload = { readonly task: string } | { readonly trashedUpTo: number } | { readonly files: readonly GoneFiles[] };
interface GoneFiles {
  readonly sha256: string;
  readonly keys: readonly string[];
}

/** A job of the lane purge. Throws when `signal` aborts: the job then goes on with the next worker. */
export async function runPurge(deps: PurgeDeps, job: LeasedJob, signal: AbortSignal): Promise<void> {
  const payload = job.payload as PurgePayload;
  if ('files' in payload) return deleteFiles(deps, job, payload.files);
  if ('trashedUpTo' in payload) return purgeChosen(deps, job, undefined, payload, signal);
  const task = await taskById(deps.catalog.read, payload.task);
  if (!task || task.state === 'finished') return endJob(deps.catalog, job, deps.clock());
  await purgeChosen(deps, job, task.id, JSON.parse(task.options_json) as PurgeChoice, signal);
}

/** Rows first, a batch in a transaction that also writes the job which deletes the files: a crash between them loses neither. */
async function purgeChosen(deps: PurgeDeps, job: LeasedJob, task: string | undefined, choice: PurgeChoice, signal: AbortSignal): Promise<void> {
  const { catalog, clock } = deps;
  const trashedUpTo = 'ids' in choice ? Number.MAX_SAFE_INTEGER : choice.trashedUpTo;
  let after: TrashPosition | undefined;
  if (task !== undefined) await fenced(catalog, job, (tx) => startTask(tx, task, {}));
  for (;;) {
    signal.throwIfAborted();
    const next = await nextToPurge(catalog.read, choice, after, BATCH);
    if (next.length === 0) break;
    after = next.at(-1);
    crashPoint('purge:before-rows');
    await fenced(catalog, job, async (tx) => {
      const ids = next.map(({ id }) => id);
      const purged = await purgeRows(tx, catalog.engine, ids, trashedUpTo, clock());
      if (purged.length === 0) return;
      await insertLaneJob(tx, { lane: 'purge', name: 'delete files', payload: { files: purged.map(filesOf) }, now: clock() });
      if (task !== undefined) await advanceTask(tx, task, purged.length);
      crashPoint('purge:rows-deleted');
    });
    crashPoint('purge:batch-committed');
  }
  if (!('ids' in choice)) await deleteAside(deps, choice.trashedUpTo, signal);
  await endJob(catalog, job, clock(), async (tx) => {
    if (task === undefined) return;
    const row = await taskById(tx, task);
    await finishTask(tx, task, { purged: row?.done ?? 0, kept: (row?.total ?? 0) - (row?.done ?? 0) }, clock());
  });
}

function filesOf(asset: PurgedAsset): GoneFiles {
  const { sha256, storedKeys, preview_ext, moves } = asset;
  // a still has neither
  const ofVideo = moves ? [stripKey(sha256), proxyKey(sha256)] : [];
  return { sha256: sha256.toString('hex'), keys: [...storedKeys, previewKey(sha256, preview_ext), thumbnailKey(sha256), ...ofVideo] };
}

/** Whatever happened to this job before: what is still said to be purged is deleted, then may be stored again. */
async function deleteFiles({ catalog, store, clock }: PurgeDeps, job: LeasedJob, files: readonly GoneFiles[]): Promise<void> {
  const purging = await stillPurging(
    catalog.read,
    files.map(({ sha256 }) => Buffer.from(sha256, 'hex')),
  );
  const going = files.filter(({ sha256 }) => purging.has(sha256));
  for (const { keys } of going) {
    for (const key of keys) {
      await store.remove(key);
      crashPoint('purge:file-removed');
    }
  }
  crashPoint('purge:files-removed');
  await endJob(catalog, job, clock(), (tx) =>
    endPurging(
      tx,
      going.map(({ sha256 }) => Buffer.from(sha256, 'hex')),
    ),
  );
  crashPoint('purge:done');
}

/** Duplicate files that were moved aside long enough ago. */
async function deleteAside({ catalog, dataDir }: PurgeDeps, movedUpTo: number, signal: AbortSignal): Promise<void> {
  const folders = new Set<string>();
  for (;;) {
    signal.throwIfAborted();
    const rows = await filesToPurge(catalog.read, movedUpTo, 200);
    if (rows.length === 0) break;
    // An undo that came first has them by now.
    const going = await catalog.write((tx) => markFiles(tx, rows, ['moved', 'purging'], 'purging'));
    for (const row of rows.filter(({ id }) => going.has(id))) {
      const path = asidePath(dataDir, row);
      folders.add(dirname(path));
      await rm(path, { force: true }).catch((error: unknown) => {
        throw new AppError('io-error', { detail: toAppError(error).message, cause: error });
      });
      crashPoint('purge:aside-removed');
    }
    await catalog.write((tx) => markFiles(tx, rows, ['purging'], 'purged'));
  }
  for (const folder of folders) {
    await removeEmptied(folder);
  }
}
