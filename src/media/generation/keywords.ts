import { promptPhrases } from './prompt-phrases.ts';

const MOST_KEYWORDS = 300;
/** Longer phrases are sentences: their words are kept instead. */
const PHRASE_LIMIT = 60;
const WORD_LIMIT = 40;

/** Words that say nothing alone. */
const STOP_WORDS = new Set(
  'the and with for from that this her his its their into onto over under are was were has have had not but she him they them who whom while where which very'.split(
    ' ',
  ),
);

/** What was asked for, as keywords: phrases without weights and syntax, lower case, each once, in order. */
export function promptKeywords(prompt: string): string[] {
  const keywords = new Set<string>();
  for (const { text, weight } of promptPhrases(prompt)) {
    // zero and less: asked not to be there
    if (!(weight > 0)) continue;
    const phrase = clean(text);
    if (phrase.length <= PHRASE_LIMIT) add(keywords, phrase);
    else for (const word of phrase.split(' ')) if (word.length > 2 && word.length <= WORD_LIMIT && !STOP_WORDS.has(word)) add(keywords, clean(word));
    if (keywords.size >= MOST_KEYWORDS) break;
  }
  return [...keywords].slice(0, MOST_KEYWORDS);
}

function add(keywords: Set<string>, phrase: string): void {
  // punctuation and bare numbers are no words
  if (/\p{L}/u.test(phrase)) keywords.add(phrase);
}

function clean(text: string): string {
  return text
    .toLowerCase()
    .replace(/\bembedding:/g, '')
    .replace(/["“”*#]/g, ' ')
    .replace(/^[\s.:!?'\-–—]+|[\s.:!?'\-–—]+$/g, '')
    .replace(/\s+/g, ' ');
}
