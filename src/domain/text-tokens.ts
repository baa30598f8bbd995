/** Raise it when the tokens of a text change: every library then reads its texts anew in the background. */
export const TEXT_VERSION = 1;

/** Written one character after the other without spaces: each is a token, and a word of them is a phrase. */
const ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]/u;
const RUN = /[\p{L}\p{N}\p{M}]+/gu;
const PIECE = new RegExp(`${ALONE.source}\\p{M}*|\\p{N}+|(?:(?!${ALONE.source})[\\p{L}\\p{M}])+`, 'gu');
/** `RedCastle`, `HTTPServer`: what begins with a capital letter after a small one, or before one at the end of capitals. */
const CAPITALS = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu;
/** Longer ones are no words; PostgreSQL takes 2,046 bytes. */
const MAX_TOKEN = 100;

/**
 * The tokens of a text, the same for what is kept and what is searched, on both engines: letters and digits apart, no accents, no
 * capitals. `IMG_0011` is `img 0011`, `Größe` is `grosse`, `東京` is `東 京`. `byCase`: `RedCastle` is `red castle`, else `redcastle`.
 */
export function textTokens(text: string, byCase = false): string[] {
  const tokens: string[] = [];
  for (const [run] of text.normalize('NFKC').matchAll(RUN)) {
    const pieces = run.match(PIECE) ?? [];
    for (const piece of byCase ? pieces.flatMap((one) => one.split(CAPITALS)) : pieces) {
      const token = fold(piece);
      if (token !== '') tokens.push(token.slice(0, MAX_TOKEN));
    }
  }
  return tokens;
}

/** Tokens kept of one asset: a prompt has some hundred. PostgreSQL counts places up to 16,383. */
const MAX_TOKENS = 8_000;

/**
 * What is kept of the texts of an asset: parts between which no phrase reaches. Words with capitals inside are kept apart and, in a part
 * of their own, as one.
 */
export function textParts(texts: readonly string[]): string[][] {
  const parts: string[][] = [];
  let left = MAX_TOKENS;
  const add = (tokens: string[]): void => {
    if (tokens.length > 0 && left > 0) parts.push(tokens.slice(0, left));
    left -= tokens.length;
  };
  for (const text of texts) add(textTokens(text, true));
  for (const text of texts) for (const word of text.match(RUN) ?? []) if (word.search(CAPITALS) !== -1) add(textTokens(word));
  return parts;
}

function fold(piece: string): string {
  const plain = piece.toLowerCase();
  if (/^[a-z0-9]*$/.test(plain)) return plain;
  return plain
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[ßæœøđłıþ]/g, (letter) => LETTERS[letter]!);
}

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i', þ: 'th' };
