import type { Catalog } from '../catalog/catalog.ts';
import { type FoundTag, tagsMatching } from '../catalog/tag-search-queries.ts';
import { tagsByName } from '../catalog/tag-queries.ts';
import { tagName } from '../domain/tag.ts';
import type { Query, Span } from './query/ast.ts';
import { leavesOf } from './query/leaves.ts';
import { QueryError } from './query/query-error.ts';

/** What the words of a query mean in this library. */
export interface Meanings {
  /** By a word as written, the tags it stands for; absent = it is no tag. */
  readonly tags: ReadonlyMap<string, readonly FoundTag[]>;
}

/** As wide as a `*` may reach: more tags than this are half the library, and no question. */
const MAX_MATCHES = 500;

/** Asks the catalog what the words of a query stand for: two look-ups for names, one for those with `*`. Throws QueryError. */
export async function resolve(catalog: Catalog, query: Query): Promise<Meanings> {
  const wanted = tagWords(query);
  const plain = wanted.filter(({ text }) => !isPattern(text));
  const patterns = wanted.filter(({ text }) => isPattern(text));
  const names = new Map(plain.flatMap(({ text }) => [[text, tagName(text)] as const]).filter((pair): pair is [string, string] => pair[1] !== undefined));
  const tags = new Map<string, readonly FoundTag[]>();
  if (names.size > 0) {
    const found = await tagsByName(catalog.read, [...new Set(names.values())]);
    for (const [text, name] of names) if (found.has(name)) tags.set(text, [found.get(name)!]);
  }
  const matches = await tagsMatching(
    catalog,
    patterns.map(({ text }) => text.normalize('NFC').toLowerCase().replace(/\s+/gu, '_')),
    MAX_MATCHES + 1,
  );
  for (const [index, { text, at }] of patterns.entries()) {
    const matching = matches[index]!;
    if (matching.length > MAX_MATCHES)
      throw new QueryError(`More than ${MAX_MATCHES} tags match “${text}”; write more of it, or words:${text} for the texts`, at);
    if (matching.length > 0) tags.set(text, matching);
  }
  return { tags };
}

/** Every text of the query that may be a tag, once. */
function tagWords({ where }: Query): Array<{ readonly text: string; readonly at: Span }> {
  const found = new Map<string, Span>();
  for (const leaf of leavesOf(where)) {
    if (leaf.kind === 'word') found.set(leaf.text, leaf.at);
    else if (leaf.kind === 'field' && leaf.name === 'tag' && leaf.value.kind === 'texts') for (const text of leaf.value.texts) found.set(text, leaf.at);
  }
  return [...found].map(([text, at]) => ({ text, at }));
}

/** Whether it has a `*` that stands for something else. */
export function isPattern(text: string): boolean {
  return /(?<!\\)\*/.test(text);
}
