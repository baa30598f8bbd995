import { sql } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import { impliedBy } from './tag-implied.ts';
import { holdTag } from './tag-admin-queries.ts';
import { recordTagChange } from './tag-queries.ts';
import { rewriteTagWords } from './tag-words.ts';

/** Assets that bear a tag, by id, after one. */
export async function assetsBearing(db: ReadDb | WriteTx, tagId: number, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('asset_tag')
    .select('asset_id')
    .where('tag_id', '=', tagId)
    .where('asset_id', '>', after)
    .orderBy('asset_id')
    .limit(limit)
    .execute();
  return rows.map(({ asset_id }) => asset_id);
}

/** Of the assets with these ids (the first left out), those of which anybody says anything about the tag. */
export async function assetsClaiming(db: ReadDb, tagId: number, after: number, upTo: number): Promise<number[]> {
  const rows = await db
    .selectFrom('tag_claim')
    .select('asset_id')
    .distinct()
    .where('asset_id', '>', after)
    .where('asset_id', '<=', upTo)
    .where('tag_id', '=', tagId)
    .execute();
  return rows.map(({ asset_id }) => asset_id);
}

export async function lastAssetId(db: ReadDb): Promise<number> {
  const row = await db.selectFrom('asset').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.id ?? 0;
}

export async function claimsOfTags(tx: WriteTx, assetIds: readonly number[], tagIds: readonly number[]) {
  return tx.selectFrom('tag_claim').selectAll().where('asset_id', 'in', assetIds).where('tag_id', 'in', tagIds).execute();
}

/**
 * Rules about one tag become rules about another; those that would say nothing, or close a ring, are left out. Returns whether more
 * follows from the other one than before.
 */
export async function moveRules(tx: WriteTx, from: number, into: number, now: number): Promise<boolean> {
  const rules = await tx
    .selectFrom('tag_implication')
    .selectAll()
    .where((e) => e.or([e('antecedent_id', '=', from), e('consequent_id', '=', from)]))
    .orderBy('id')
    .execute();
  if (rules.length === 0) return false;
  await tx
    .deleteFrom('tag_implication')
    .where(
      'id',
      'in',
      rules.map(({ id }) => id),
    )
    .execute();
  let more = false;
  for (const { id: _, ...rule } of rules) {
    const antecedent_id = rule.antecedent_id === from ? into : rule.antecedent_id;
    const consequent_id = rule.consequent_id === from ? into : rule.consequent_id;
    if (antecedent_id === consequent_id) continue;
    const back = (await impliedBy(tx, new Set([consequent_id]))).get(consequent_id) ?? [];
    if (rule.state === 'active' && back.includes(antecedent_id)) continue;
    await tx
      .insertInto('tag_implication')
      .values({ ...rule, antecedent_id, consequent_id, updated_at: now })
      .onConflict((c) =>
        c
          .columns(['antecedent_id', 'consequent_id'])
          .doUpdateSet({ state: sql`case when excluded.state = 'active' then 'active' else tag_implication.state end` }),
      )
      .execute();
    more ||= rule.state === 'active' && antecedent_id === into;
  }
  await recordTagChange(tx, now);
  return more;
}

/** The tag is gone; its name and its other names lead to another one, and so does its note when that has none. */
export async function dropTag(tx: WriteTx, from: number, into: number, now: number): Promise<void> {
  const old = await holdTag(tx, from);
  if (old === undefined) return;
  await tx.updateTable('tag_alias').set({ tag_id: into }).where('tag_id', '=', from).execute();
  await tx.deleteFrom('tag').where('id', '=', from).execute();
  await tx.insertInto('tag_alias').values({ name: old.name, tag_id: into, origin: 'human', created_at: now }).execute();
  if (old.wiki !== null) await tx.updateTable('tag').set({ wiki: old.wiki }).where('id', '=', into).where('wiki', 'is', null).execute();
  await tx
    .updateTable('tag')
    .set({ updated_at: now, elsewhere: sql`case when elsewhere < ${old.elsewhere} then ${old.elsewhere} else elsewhere end` })
    .where('id', '=', into)
    .execute();
  await rewriteTagWords(tx, [into]);
  await recordTagChange(tx, now);
}
