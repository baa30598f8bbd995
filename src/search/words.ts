import type { Phrase } from '../catalog/asset-text.ts';
import type { Condition, TextFact } from '../catalog/search-condition.ts';
import { textTokens } from '../domain/text-tokens.ts';

/** Where signs are looked for, of which full text keeps nothing. */
const SIGN_FACTS: readonly TextFact[] = ['name', 'title', 'description', 'keywords', 'prompt'];

/** A word or a run of words in the texts of an asset. `quoted`: `*` is a sign like others; else it stands for the rest of a word. */
export function wordsCondition(text: string, quoted: boolean): Condition {
  const rest = quoted ? text : text.replace(/(?<!\\)\*+$/, '');
  // Full text knows how words begin; what they end on or have in the middle, only the file name is looked through for.
  if (!quoted && /(?<!\\)\*/.test(rest)) return { kind: 'like', fact: 'name', pattern: `*${text}*` };
  const prefix = rest.length < text.length && /[\p{L}\p{N}]$/u.test(rest);
  const whole = textTokens(rest);
  if (whole.length === 0) {
    const pattern = `*${text.replace(/[*\\]/g, '\\$&')}*`;
    return { kind: 'some', parts: SIGN_FACTS.map((fact) => ({ kind: 'like', fact, pattern })) };
  }
  const byCase = textTokens(rest, true);
  const all = byCase.length === whole.length ? [whole] : [whole, byCase];
  return { kind: 'words', sought: [all.map((tokens): Phrase => (prefix ? { tokens, prefix } : { tokens }))] };
}

/** All of these, the words among them as one question. */
export function allOf(parts: readonly Condition[]): Condition {
  const words = parts.filter((part) => part.kind === 'words');
  if (words.length <= 1) return { kind: 'all', parts };
  const together: Condition = { kind: 'words', sought: words.flatMap(({ sought }) => sought) };
  return words.length === parts.length ? together : { kind: 'all', parts: [together, ...parts.filter((part) => part.kind !== 'words')] };
}

/** What is looked for in the texts of every asset found: by it they can be ranked. */
export function soughtPhrases(where: Condition | undefined): Phrase[] {
  if (where?.kind === 'words') return where.sought.flat();
  return where?.kind === 'all' ? where.parts.flatMap(soughtPhrases) : [];
}
