import type { Condition } from '../../catalog/search-condition.ts';
import { type ColumnName, INDEXED_FACTS, type IndexedFact } from './part.ts';

type Within = Extract<Condition, { kind: 'within' }>;

/** A condition that the index can answer by itself. */
export type Question =
  | { readonly kind: 'all' | 'some'; readonly parts: readonly Question[] }
  | { readonly kind: 'not'; readonly part: Question }
  | { readonly kind: 'tagged'; readonly tags: readonly number[] }
  | (Omit<Within, 'fact'> & { readonly fact: IndexedFact | 'id' })
  | { readonly kind: 'known'; readonly fact: IndexedFact }
  | { readonly kind: 'format'; readonly pattern: string }
  /** Ascending ids that the catalog gave for what the index does not keep. */
  | { readonly kind: 'among'; readonly ids: Uint32Array; readonly what: Condition };

/** What the catalog was asked for conditions that the index does not keep. */
export type Resolved = ReadonlyMap<Condition, Uint32Array>;

const FACTS: ReadonlySet<string> = new Set(INDEXED_FACTS);

function isIndexed(fact: string): fact is IndexedFact {
  return FACTS.has(fact);
}

/** The condition for the index, undefined where it asks for something the index neither keeps nor was given. */
export function toQuestion(condition: Condition, resolved?: Resolved): Question | undefined {
  const ids = resolved?.get(condition);
  if (ids) return { kind: 'among', ids, what: condition };
  switch (condition.kind) {
    case 'all':
    case 'some': {
      const parts: Question[] = [];
      for (const part of condition.parts) {
        const question = toQuestion(part, resolved);
        if (!question) return undefined;
        parts.push(question);
      }
      return { kind: condition.kind, parts };
    }
    case 'not': {
      const part = toQuestion(condition.part, resolved);
      return part && { kind: 'not', part };
    }
    case 'tagged':
      return condition;
    case 'within': {
      const { fact, ...bounds } = condition;
      return fact === 'id' || isIndexed(fact) ? { ...bounds, fact } : undefined;
    }
    case 'known':
      return isIndexed(condition.fact) ? { kind: 'known', fact: condition.fact } : undefined;
    case 'like':
      return condition.fact === 'format' ? { kind: 'format', pattern: condition.pattern } : undefined;
    default:
      return undefined;
  }
}

/** The columns that are read to answer. */
export function columnsOf(question: Question): ColumnName[] {
  switch (question.kind) {
    case 'all':
    case 'some':
      return question.parts.flatMap(columnsOf);
    case 'not':
      return columnsOf(question.part);
    case 'within':
      return question.fact === 'id' ? [] : [question.fact];
    case 'known':
      return [question.fact];
    case 'format':
      return ['format'];
    default:
      return [];
  }
}

/** Parts of a condition that no index of this room answers, the outermost that can be asked on their own. */
export function foreignParts(condition: Condition): Condition[] {
  if (toQuestion(condition)) return [];
  if (condition.kind === 'all' || condition.kind === 'some') return condition.parts.flatMap(foreignParts);
  if (condition.kind === 'not') return foreignParts(condition.part);
  return [condition];
}

/** A LIKE pattern of a condition as the expression that says the same of a whole text of ASCII letters. */
export function likeExpression(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const escaped = pattern[at] === '\\' && at + 1 < pattern.length;
    const char = escaped ? pattern[++at]! : pattern[at]!;
    source += char === '*' && !escaped ? '.*' : char.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 'is');
}

/** Whether the catalog itself finds what matches without reading every asset. */
export function isSelective(condition: Condition): boolean {
  return !['like', 'known', 'within'].includes(condition.kind);
}
