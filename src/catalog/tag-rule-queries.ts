import { type Selectable, sql } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { TagImplicationTable } from './schema.ts';

export type RuleRow = Selectable<TagImplicationTable>;
export type RuleState = TagImplicationTable['state'];

export interface NamedRule extends RuleRow {
  readonly antecedent: string;
  readonly antecedentCategory: string;
  readonly antecedentCount: number;
  readonly consequent: string;
  readonly consequentCategory: string;
  readonly consequentCount: number;
}

function named(db: ReadDb) {
  return db
    .selectFrom('tag_implication')
    .innerJoin('tag as a', 'a.id', 'tag_implication.antecedent_id')
    .innerJoin('tag as c', 'c.id', 'tag_implication.consequent_id')
    .selectAll('tag_implication')
    .select([
      'a.name as antecedent',
      'a.category as antecedentCategory',
      'a.count as antecedentCount',
      'c.name as consequent',
      'c.category as consequentCategory',
      'c.count as consequentCount',
    ]);
}

/** Newest first. */
export async function listRules(db: ReadDb, state: RuleState, origin: string | undefined, before: number | undefined, limit: number): Promise<NamedRule[]> {
  let query = named(db).where('tag_implication.state', '=', state);
  if (origin !== undefined) query = query.where('tag_implication.origin', '=', origin);
  if (before !== undefined) query = query.where('tag_implication.id', '<', before);
  return query.orderBy('tag_implication.id', 'desc').limit(limit).execute();
}

export async function countRules(db: ReadDb): Promise<Record<RuleState, number>> {
  const rows = await db
    .selectFrom('tag_implication')
    .select((e) => ['state', e.fn.countAll<number>().as('rules')])
    .groupBy('state')
    .execute();
  const counts = { suggested: 0, active: 0, rejected: 0 };
  for (const { state, rules } of rows) counts[state] = Number(rules);
  return counts;
}

/** Rules from and to a tag that hold. */
export async function rulesOfTag(db: ReadDb, tagId: number): Promise<NamedRule[]> {
  return named(db)
    .where('tag_implication.state', '=', 'active')
    .where((e) => e.or([e('tag_implication.antecedent_id', '=', tagId), e('tag_implication.consequent_id', '=', tagId)]))
    .limit(500)
    .execute();
}

export async function rulesByIds(tx: WriteTx, ids: readonly number[]): Promise<RuleRow[]> {
  return ids.length === 0 ? [] : tx.selectFrom('tag_implication').selectAll().where('id', 'in', ids).orderBy('id').execute();
}

/** A rule that holds from now on, whatever was said of it before. */
export async function putRule(tx: WriteTx, antecedent: number, consequent: number, origin: string, now: number): Promise<void> {
  await tx
    .insertInto('tag_implication')
    .values({
      antecedent_id: antecedent,
      consequent_id: consequent,
      state: 'active',
      origin,
      support: null,
      confidence: null,
      created_at: now,
      updated_at: now,
    })
    .onConflict((c) => c.columns(['antecedent_id', 'consequent_id']).doUpdateSet({ state: 'active', updated_at: now }))
    .execute();
}

export async function setRuleState(tx: WriteTx, ids: readonly number[], state: RuleState, now: number): Promise<void> {
  if (ids.length > 0) await tx.updateTable('tag_implication').set({ state, updated_at: now }).where('id', 'in', ids).execute();
}

export interface Suggestion {
  readonly antecedent: number;
  readonly consequent: number;
  readonly origin: 'pattern' | 'statistics';
  readonly support: number;
  readonly confidence: number;
}

/** What was decided of a rule stays; of what was only suggested the figures are renewed. */
export async function putSuggestions(tx: WriteTx, suggestions: readonly Suggestion[], now: number): Promise<void> {
  for (const { antecedent, consequent, origin, support, confidence } of suggestions)
    await tx
      .insertInto('tag_implication')
      .values({ antecedent_id: antecedent, consequent_id: consequent, state: 'suggested', origin, support, confidence, created_at: now, updated_at: now })
      .onConflict((c) =>
        c
          .columns(['antecedent_id', 'consequent_id'])
          .doUpdateSet({ support, confidence, origin, updated_at: now })
          .where(sql<boolean>`tag_implication.state = 'suggested'`),
      )
      .execute();
}

/** Suggestions that were not found again. */
export async function dropSuggestionsBefore(tx: WriteTx, time: number): Promise<void> {
  await tx.deleteFrom('tag_implication').where('state', '=', 'suggested').where('updated_at', '<', time).execute();
}
