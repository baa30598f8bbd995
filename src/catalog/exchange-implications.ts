import { sql } from 'kysely';
import type { Catalog, ReadDb, WriteTx } from './catalog.ts';
import { CLAIM_BATCH, refreshImplied } from './tag-claims.ts';
import { impliedBy } from './tag-implied.ts';
import { assetsBearing } from './tag-merge-queries.ts';
import { ensureTags, recordTagChange, tagsByName } from './tag-queries.ts';
import { tagName } from '../domain/tag.ts';

/** By the ids of its tags. */
interface KnownRule {
  readonly from: number;
  readonly to: number;
}

export interface WantedImplication {
  readonly from: string;
  readonly to: string;
  readonly state?: 'suggested' | 'active' | 'rejected' | undefined;
}

/**
 * Rules that are not here yet, in whatever state; what would close a ring is given back. `antecedents`: of those now active; `known`: those that
 * were here before, to be looked at by `unfulfilled`.
 */
export async function addImplications(
  tx: WriteTx,
  wanted: readonly WantedImplication[],
  now: number,
): Promise<{ added: number; antecedents: number[]; known: KnownRule[]; rings: WantedImplication[] }> {
  const rules = wanted.flatMap((rule) => {
    const [from, to] = [tagName(rule.from), tagName(rule.to)];
    return from === undefined || to === undefined ? [] : [{ ...rule, from, to }];
  });
  const tags = await ensureTags(
    tx,
    rules.flatMap(({ from, to }) => [from, to]),
    now,
  );
  const antecedents: number[] = [];
  const known: KnownRule[] = [];
  const rings: WantedImplication[] = [];
  let added = 0;
  for (const rule of rules) {
    const [from, to] = [tags.get(rule.from)!.id, tags.get(rule.to)!.id];
    const state = rule.state ?? 'active';
    if (from === to || (state === 'active' && (await impliedBy(tx, new Set([to]))).get(to)?.includes(from))) {
      rings.push(rule);
      continue;
    }
    const result = await tx
      .insertInto('tag_implication')
      .values({ antecedent_id: from, consequent_id: to, state, origin: 'import', created_at: now, updated_at: now })
      .onConflict((c) => c.columns(['antecedent_id', 'consequent_id']).doNothing())
      .executeTakeFirst();
    if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) {
      known.push({ from, to });
      continue;
    }
    added += 1;
    if (state === 'active') antecedents.push(from);
  }
  if (added > 0) await recordTagChange(tx, now);
  return { added, antecedents, known, rings };
}

/**
 * The tags from which one of these rules follows and does not on some asset that bears them, a person's no apart: an import that was killed
 * had not come to it.
 */
export async function unfulfilled({ read }: Catalog, rules: readonly KnownRule[]): Promise<number[]> {
  const antecedents: number[] = [];
  for (const { from, to } of rules) {
    const { rows } = await sql`
      select 1 as one from tag_implication as rule join asset_tag as bearer on bearer.tag_id = rule.antecedent_id
      where rule.antecedent_id = ${from} and rule.consequent_id = ${to} and rule.state = 'active'
        and not exists (select 1 from asset_tag as other where other.tag_id = ${to} and other.asset_id = bearer.asset_id)
        and not exists (select 1 from tag_claim as said where said.asset_id = bearer.asset_id and said.tag_id = ${to} and said.says = 0)
      limit 1`.execute(read);
    if (rows.length > 0) antecedents.push(from);
  }
  return antecedents;
}

/** How many of these rules are here, in whatever state. */
export async function countImplications(db: ReadDb, wanted: readonly WantedImplication[]): Promise<number> {
  const pairs = wanted.map(({ from, to }) => [tagName(from) ?? '', tagName(to) ?? ''] as const);
  const tags = await tagsByName(db, [...new Set(pairs.flat())]);
  const rules = new Set(pairs.flatMap(([from, to]) => (tags.has(from) && tags.has(to) ? [`${tags.get(from)!.id} ${tags.get(to)!.id}`] : [])));
  if (rules.size === 0) return 0;
  const antecedents = [...new Set([...rules].map((rule) => Number(rule.split(' ')[0])))];
  const rows = await db.selectFrom('tag_implication').select(['antecedent_id', 'consequent_id']).where('antecedent_id', 'in', antecedents).execute();
  return rows.filter(({ antecedent_id, consequent_id }) => rules.has(`${antecedent_id} ${consequent_id}`)).length;
}

/** Puts what follows from these tags on every asset that bears one, batch by batch. */
export async function refreshBearers(catalog: Catalog, tagIds: ReadonlySet<number>, now: number): Promise<void> {
  for (const tag of tagIds) {
    for (let after = 0; ; ) {
      const ids = await assetsBearing(catalog.read, tag, after, CLAIM_BATCH);
      if (ids.length === 0) break;
      await catalog.write((tx) => refreshImplied(tx, ids, now));
      after = ids.at(-1)!;
    }
  }
}
