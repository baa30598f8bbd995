import { sql, type SqlBool } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import { recordTagChange } from './tag-queries.ts';
import { locksRows } from './row-locks.ts';

export interface UnusedFilter {
  /** Also those about which something is known: see SAID. */
  readonly all: boolean;
  /** Only those made before: an edit of many pictures that is under way is still to use what it made. */
  readonly madeBefore: number;
}

/** A person made, renamed or deprecated it, or wrote about it; a list brought it; other names or rules lead to it or from it. */
const SAID = sql<SqlBool>`(tag.wiki is not null or tag.category <> 'general' or tag.deprecated = 1 or tag.elsewhere > 0
  or exists (select 1 from tag_alias where tag_alias.tag_id = tag.id)
  or exists (select 1 from tag_implication i where i.antecedent_id = tag.id and i.state <> 'suggested')
  or exists (select 1 from tag_implication i where i.consequent_id = tag.id and i.state <> 'suggested')
  or exists (select 1 from audit where audit.subject = 'tag ' || tag.id))`;

/** Tags that nothing bears, by id, after one. Those that a person said no to somewhere are among them: see tagsDenied. */
export async function unusedTags(db: ReadDb | WriteTx, { all, madeBefore }: UnusedFilter, after: number, limit: number): Promise<number[]> {
  const rows = await unused(db, all, madeBefore).where('id', '>', after).orderBy('id').limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** Of assets with these ids (the first left out), the tags that a person said no to: should a model say them again, the no must still be known. */
export async function tagsDenied(db: ReadDb, after: number, upTo: number): Promise<number[]> {
  const rows = await db
    .selectFrom('tag_claim')
    .select('tag_id')
    .distinct()
    .where('asset_id', '>', after)
    .where('asset_id', '<=', upTo)
    .where('says', '=', 0)
    .execute();
  return rows.map(({ tag_id }) => tag_id);
}

/** Since when edits of many pictures are under way; undefined when none is. */
export async function bulkEditsSince(db: ReadDb | WriteTx): Promise<number | undefined> {
  const row = await db
    .selectFrom('task')
    .select('created_at')
    .where('kind', 'in', ['bulk-edit', 'bulk-revert'])
    .where('state', 'in', ['waiting', 'running'])
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  return row?.created_at;
}

/** Deletes those of these tags that are still unused. Returns how many went. */
export async function dropUnusedTags(tx: WriteTx, ids: readonly number[], { all, madeBefore }: UnusedFilter, now: number): Promise<number> {
  const rows = await unused(tx, all, madeBefore)
    .where('id', 'in', ids)
    .orderBy('id')
    .$if(locksRows(tx), (q) => q.forUpdate())
    .execute();
  if (rows.length === 0) return 0;
  await tx
    .deleteFrom('tag')
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  await recordTagChange(tx, now);
  return rows.length;
}

function unused(db: ReadDb | WriteTx, all: boolean, madeBefore: number) {
  const query = db.selectFrom('tag').select('id').where('count', '=', 0).where('created_at', '<', madeBefore);
  return all ? query : query.where(sql<SqlBool>`not ${SAID}`);
}
