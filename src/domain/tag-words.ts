/** Beginnings of words kept for one name; what lies behind the eighth word is found by what stands before it. */
const MAX_WORDS = 8;

/** For finding: without the accents of Latin letters, so that `pokemon` finds `pokémon`. */
export function foldedName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
}

/**
 * What a name is found by: itself, and its rest from the beginning of every further word. `long_blue_hair` gives itself, `blue_hair` and
 * `hair`: whoever types `blue ha` finds it by a prefix.
 */
export function tagWords(name: string): string[] {
  const folded = foldedName(name);
  const words = new Set([folded]);
  for (const { index } of folded.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)) {
    if (words.size >= MAX_WORDS) break;
    words.add(folded.slice(index));
  }
  return [...words];
}

/**
 * How far up a tag stands in a list: first by how often this library has it, then by how often another one had it. Steps of factor four,
 * so that a count that grows by one hardly ever changes it. A deprecated tag stands last.
 */
export function tagRank(count: number, elsewhere: number, deprecated: boolean): number {
  if (deprecated) return -1;
  return countStep(count) * 32 + countStep(elsewhere);
}

/** 0 for none, then 1 for 1…3, 2 for 4…15, and so on: at most 16. */
export function countStep(count: number): number {
  return count <= 0 ? 0 : Math.floor(Math.log2(count) / 2) + 1;
}
