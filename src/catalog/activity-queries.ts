import { sql } from 'kysely';
import { type Activity, HOUR_MS } from '../domain/activity.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import { locksRows } from './row-locks.ts';

/** Of eight workers that commit at once on PostgreSQL, two seldom meet in one row. */
const SLOTS = 32;
/** One for a whole transaction: two that count again and again, each time elsewhere, would soon wait for each other in a ring. */
const slots = new WeakMap<WriteTx, number>();

/** Counts what this transaction does, best as its last statement: until it ends the row is held. */
export async function recordActivity(tx: WriteTx, kind: Activity, count: number, now: number): Promise<void> {
  if (count === 0) return;
  const row = { hour: Math.floor(now / HOUR_MS), kind, slot: slotOf(tx), count };
  await tx
    .insertInto('activity')
    .values(row)
    .onConflict((c) => c.columns(['hour', 'kind', 'slot']).doUpdateSet({ count: sql`activity.count + ${count}` }))
    .execute();
}

function slotOf(tx: WriteTx): number {
  if (!locksRows(tx)) return 0;
  const slot = slots.get(tx) ?? Math.floor(Math.random() * SLOTS);
  slots.set(tx, slot);
  return slot;
}

export interface HourCount {
  readonly hour: number;
  readonly kind: Activity;
  readonly count: number;
}

/** What was done in the hours `from` … `to` (left out), by hour and kind. */
export async function activityBetween(db: ReadDb, from: number, to: number): Promise<HourCount[]> {
  const rows = await db
    .selectFrom('activity')
    .select((e) => ['hour', 'kind', e.fn.sum<number | string>('count').as('count')])
    .where('hour', '>=', from)
    .where('hour', '<', to)
    .groupBy(['hour', 'kind'])
    .orderBy('hour')
    .execute();
  return rows.map(({ hour, kind, count }) => ({ hour, kind, count: Number(count) }));
}

/** The first hour in which anything was done. */
export async function firstActivity(db: ReadDb): Promise<number | undefined> {
  const row = await db.selectFrom('activity').select('hour').orderBy('hour').limit(1).executeTakeFirst();
  return row?.hour;
}
