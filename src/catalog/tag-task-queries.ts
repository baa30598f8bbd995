import { TAG_TASK_KINDS, type TagTaskKind } from '../domain/curate.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import { locksRows } from './row-locks.ts';
import { insertLaneJob, insertTask } from './task-queries.ts';

/** One job at a time over all processes: two tasks about tags never meet. */
const OFFER_KEY = 'curate:tags';

export async function insertTagTask(tx: WriteTx, task: { id: string; kind: TagTaskKind; options: unknown; total?: number; now: number }): Promise<void> {
  await insertTask(tx, task);
  // Held, it cannot end without seeing this task; ended, its key is free.
  if (locksRows(tx)) await tx.selectFrom('job').select('id').where('offer_key', '=', OFFER_KEY).forUpdate().execute();
  await startNextTagTask(tx, task.now);
}

/** The job of the task that has waited longest, unless one is under way. Also to be called where one ends. */
export async function startNextTagTask(tx: WriteTx, now: number): Promise<void> {
  const next = await tx
    .selectFrom('task')
    .select(['id', 'kind'])
    .where('kind', 'in', TAG_TASK_KINDS)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (next !== undefined) await insertLaneJob(tx, { lane: 'curate', name: next.kind, payload: { task: next.id }, offerKey: OFFER_KEY, now });
}

/** False: it had ended already, or somebody else's kind of task. */
export async function cancelTagTask(tx: WriteTx, id: string, now: number): Promise<boolean> {
  const result = await tx
    .updateTable('task')
    .set({ state: 'cancelled', finished_at: now })
    .where('id', '=', id)
    .where('kind', 'in', TAG_TASK_KINDS)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Tasks about tags that have not ended, oldest first. */
export async function openTagTasks(db: ReadDb | WriteTx) {
  return db.selectFrom('task').selectAll().where('kind', 'in', TAG_TASK_KINDS).where('state', 'in', ['waiting', 'running']).orderBy('id').limit(100).execute();
}

/** Options of all imports of lists that have not ended: what they name must not be swept away, however many wait. */
export async function openImportOptions(db: ReadDb): Promise<string[]> {
  const rows = await db.selectFrom('task').select('options_json').where('kind', '=', 'tag-import').where('state', 'in', ['waiting', 'running']).execute();
  return rows.map(({ options_json }) => options_json);
}
