import type { z } from 'zod';
import type { TagRow } from '../../catalog/tag-queries.ts';
import type { NamedRule } from '../../catalog/tag-rule-queries.ts';
import type { Implication, Tag } from '../schemas/tag.ts';
import { isoTime } from './iso-time.ts';

export function toTag(row: TagRow): z.infer<typeof Tag> {
  const { id, name, category, count, elsewhere, deprecated, wiki, created_at, updated_at } = row;
  return { id, name, category, count, elsewhere, deprecated: deprecated === 1, wiki, createdAt: isoTime(created_at), updatedAt: isoTime(updated_at) };
}

export function toImplication(rule: NamedRule, samples: readonly number[]): z.infer<typeof Implication> {
  return {
    id: rule.id,
    state: rule.state,
    origin: rule.origin,
    antecedent: { id: rule.antecedent_id, name: rule.antecedent, category: rule.antecedentCategory, count: rule.antecedentCount },
    consequent: { id: rule.consequent_id, name: rule.consequent, category: rule.consequentCategory, count: rule.consequentCount },
    support: rule.support,
    confidence: rule.confidence,
    samples: [...samples],
  };
}
