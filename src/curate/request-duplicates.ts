import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { insertLaneJob, insertTask, type TaskRow, taskById } from '../catalog/task-queries.ts';
import { AppError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { ExactScanOptions, TaskKind } from '../domain/curate.ts';
import type { ApplyOptions } from './move-surplus.ts';
import type { UndoOptions } from './put-back.ts';

type ExactKind = Extract<TaskKind, `exact-${string}`>;

/** Asks for a search for files with the same bytes. Returns the id of its task, which is also that of its report. AppError `task-running`. */
export function requestExactScan(catalog: Catalog, options: ExactScanOptions, now: number, actor = 'system'): Promise<string> {
  return catalog.write((tx) => insertCurateTask(tx, 'exact-scan', options, now, actor));
}

/** Asks to move the surplus files of a report. Returns the id of the task, by which it can be undone. AppError `task-not-found`, `report-unfinished`, `task-running`. */
export function requestExactApply(catalog: Catalog, options: ApplyOptions, now: number, actor = 'system'): Promise<string> {
  return catalog.write(async (tx) => {
    await finishedTask(tx, options.scan, 'exact-scan');
    return insertCurateTask(tx, 'exact-apply', options, now, actor);
  });
}

/** Asks to put the files of an apply back, also of one that was broken off. AppError `task-not-found`, `task-running`. */
export function requestExactUndo(catalog: Catalog, options: UndoOptions, now: number, actor = 'system'): Promise<string> {
  return catalog.write(async (tx) => {
    await knownTask(tx, options.apply, 'exact-apply');
    return insertCurateTask(tx, 'exact-undo', options, now, actor);
  });
}

/** One at a time over all processes: two would move the files of one report under each other. */
async function insertCurateTask(tx: WriteTx, kind: ExactKind, options: unknown, now: number, actor: string): Promise<string> {
  const id = newId(now);
  await insertTask(tx, { id, kind, options, now });
  const alone = await insertLaneJob(tx, { lane: 'curate', name: kind, payload: { task: id }, offerKey: 'curate:exact', now });
  if (!alone) throw new AppError('task-running', { detail: 'A search for duplicates, a move or an undo is under way' });
  await recordDeed(tx, { actor, action: ACTIONS[kind], subject: id, now });
  return id;
}

const ACTIONS: Record<ExactKind, string> = {
  'exact-scan': 'duplicates-searched',
  'exact-apply': 'duplicates-moved',
  'exact-undo': 'duplicates-put-back',
};

async function knownTask(tx: WriteTx, id: string, kind: TaskKind): Promise<TaskRow> {
  const task = await taskById(tx, id);
  if (task?.kind !== kind) throw new AppError('task-not-found', { detail: id });
  return task;
}

async function finishedTask(tx: WriteTx, id: string, kind: TaskKind): Promise<void> {
  const task = await knownTask(tx, id, kind);
  if (task.state !== 'finished') throw new AppError('report-unfinished', { detail: `The search is ${task.state}` });
}
