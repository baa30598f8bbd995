import type { Catalog } from '../../catalog/catalog.ts';
import { cancelTask, finishTask, heldTask, type TaskRow } from '../../catalog/task-queries.ts';

/** Goes no further with a task of many assets. One whose last step is done already is finished: there is nothing left that could be spared. */
export async function cancelBulk(catalog: Catalog, id: string, now: number): Promise<void> {
  await catalog.write(async (tx) => {
    const task = await heldTask(tx, id);
    if (task?.state === 'running' && task.total > 0 && task.done >= task.total) await finishTask(tx, id, bulkResult(task), now);
    else await cancelTask(tx, id, now);
  });
}

/** What came of a task so far. */
export function bulkResult(row: TaskRow): { readonly found: number; readonly changed: number } {
  return { found: row.total, changed: changedSoFar(row) };
}

export function changedSoFar(row: TaskRow | undefined): number {
  return row?.result_json == null ? 0 : (JSON.parse(row.result_json) as { changed: number }).changed;
}
