import { type Insertable, sql } from 'kysely';
import type { Outcome } from '../domain/session.ts';
import type { WriteTx } from './catalog.ts';
import type { JobTable, SessionTable } from './schema.ts';
import { paceColumns } from './session-pace.ts';
import { announceRest } from './webhook-queries.ts';

/** Rows of one INSERT: 500 × 9 columns stay under SQLite's 32,766 parameters, and one shape is prepared once. */
const INSERT_ROWS = 500;

/** Inserts jobs that were not offered yet and counts them in their session; returns how many were new. */
export async function insertJobs(tx: WriteTx, sessionId: string, jobs: ReadonlyArray<Insertable<JobTable>>, now: number): Promise<number> {
  let added = 0;
  for (let at = 0; at < jobs.length; at += INSERT_ROWS) {
    const result = await tx
      .insertInto('job')
      .values(jobs.slice(at, at + INSERT_ROWS))
      .onConflict((c) => c.column('offer_key').doNothing())
      .executeTakeFirst();
    added += Number(result.numInsertedOrUpdatedRows ?? 0n);
  }
  if (added > 0) {
    await tx
      .updateTable('ingest_session')
      .set({ discovered: sql`discovered + ${added}`, pending: sql`pending + ${added}`, updated_at: now })
      .where('id', '=', sessionId)
      .execute();
  }
  return added;
}

/** Counts files that a walk found known and unchanged: skipped without a job. */
export async function countUnchanged(tx: WriteTx, sessionId: string, files: number, now: number): Promise<void> {
  if (files === 0) return;
  await tx
    .updateTable('ingest_session')
    .set({ discovered: sql`discovered + ${files}`, skipped: sql`skipped + ${files}`, unchanged: sql`unchanged + ${files}`, updated_at: now })
    .where('id', '=', sessionId)
    .execute();
}

/** Takes back what an interrupted walk counted as unchanged, before the walk starts over. */
export async function resetUnchanged(tx: WriteTx, sessionId: string): Promise<void> {
  await tx
    .updateTable('ingest_session')
    .set({ discovered: sql`discovered - unchanged`, skipped: sql`skipped - unchanged`, unchanged: 0 })
    .where('id', '=', sessionId)
    .execute();
}

/** Adds one outcome to its session, in the transaction that gives the job that outcome. */
export async function countOutcome(tx: WriteTx, sessionId: string, outcome: Outcome, facts: OutcomeCount): Promise<void> {
  await tx.updateTable('ingest_session').set(outcomeColumns(outcome, facts)).where('id', '=', sessionId).execute();
}

interface OutcomeCount {
  readonly bytes: number;
  readonly name: string;
  readonly now: number;
}

function outcomeColumns(outcome: Outcome, facts: OutcomeCount) {
  return {
    [outcome]: sql`${sql.ref(outcome)} + 1`,
    bytes_done: sql<number>`bytes_done + ${facts.bytes}`,
    current_name: facts.name,
    updated_at: facts.now,
  };
}

/** What tells whether a session has just come to rest and wants to call somebody. */
const REST = ['state', 'pending', 'webhook_url'] as const;

/** One job less to wait for; the last one finishes a session whose files are all found. */
export async function countDone(tx: WriteTx, sessionId: string, now: number): Promise<void> {
  const rest = await tx.updateTable('ingest_session').set(doneColumns(now)).where('id', '=', sessionId).returning(REST).executeTakeFirst();
  await announceRest(tx, sessionId, rest, now);
}

/** Both at once, for a job that ends with its outcome: one statement instead of two, the most frequent of all. */
export async function countEnded(tx: WriteTx, sessionId: string, outcome: Outcome, facts: OutcomeCount): Promise<void> {
  const rest = await tx
    .updateTable('ingest_session')
    .set({ ...outcomeColumns(outcome, facts), ...doneColumns(facts.now) })
    .where('id', '=', sessionId)
    .returning(REST)
    .executeTakeFirst();
  await announceRest(tx, sessionId, rest, facts.now);
}

function doneColumns(now: number) {
  const last = sql`state = 'running' and pending = 1`;
  return {
    pending: sql<number>`pending - 1`,
    state: sql<SessionTable['state']>`case when ${last} then 'finished' else state end`,
    finished_at: sql<number | null>`case when ${last} then cast(${now} as bigint) else finished_at end`,
    ...paceColumns(now),
    updated_at: now,
  };
}

/** All files are found: the session runs until nothing is pending, which may be now. */
export async function seal(tx: WriteTx, sessionId: string, now: number): Promise<void> {
  const rest = await tx
    .updateTable('ingest_session')
    .set({
      state: sql<SessionTable['state']>`case when pending = 0 then 'finished' else 'running' end`,
      finished_at: sql`case when pending = 0 then cast(${now} as bigint) else finished_at end`,
      updated_at: now,
    })
    .where('id', '=', sessionId)
    .where('state', '=', 'discovering')
    .returning(REST)
    .executeTakeFirst();
  await announceRest(tx, sessionId, rest, now);
}
