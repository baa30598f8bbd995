interface Parts {
  /** Everything but the order. */
  readonly terms: string;
  /** The last `order:` at the top; the one that counts. */
  readonly order: string | null;
}

/** Takes the order out of a search: it stands outside of parentheses, and nothing in quotes is one. */
export function splitOrder(q: string): Parts {
  let order: string | null = null;
  const terms = q.replace(/"(?:\\.|[^"\\])*"?|[^\s"]+/g, (word) => {
    if (!/^order:\S+$/i.test(word)) return word;
    order = word;
    return '';
  });
  return { terms: terms.replace(/\s+/g, ' ').trim(), order };
}

/** The search narrowed by one more term. */
export function withTerm(q: string, term: string): string {
  const { terms, order } = splitOrder(q);
  return [terms === '' ? '' : `(${terms})`, term, order ?? ''].filter(Boolean).join(' ');
}

/** The same search in another order; null = as usual. */
export function withOrder(q: string, order: string | null): string {
  return [splitOrder(q).terms, order === null ? '' : `order:${order}`].filter(Boolean).join(' ');
}

/** Up to nine digits, as the server takes them. */
export const newSeed = (): number => Math.floor(Math.random() * 1e9);
