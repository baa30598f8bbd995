import { type Selectable, sql } from 'kysely';
import type { PaceFacts } from '../domain/pace.ts';
import type { SessionTable } from './schema.ts';

/** A window is closed once it is this long and holds this many files: 10 to 20 s for fast files, 8 to 16 files for slow ones. */
const WINDOW_MS = 10_000;
const WINDOW_FILES = 8;
/** After a silence of this length (a restart, a full disk) the rate begins anew; so it does when the clock was set back. */
const GAP_MS = 120_000;

/** How files with a job that are done are counted from the other columns: those skipped unread need no work. */
const DONE = sql<number>`discovered - unchanged - pending`;

/**
 * What one more file that is done means for the rate of its session: two windows kept in the row, so that any process can
 * tell the rate and a restart does not lose it. To be set together with `pending = pending - 1`.
 */
export function paceColumns(now: number) {
  const at = sql<number>`cast(${now} as bigint)`;
  const done = sql<number>`(${DONE} + 1)`;
  const anew = sql`(last_done_at is null or ${at} - last_done_at not between 0 and ${sql.lit(GAP_MS)})`;
  const full = sql`(${at} - mark_at >= ${sql.lit(WINDOW_MS)} and ${done} - mark_done >= ${sql.lit(WINDOW_FILES)})`;
  return {
    pace_at: sql<number>`case when ${anew} then ${at} when ${full} then mark_at else pace_at end`,
    pace_done: sql<number>`case when ${anew} then ${done} when ${full} then mark_done else pace_done end`,
    mark_at: sql<number>`case when ${anew} or ${full} then ${at} else mark_at end`,
    mark_done: sql<number>`case when ${anew} or ${full} then ${done} else mark_done end`,
    last_done_at: at,
  };
}

/** The same for domain/pace. */
export function paceFacts(row: Selectable<SessionTable>): PaceFacts {
  return {
    done: row.discovered - row.unchanged - row.pending,
    pending: row.pending,
    paceAt: row.pace_at,
    paceDone: row.pace_done,
    lastDoneAt: row.last_done_at,
  };
}

/** Milliseconds from its opening to `end` in which it was neither paused nor at rest. */
export function activeMs(row: Selectable<SessionTable>, end: number): number {
  const idle = row.idle_ms + (row.idle_since === null ? 0 : Math.max(0, end - row.idle_since));
  return Math.max(0, end - row.created_at - idle);
}
