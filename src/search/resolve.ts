import type { Catalog } from '../catalog/catalog.ts';
import { tagsByName } from '../catalog/tag-queries.ts';
import { type FoundTag, tagsMatching } from '../catalog/tag-search-queries.ts';
import { tagNames } from '../domain/tag.ts';
import type { Query, Span } from './query/ast.ts';
import { leavesOf } from './query/leaves.ts';
import { QueryError } from './query/query-error.ts';
import { loadSavedSearches } from './saved-terms.ts';

/** What the words of a query mean in this library. */
export interface Meanings {
  /** By a word as written, the tags it stands for; absent = it is no tag. */
  readonly tags: ReadonlyMap<string, readonly FoundTag[]>;
  /** By its key, each saved search that is named, in this query or in another saved one. */
  readonly searches: ReadonlyMap<string, Query>;
}

/** As wide as a `*` may reach: more tags than this are half the library, and no question. */
const MAX_MATCHES = 500;
/** Each is looked for in all names: 200,000 of them take some 20 ms. */
const MAX_PATTERNS = 40;

interface Word {
  readonly text: string;
  readonly at: Span;
}

/** Asks the catalog what the words of a query stand for: two look-ups for names, one for those with `*`. Throws QueryError. */
export async function resolve(catalog: Catalog, query: Query, now: number): Promise<Meanings> {
  const saved = await loadSavedSearches(catalog, query, now);
  const wanted = [query, ...saved.map((one) => one.query)].flatMap((one, index) => tagWords(one, saved[index - 1]?.at));
  const words = [...new Map(wanted.map((word) => [word.text, word])).values()];
  const tags = new Map<string, readonly FoundTag[]>();
  await findNames(catalog, words, tags);
  await findPatterns(catalog, words, tags);
  return { tags, searches: new Map(saved.map((one) => [one.key, one.query])) };
}

async function findNames(catalog: Catalog, words: readonly Word[], tags: Map<string, readonly FoundTag[]>): Promise<void> {
  const names = words.flatMap(({ text }) => {
    const own = isPattern(text) ? [] : tagNames(text);
    return own.length === 0 ? [] : [[text, own] as const];
  });
  if (names.length === 0) return;
  const found = await tagsByName(catalog.read, [...new Set(names.flatMap(([, own]) => own))]);
  for (const [text, own] of names) {
    const tag = own.map((name) => found.get(name)).find((row) => row !== undefined);
    if (tag !== undefined) tags.set(text, [tag]);
  }
}

async function findPatterns(catalog: Catalog, words: readonly Word[], tags: Map<string, readonly FoundTag[]>): Promise<void> {
  const patterns = words.filter(({ text }) => isPattern(text));
  const further = patterns[MAX_PATTERNS];
  if (further) throw new QueryError(`A query has at most ${MAX_PATTERNS} words with a *`, further.at);
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
}

/** Every text of the query that may be a tag. `at`: where the search it belongs to is named. */
function tagWords({ where }: Query, at: Span | undefined): Word[] {
  return leavesOf(where).flatMap((leaf) => {
    if (leaf.kind === 'word') return { text: leaf.text, at: at ?? leaf.at };
    if (leaf.kind !== 'field' || leaf.name !== 'tag' || leaf.value.kind !== 'texts') return [];
    return leaf.value.texts.map((text) => ({ text, at: at ?? leaf.at }));
  });
}

/** Whether it has a `*` that stands for something else. */
export function isPattern(text: string): boolean {
  return /(?<!\\)\*/.test(text);
}
