export interface MadeTag {
  readonly name: string;
  readonly category: string;
  readonly count: number;
}

/** Frequent words of real tags: beginnings and inner words that thousands of tags share, as in life. */
const SHARED = [
  'long',
  'short',
  'hair',
  'blue',
  'red',
  'white',
  'black',
  'girl',
  'boy',
  'dress',
  'eyes',
  'hat',
  'holding',
  'looking',
  'flower',
  'sword',
  'series',
  'fate',
  'hand',
  'bow',
];
const SYLLABLES = [
  'ka',
  'shi',
  'to',
  'mi',
  'ra',
  'no',
  'el',
  'an',
  'ber',
  'sto',
  'li',
  'ne',
  'gra',
  'pu',
  'wo',
  'che',
  'da',
  'ri',
  'qu',
  'yu',
  'ho',
  'ze',
  'va',
  'fi',
  'ox',
];

/** Different names of one to three words, Zipf counts: the 1st in 600,000 assets, the 1,000th in 600. Always the same ones. */
export function madeTags(total: number, totalAliases: number): { tags: MadeTag[]; aliases: Array<{ name: string; of: string }> } {
  const random = randomOf(7);
  const syllable = () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]!;
  const word = () =>
    random() < 0.4 ? SHARED[Math.floor(random() ** 2 * SHARED.length)]! : Array.from({ length: 2 + Math.floor(random() * 3) }, syllable).join('');
  const taken = new Set<string>();
  const name = () => {
    for (;;) {
      const words = Array.from({ length: 1 + Math.floor(random() * 3) }, word);
      const made = random() < 0.15 ? `${words.join('_')}_(${word()})` : words.join('_');
      if (taken.has(made)) continue;
      taken.add(made);
      return made;
    }
  };
  const tags = Array.from({ length: total }, (_, at) => ({
    name: name(),
    category: random() < 0.5 ? 'general' : random() < 0.5 ? 'artist' : 'character',
    count: Math.floor(600_000 / (at + 1)),
  }));
  const aliases = Array.from({ length: totalAliases }, () => ({ name: name(), of: tags[Math.floor(random() ** 2 * total)]!.name }));
  return { tags, aliases };
}

/** mulberry32 */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
