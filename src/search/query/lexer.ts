import type { Span } from './ast.ts';
import { QueryError } from './query-error.ts';

export type Token =
  | { readonly kind: '(' | ')' | '-' | '~' | 'or' | 'and'; readonly at: Span }
  | { readonly kind: 'word'; readonly text: string; readonly at: Span }
  | { readonly kind: 'phrase'; readonly text: string; readonly at: Span }
  /** `name:value`; `value` without its quotes, `quoted` when it had them. `valueAt` spans it. */
  | { readonly kind: 'pair'; readonly name: string; readonly value: string; readonly quoted: boolean; readonly at: Span; readonly valueAt: Span };

/** Nobody types more, and every step below is linear in it. */
export const MAX_QUERY = 4_000;

/**
 * Cuts a query into tokens. `-` and `~` are signs only before a term; a parenthesis inside a word belongs to it while it is
 * balanced there, so `hakurei_(tou)` is one word and `(a b)` a group. Throws QueryError for a quote that does not end.
 */
export function lex(text: string): Token[] {
  if (text.length > MAX_QUERY) throw new QueryError(`A query has at most ${MAX_QUERY} characters`, { start: MAX_QUERY, end: text.length });
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    const char = text[at]!;
    if (/\s/.test(char)) {
      at += 1;
    } else if (char === '(' || char === ')') {
      at += 1;
      tokens.push({ kind: char, at: { start, end: at } });
    } else if ((char === '-' || char === '~') && /[^\s)]/.test(text[at + 1] ?? ' ')) {
      at += 1;
      tokens.push({ kind: char, at: { start, end: at } });
    } else if (char === '"') {
      const quoted = readQuoted(text, at);
      at = quoted.end;
      tokens.push({ kind: 'phrase', text: quoted.text, at: { start, end: at } });
    } else {
      const token = readWord(text, at);
      at = token.at.end;
      tokens.push(token);
    }
  }
  return tokens;
}

function readWord(text: string, start: number): Token {
  const pair = /^([a-z][a-z0-9_.]*):/i.exec(text.slice(start, start + 64));
  if (pair) {
    const name = pair[1]!;
    const from = start + pair[0].length;
    if (text[from] === '"') {
      const { text: value, end } = readQuoted(text, from);
      return { kind: 'pair', name, value, quoted: true, at: { start, end }, valueAt: { start: from, end } };
    }
    const end = endOfWord(text, from);
    return { kind: 'pair', name, value: text.slice(from, end), quoted: false, at: { start, end }, valueAt: { start: from, end } };
  }
  const end = endOfWord(text, start);
  const word = text.slice(start, end);
  const operator = word.toLowerCase();
  if (operator === 'or' || operator === 'and') return { kind: operator, at: { start, end } };
  return { kind: 'word', text: word, at: { start, end } };
}

function endOfWord(text: string, from: number): number {
  let open = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at]!;
    if (/\s/.test(char)) return at;
    if (char === '(') open += 1;
    if (char === ')' && (open -= 1) < 0) return at;
  }
  return text.length;
}

/** `\"` is a quote and `\\` a backslash; any other backslash stands for itself. */
function readQuoted(text: string, start: number): { text: string; end: number } {
  let content = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === '"') return { text: content, end: at + 1 };
    if (char === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) at += 1;
    content += text[at]!;
  }
  throw new QueryError('This quote has no end', { start, end: text.length });
}
