import type { Catalog, ReadDb, WriteTx } from '../catalog/catalog.ts';
import { listSavedSearches, type SavedSearchRow, savedSearchesByKey } from '../catalog/saved-search-queries.ts';
import { suggest } from '../core/suggest.ts';
import { searchKey } from '../domain/saved-search.ts';
import type { Query, Span } from './query/ast.ts';
import { leavesOf } from './query/leaves.ts';
import { parseQuery } from './query/parser.ts';
import { QueryError } from './query/query-error.ts';

/** A saved search in a saved search in …: nobody means more. */
const MAX_DEPTH = 8;
/** Terms of all of them together: a search may name another one many times over. */
const MAX_LEAVES = 2_000;

interface SavedTerm {
  readonly key: string;
  readonly query: Query;
  /** Where the query that was typed names the search it belongs to. */
  readonly at: Span;
}

/**
 * The saved searches a query names, and those that these name. Throws QueryError for one that is not there, cannot be read, or contains
 * itself. `own`: the key the query is to be kept by; it must then be found by that name, which is one deeper.
 */
export async function loadSavedSearches({ read }: Pick<Catalog, 'read'>, query: Query, now: number, own?: string): Promise<SavedTerm[]> {
  const loaded = new Map<string, SavedTerm>();
  let wanted = namesIn(query);
  for (let depth = own === undefined ? 1 : 2; wanted.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw new QueryError(`Saved searches go at most ${MAX_DEPTH} deep`, wanted[0]!.at);
    const rows = await savedSearchesByKey(
      read,
      wanted.map(({ key }) => key),
    );
    const next: Name[] = [];
    for (const { text, key, at } of wanted) {
      if (loaded.has(key)) continue;
      const row = rows.get(key);
      if (row === undefined) throw await unknown(read, text, at);
      const inside = parseSaved(row, at, now);
      loaded.set(key, { key, query: inside, at });
      next.push(...namesIn(inside).map((name) => ({ ...name, at })));
    }
    wanted = next;
  }
  refuseRings(query, loaded, own === undefined ? [] : [own]);
  return [...loaded.values()];
}

interface Name {
  readonly text: string;
  readonly key: string;
  readonly at: Span;
}

/** The saved searches a query names itself. */
export function namesIn({ where }: Query): Name[] {
  return leavesOf(where).flatMap((leaf) => {
    if (leaf.kind !== 'field' || leaf.name !== 'search' || leaf.value.kind !== 'texts') return [];
    return leaf.value.texts.map((text) => ({ text, key: searchKey(text) ?? '', at: leaf.at }));
  });
}

function parseSaved(row: SavedSearchRow, at: Span, now: number): Query {
  try {
    return parseQuery(row.query, now);
  } catch (error) {
    throw new QueryError(`The saved search “${row.name}” cannot be read: ${(error as Error).message}`, at);
  }
}

async function unknown(db: ReadDb | WriteTx, text: string, at: Span): Promise<QueryError> {
  const names = (await listSavedSearches(db)).map(({ name }) => name);
  const meant = suggest(text, names);
  return new QueryError(`There is no saved search “${text}”${meant === undefined ? '' : `; did you mean search:"${meant}" ?`}`, at);
}

/** Also counts: a chain in which each names the one before twice grows without bound. */
function refuseRings(query: Query, loaded: ReadonlyMap<string, SavedTerm>, from: readonly string[]): void {
  let leaves = 0;
  const visit = (inside: Query, path: readonly string[], at: Span | undefined): void => {
    leaves += leavesOf(inside.where).length;
    for (const name of namesIn(inside)) {
      const place = at ?? name.at;
      if (path.includes(name.key)) throw new QueryError(`A saved search cannot contain itself: ${[...path, name.key].join(' → ')}`, place);
      if (path.length >= MAX_DEPTH) throw new QueryError(`Saved searches go at most ${MAX_DEPTH} deep`, place);
      if (leaves > MAX_LEAVES) throw new QueryError(`With all that it contains, this search has more than ${MAX_LEAVES} terms`, place);
      visit(loaded.get(name.key)!.query, [...path, name.key], place);
    }
  };
  visit(query, from, undefined);
}
