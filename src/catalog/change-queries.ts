import type { Selectable } from 'kysely';
import type { Catalog } from './catalog.ts';
import type { ChangeTable } from './schema.ts';

export type ChangeRow = Selectable<ChangeTable>;

/** The highest sequence committed so far, 0 in an empty catalog. */
export async function latestSeq(catalog: Catalog): Promise<number> {
  const row = await catalog.read.selectFrom('change').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row?.seq ?? 0;
}

/** Up to `limit` changes after `seq`, in order of sequence. On PostgreSQL lower ones may still be committed later. */
export async function changesAfter(catalog: Catalog, seq: number, limit: number): Promise<ChangeRow[]> {
  return catalog.read.selectFrom('change').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}
