import type { Condition } from '../../catalog/search-condition.ts';
import { estimate, rarestFirst } from './evaluate.ts';
import type { Generation } from './generation.ts';
import type { Question } from './question.ts';

/** One part of a search as the index takes it: in the order in which it is looked at, the rarest first. */
export interface ExplainStep {
  readonly kind: Question['kind'];
  /** What is asked, such as `width 1000 … 2000` or `tag 17`. */
  readonly what: string;
  /** Assets it is expected to be true of. Exact for tags; columns are sampled. */
  readonly about: number;
  readonly parts: readonly ExplainStep[];
}

export function explainQuestion(question: Question, { segment, delta }: Pick<Generation, 'segment' | 'delta'>): ExplainStep {
  const parts =
    question.kind === 'all' ? rarestFirst(question.parts, segment) : question.kind === 'some' ? question.parts : question.kind === 'not' ? [question.part] : [];
  return {
    kind: question.kind,
    what: whatOf(question),
    about: estimate(question, segment) + estimate(question, delta),
    parts: parts.map((part) => explainQuestion(part, { segment, delta })),
  };
}

function whatOf(question: Question): string {
  switch (question.kind) {
    case 'all':
      return 'all of these, one after the other';
    case 'some':
      return 'any of these';
    case 'not':
      return 'not this';
    case 'tagged':
      return question.tags.length === 0 ? 'a tag that nothing bears' : `${question.tags.length === 1 ? 'tag' : 'one of the tags'} ${question.tags.join(', ')}`;
    case 'within': {
      const { fact, min, max, minOpen, maxOpen } = question;
      return [
        fact,
        ...(min === undefined ? [] : [minOpen ? `> ${min}` : `>= ${min}`]),
        ...(max === undefined ? [] : [maxOpen ? `< ${max}` : `<= ${max}`]),
      ].join(' ');
    }
    case 'known':
      return `${question.fact} is known`;
    case 'format':
      return `format ${question.pattern}`;
    case 'among':
      return `${kindsIn(question.what).join(', ')}: found by the catalog`;
  }
}

function kindsIn(condition: Condition): string[] {
  if (condition.kind === 'all' || condition.kind === 'some') return [...new Set(condition.parts.flatMap(kindsIn))];
  if (condition.kind === 'not') return kindsIn(condition.part);
  return 'fact' in condition ? [`${condition.kind} ${condition.fact}`] : [condition.kind];
}
