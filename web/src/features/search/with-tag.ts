import type { components } from '../../../../src/sdk/openapi.d.ts';
import { tagTerm } from './tag-term.ts';

type Explanation = components['schemas']['SearchExplanation'];

/** The search narrowed by a tag, or by the lack of it. */
export function withTag(q: string, explained: Explanation | undefined, name: string, sign: '' | '-'): string {
  const term = sign + tagTerm(name);
  const [only, ...more] = explained?.terms ?? [];
  // Beside an “or” at the top a further term would belong to the last alternative only.
  const alternatives = only !== undefined && more.length === 0 && only.tokens.length > 1 && !only.negated;
  return alternatives ? [`(${only.text})`, term, explained?.order?.text ?? ''].filter(Boolean).join(' ') : `${q.trim()} ${term}`.trim();
}
