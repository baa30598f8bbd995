/** What stands in most tags; a mistaken letter of another script is found when it is one too many or two are swapped. */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789_-('];
/** Letters looked at: 16 give 1,279 beginnings, which both engines look up in a few milliseconds. */
const LOOKED_AT = 16;
/** Shorter ones are one typo away from everything. */
const SHORTEST = 4;

/** Beginnings one typo away: a letter too many, two swapped, another one, one missing. The likeliest kinds first; none for short texts. */
export function oneTypoAway(text: string): string[] {
  const letters = [...text].slice(0, LOOKED_AT);
  if (letters.length < SHORTEST) return [];
  const places = letters.map((_, at) => at);
  const put = (at: number, taken: number, ...instead: string[]) => letters.toSpliced(at, taken, ...instead).join('');
  const found = new Set([
    ...places.slice(1).map((at) => put(at - 1, 2, letters[at]!, letters[at - 1]!)),
    ...places.map((at) => put(at, 1)),
    ...places.flatMap((at) => LETTERS.map((letter) => put(at, 1, letter))),
    ...places.flatMap((at) => LETTERS.map((letter) => put(at, 0, letter))),
  ]);
  found.delete(letters.join(''));
  return [...found];
}
