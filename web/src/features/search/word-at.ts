/** The word somebody is writing: where its text stands, without the signs before it. */
export interface WordAt {
  readonly start: number;
  readonly end: number;
  /** What is before the colon, in small letters; '' for a bare word. */
  readonly field: string;
  /** The part that is being written: of a list, the last of it. */
  readonly text: string;
  /** Where `text` begins. */
  readonly textStart: number;
}

/** The word around the caret, as the server divides a query into words; null inside of quotes, where nothing is offered. */
export function wordAt(query: string, caret: number): WordAt | null {
  let start = 0;
  let quoted = false;
  for (let at = 0; at < caret; at += 1) {
    const char = query[at]!;
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (/\s/.test(char)) start = at + 1;
  }
  if (quoted) return null;
  const rest = /^[^\s"]*/.exec(query.slice(caret))![0];
  // Behind the caret only what ends the same word: in the middle of one, nothing is offered.
  const end = caret + rest.length;
  const signs = /^[-~(]+/.exec(query.slice(start, caret))?.[0].length ?? 0;
  const word = query.slice(start + signs, caret);
  const field = /^([a-z][a-z0-9_.]*):/i.exec(word)?.[1] ?? '';
  const from = start + signs + (field === '' ? 0 : field.length + 1);
  const value = query.slice(from, caret);
  const textStart = field === '' ? from : from + value.lastIndexOf(',') + 1;
  return { start: start + signs, end, field: field.toLowerCase(), text: query.slice(textStart, caret), textStart };
}

/** The query with `by` in the place of the word, and where the caret goes. */
export function putWord(query: string, { end }: WordAt, from: number, by: string): { readonly text: string; readonly caret: number } {
  const before = query.slice(0, from) + by;
  const after = query.slice(end).replace(/^\s+/, '');
  const open = by.endsWith(':');
  return { text: open ? before + after : `${before} ${after}`, caret: before.length + (open ? 0 : 1) };
}
