/**
 * What nobody sees and what turns the direction of writing: soft hyphen, zero-width space and no-break space, word joiner and the invisible
 * signs of mathematics, marks, embeddings, overrides and isolates of direction, fillers. Two names that differ in these only look the same.
 */
const UNSEEN = /[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]/gu;
/** Joiners make one emoji of several, and words of Persian and Hindi: they stay between two signs that are seen. */
const JOINERS = /(?<=[^\s_\u200C\u200D])([\u200C\u200D])[\u200C\u200D]*(?=[^\s_\u200C\u200D])|[\u200C\u200D]/gu;

/** A text that is to be a name, without what cannot be seen. Control characters stay: who takes the name refuses them. */
export function plainName(text: string): string {
  return text.replaceAll(UNSEEN, '').replaceAll(JOINERS, '$1');
}
