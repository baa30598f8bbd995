import { type Selectable, sql, type SqlBool } from 'kysely';
import type { TaskKind } from '../domain/curate.ts';
import type { Lane } from '../domain/job.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import { locksRows } from './row-locks.ts';
import type { TaskTable } from './schema.ts';

export type TaskRow = Selectable<TaskTable>;

export async function taskById(db: ReadDb | WriteTx, id: string): Promise<TaskRow | undefined> {
  return db.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Held until the transaction ends: a step or a cancel of it is before or after. */
export async function heldTask(tx: WriteTx, id: string): Promise<TaskRow | undefined> {
  return tx
    .selectFrom('task')
    .selectAll()
    .where('id', '=', id)
    .$if(locksRows(tx), (q) => q.forNoKeyUpdate())
    .executeTakeFirst();
}

/** Newest first (ids are UUIDv7), before the id `before`. */
export async function listTasks(db: ReadDb, kinds: readonly TaskKind[], before: string | undefined, limit: number): Promise<TaskRow[]> {
  let query = db.selectFrom('task').selectAll().where('kind', 'in', kinds);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

/** Whether a lane still has something to do, from its partial indexes. */
export async function anyUnfinishedJob(db: ReadDb, lane: Lane): Promise<boolean> {
  for (const state of ['ready', 'running'] as const) {
    const row = await db
      .selectFrom('job')
      .select('id')
      .where('lane', '=', lane)
      .where(sql<SqlBool>`state = ${sql.lit(state)}`)
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
}

export async function insertTask(tx: WriteTx, task: { id: string; kind: TaskKind; options: unknown; total?: number; now: number }): Promise<void> {
  await tx
    .insertInto('task')
    .values({
      id: task.id,
      kind: task.kind,
      state: 'waiting',
      options_json: JSON.stringify(task.options),
      total: task.total ?? 0,
      created_at: task.now,
    })
    .execute();
}

/** A job of a lane that belongs to no session. False: its offer key is taken, nothing was written. */
export async function insertLaneJob(
  tx: WriteTx,
  job: { lane: Lane; name: string; payload: unknown; offerKey?: string; priority?: number; now: number },
): Promise<boolean> {
  const result = await tx
    .insertInto('job')
    .values({
      lane: job.lane,
      session_id: null,
      offer_key: job.offerKey ?? null,
      payload_json: JSON.stringify(job.payload),
      name: job.name,
      state: 'ready',
      priority: job.priority ?? 0,
      run_after: job.now,
      attempt: 0,
      deaths: 0,
      solo: 0,
      lease_token: 0,
      created_at: job.now,
    })
    .onConflict((c) => c.column('offer_key').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function startTask(tx: WriteTx, id: string, facts: { total?: number; done?: number }): Promise<void> {
  await tx
    .updateTable('task')
    .set({ state: 'running', ...(facts.total === undefined ? {} : { total: facts.total }), ...(facts.done === undefined ? {} : { done: facts.done }) })
    .where('id', '=', id)
    .execute();
}

/** False when it has begun, or ended: nothing was written. */
export async function setTaskOptions(tx: WriteTx, id: string, options: unknown): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('task')
    .set({ options_json: JSON.stringify(options) })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** `result`: what came of it so far. */
export async function advanceTask(tx: WriteTx, id: string, by: number, result?: unknown): Promise<void> {
  await tx
    .updateTable('task')
    .set({ done: sql`done + ${by}`, ...(result === undefined ? {} : { result_json: JSON.stringify(result) }) })
    .where('id', '=', id)
    .execute();
}

/** One more step of a task that may be cancelled: false when it was, and then nothing more may be done. Best the first statement. */
export async function advanceUnlessCancelled(tx: WriteTx, id: string, by: number): Promise<boolean> {
  const result = await tx
    .updateTable('task')
    .set({ done: sql`done + ${by}` })
    .where('id', '=', id)
    .where('state', '<>', 'cancelled')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What is waiting or running is not gone on with. False when it had ended already. */
export async function cancelTask(tx: WriteTx, id: string, now: number): Promise<boolean> {
  const result = await tx
    .updateTable('task')
    .set({ state: 'cancelled', finished_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function finishTask(tx: WriteTx, id: string, result: unknown, now: number): Promise<void> {
  await tx
    .updateTable('task')
    .set({ state: 'finished', result_json: JSON.stringify(result), finished_at: now })
    .where('id', '=', id)
    .execute();
}

export async function failTask(tx: WriteTx, id: string, error: { code: string; detail: string }, now: number): Promise<void> {
  await tx
    .updateTable('task')
    .set({ state: 'failed', error_code: error.code, error_detail: error.detail.slice(0, 1000), finished_at: now })
    .where('id', '=', id)
    .execute();
}
