import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { batchFiles, countBatch, type DuplicateFileRow, markFiles, recordAssetsUpdated, setLocationState } from '../catalog/duplicate-queries.ts';
import { advanceTask, finishTask, startTask, taskById } from '../catalog/task-queries.ts';
import { crashPoint } from '../core/crash-point.ts';
import { toAppError } from '../core/errors.ts';
import type { LeasedJob } from '../domain/job.ts';
import { asideFolder, asidePath } from './aside.ts';
import { endJob, fenced } from './lane-job.ts';
import { removeEmptied } from './manifest.ts';
import { moveFile } from './move-file.ts';
import type { MoveDeps } from './move-surplus.ts';

export interface UndoOptions {
  /** The apply to undo. */
  readonly apply: string;
}

const BATCH = 25;
/** `moving` is left by an apply that was broken off. */
const ASIDE = ['moved', 'moving', 'restoring'] as const;

/**
 * Puts the files of an apply back where they were. Never overwrites: a file whose place is taken by now stays in the
 * trash, with the reason in the report, and may be put back later.
 */
export async function putBack(deps: MoveDeps, job: LeasedJob, taskId: string, signal: AbortSignal): Promise<void> {
  const { catalog, dataDir, clock } = deps;
  const task = await taskById(catalog.read, taskId);
  if (!task || task.state === 'finished') return endJob(catalog, job, clock());
  const { apply } = JSON.parse(task.options_json) as UndoOptions;
  const counts = await countBatch(catalog.read, apply);
  const left = counts.filter(({ state }) => (ASIDE as readonly string[]).includes(state)).reduce((sum, { count }) => sum + count, 0);
  await fenced(catalog, job, (tx) => startTask(tx, taskId, { total: left, done: 0 }));
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const rows = await batchFiles(catalog.read, apply, ASIDE, after, BATCH);
    if (rows.length === 0) break;
    after = rows.at(-1)?.id ?? after;
    await putBackSome(deps, job, taskId, rows);
  }
  const folder = asideFolder(dataDir, apply);
  const rest = (await countBatch(catalog.read, apply)).filter(({ state }) => state === 'moved').reduce((sum, { count }) => sum + count, 0);
  if (rest === 0) {
    await removeEmptied(folder);
  }
  await endJob(catalog, job, clock(), async (tx) => {
    const restored = (await countBatch(tx, apply)).find(({ state }) => state === 'restored');
    await finishTask(tx, taskId, { moved: restored?.count ?? 0, bytes: restored?.bytes ?? 0, failed: rest }, clock());
  });
}

async function putBackSome(deps: MoveDeps, job: LeasedJob, taskId: string, rows: readonly DuplicateFileRow[]): Promise<void> {
  const { catalog, dataDir, clock } = deps;
  // A purge that came first has them by now.
  const ours = await fenced(catalog, job, (tx) => markFiles(tx, rows, ASIDE, 'restoring'));
  crashPoint('putback:intended');
  const back: DuplicateFileRow[] = [];
  const stuck: Array<{ row: DuplicateFileRow; note: string }> = [];
  for (const row of rows.filter(({ id }) => ours.has(id))) {
    const note = await putBackOne(row, dataDir);
    if (note === null) back.push(row);
    else stuck.push({ row, note });
  }
  await fenced(catalog, job, async (tx) => {
    await markFiles(tx, back, ['restoring'], 'restored', { note: null });
    for (const { row, note } of stuck) await markFiles(tx, [row], ['restoring'], 'moved', { note });
    for (const row of back) await setLocationState(tx, row.asset_id, row.path, 'present');
    await recordAssetsUpdated(
      tx,
      back.map(({ asset_id }) => asset_id),
      clock(),
    );
    await advanceTask(tx, taskId, rows.length);
  });
  crashPoint('putback:recorded');
}

async function putBackOne(row: DuplicateFileRow, dataDir: string): Promise<string | null> {
  try {
    await mkdir(dirname(row.path), { recursive: true });
    const end = await moveFile(asidePath(dataDir, row), row.path, row.sha256);
    return end === 'moved' ? null : WHY[end];
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'disk-full') throw error;
    return error.message;
  }
}

const WHY = { taken: 'another file has its place', changed: 'its bytes in the trash have changed', vanished: 'it is no longer in the trash' } as const;
