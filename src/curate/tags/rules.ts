import { recordDeed } from '../../catalog/audit-queries.ts';
import type { Catalog, ReadDb, WriteTx } from '../../catalog/catalog.ts';
import { CLAIM_BATCH, refreshImplied } from '../../catalog/tag-claims.ts';
import { impliedBy } from '../../catalog/tag-implied.ts';
import { assetsBearing } from '../../catalog/tag-merge-queries.ts';
import { recordTagChange, tagsByIds } from '../../catalog/tag-queries.ts';
import { putRule, type RuleRow, rulesByIds, setRuleState } from '../../catalog/tag-rule-queries.ts';
import { insertTagTask } from '../../catalog/tag-task-queries.ts';
import { AppError } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/error-catalog.ts';
import { newId } from '../../core/ids.ts';
import { type By, held } from './edit-tag.ts';

export interface RulesDecided {
  readonly approved: readonly number[];
  readonly rejected: readonly number[];
  /** Rules that cannot hold, and why. */
  readonly refused: ReadonlyArray<{ readonly id: number; readonly code: ErrorCode }>;
  /** The task that gives the assets their tags; null: all have them already. */
  readonly task: string | null;
}

/** Why a rule cannot hold; undefined when it can. */
export async function reasonAgainst(
  db: ReadDb | WriteTx,
  antecedent: number,
  consequent: number,
): Promise<'implication-self' | 'implication-cycle' | undefined> {
  if (antecedent === consequent) return 'implication-self';
  const follows = (await impliedBy(db, new Set([consequent]))).get(consequent) ?? [];
  return follows.includes(antecedent) ? 'implication-cycle' : undefined;
}

/** A rule by a person, holding at once. AppError `tag-not-found`, `implication-self`, `implication-cycle`. */
export async function addRule(catalog: Catalog, antecedent: number, consequent: number, by: By): Promise<{ readonly task: string | null }> {
  return catalog.write(async (tx) => {
    const [from, to] = [await held(tx, antecedent), await held(tx, consequent)];
    const against = await reasonAgainst(tx, antecedent, consequent);
    if (against !== undefined) throw new AppError(against, { detail: `${from.name} → ${to.name}` });
    await putRule(tx, antecedent, consequent, 'human', by.now);
    await recordDeed(tx, { actor: by.actor, action: 'implication-added', subject: `tag ${antecedent}`, detail: { from: from.name, to: to.name }, now: by.now });
    return { task: await spread(tx, [antecedent], by) };
  });
}

/**
 * Suggestions a person took or refused, and rules they took back. Approved in their order: the first of two that would close a ring holds,
 * the second is refused and said. What is rejected is not suggested again.
 */
export async function decideRules(catalog: Catalog, approve: readonly number[], reject: readonly number[], by: By): Promise<RulesDecided> {
  return catalog.write(async (tx) => {
    const approved: RuleRow[] = [];
    const refused: Array<{ id: number; code: ErrorCode }> = [];
    const wanted = await rulesByIds(tx, approve);
    const gone = await rulesByIds(tx, reject);
    const known = new Set([...wanted, ...gone].map(({ id }) => id));
    for (const id of [...approve, ...reject]) if (!known.has(id)) refused.push({ id, code: 'implication-not-found' });
    for (const rule of wanted) {
      if (rule.state === 'active') continue;
      const against = await reasonAgainst(tx, rule.antecedent_id, rule.consequent_id);
      if (against !== undefined) {
        refused.push({ id: rule.id, code: against });
        continue;
      }
      await setRuleState(tx, [rule.id], 'active', by.now);
      approved.push(rule);
    }
    const rejected = gone.filter(({ state }) => state !== 'rejected');
    await setRuleState(
      tx,
      rejected.map(({ id }) => id),
      'rejected',
      by.now,
    );
    const touched = [...approved, ...rejected.filter(({ state }) => state === 'active')].map(({ antecedent_id }) => antecedent_id);
    if (approved.length + rejected.length > 0) {
      const detail = { approved: approved.length, rejected: rejected.length };
      await recordDeed(tx, {
        actor: by.actor,
        action: 'implications-decided',
        subject: `tag ${touched[0] ?? rejected[0]?.antecedent_id}`,
        detail,
        now: by.now,
      });
    }
    return { approved: approved.map(({ id }) => id), rejected: rejected.map(({ id }) => id), refused, task: await spread(tx, touched, by) };
  });
}

/** Assets that bear these tags get what follows now, and lose what does not: few at once, many by a task. */
async function spread(tx: WriteTx, antecedents: readonly number[], { now }: By): Promise<string | null> {
  const tags = [...(await tagsByIds(tx, [...new Set(antecedents)])).values()];
  if (tags.length === 0) return null;
  await recordTagChange(tx, now);
  const total = tags.reduce((sum, { count }) => sum + count, 0);
  if (total <= CLAIM_BATCH) {
    for (const { id } of tags) await refreshImplied(tx, await assetsBearing(tx, id, 0, CLAIM_BATCH), now);
    return null;
  }
  const id = newId(now);
  await insertTagTask(tx, { id, kind: 'tag-refresh', options: { tags: tags.map((tag) => tag.id) }, total, now });
  return id;
}
