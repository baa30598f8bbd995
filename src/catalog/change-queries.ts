import { type Selectable, sql } from 'kysely';
import type { Catalog } from './catalog.ts';
import type { ChangeTable } from './schema.ts';

export type ChangeRow = Selectable<ChangeTable>;

/** Sequences `from` … `to`, both included. */
export interface SeqRange {
  readonly from: number;
  readonly to: number;
}

/** The highest sequence committed so far, 0 in an empty catalog. */
export async function latestSeq(catalog: Catalog): Promise<number> {
  const row = await catalog.read.selectFrom('change').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row?.seq ?? 0;
}

/** Up to `limit` changes after `seq`, in order of sequence. On PostgreSQL lower ones may still be committed later. */
export async function changesAfter(catalog: Catalog, seq: number, limit: number): Promise<ChangeRow[]> {
  return catalog.read.selectFrom('change').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}

/** Changes of assets after `seq`, counted up to `limit`. */
export async function countAssetChanges(catalog: Catalog, seq: number, limit: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 as one from change where seq > ${seq} and asset_id is not null limit ${limit}) as taken
  `.execute(catalog.read);
  return rows[0]!.count;
}

/** The change with this sequence, undefined when there is none. */
export async function changeAt(catalog: Catalog, seq: number): Promise<ChangeRow | undefined> {
  return catalog.read.selectFrom('change').selectAll().where('seq', '=', seq).executeTakeFirst();
}

/** Up to `limit` changes whose sequence lies in one of these ranges, in order. */
export async function changesIn(catalog: Catalog, ranges: readonly SeqRange[], limit: number): Promise<ChangeRow[]> {
  const rows = ranges.map(({ from, to }) => sql`(cast(${from} as bigint), cast(${to} as bigint))`);
  const found = await sql<ChangeRow>`
    select change.* from (values ${sql.join(rows)}) as range join change on change.seq between range.column1 and range.column2
    order by change.seq limit ${limit}
  `.execute(catalog.read);
  return found.rows;
}

/** The highest sequence and what is missing among the `back` sequences before it, as of one moment. */
export async function endOfFeed(catalog: Catalog, back: number): Promise<{ latest: number; missing: SeqRange[] }> {
  const { rows } = await sql<{ seq: number; before: number | null }>`
    with recent as (select seq, lag(seq) over (order by seq) as before from change where seq > (select max(seq) from change) - cast(${back} as bigint))
    select seq, before from recent where before < seq - 1 or seq = (select max(seq) from recent) order by seq
  `.execute(catalog.read);
  const missing = rows.flatMap(({ seq, before }) => (before === null || before === seq - 1 ? [] : [{ from: before + 1, to: seq - 1 }]));
  return { latest: rows.at(-1)?.seq ?? 0, missing };
}

/**
 * PostgreSQL: the transactions under way that write to the feed. Each holds this lock from before it takes its first sequence
 * until after its rows can be seen. A sequence that was missing when these were asked for belongs to one of them, or to nobody.
 */
export async function feedWriters(catalog: Catalog): Promise<string[]> {
  if (catalog.engine === 'sqlite') return [];
  const { rows } = await sql<{ id: string }>`
    select virtualtransaction as id from pg_locks
    where locktype = 'relation' and relation = 'change'::regclass and mode = 'RowExclusiveLock' and granted
      and database = (select oid from pg_database where datname = current_database())
    order by 1
  `.execute(catalog.read);
  return rows.map(({ id }) => id);
}

/** What answers made from the catalog may be kept for: as long as `state` stays the same, nothing that they tell has changed. */
export async function feedState(catalog: Catalog): Promise<{ seq: number; state: string }> {
  // In this order: who takes a lower sequence and has not committed it when `seq` is read is among the writers.
  const seq = await latestSeq(catalog);
  return { seq, state: [seq, ...(await feedWriters(catalog))].join('-') };
}
