import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { deleteSavedSearch, insertSavedSearch, listSavedSearches, type SavedSearchRow, updateSavedSearch } from '../catalog/saved-search-queries.ts';
import { AppError } from '../core/errors.ts';
import { MAX_SAVED_SEARCHES, MAX_SEARCH_NAME, searchKey, searchName } from '../domain/saved-search.ts';
import type { Node } from './query/ast.ts';
import { leavesOf } from './query/leaves.ts';
import { parseQuery } from './query/parser.ts';
import { printQuery } from './query/print.ts';
import { QueryError } from './query/query-error.ts';
import { replaceNode } from './query/replace-node.ts';
import { loadSavedSearches, namesIn } from './saved-terms.ts';

interface By {
  readonly actor: string;
  readonly now: number;
}

export interface NewSavedSearch {
  readonly name: string;
  readonly query: string;
  readonly pinned?: boolean | undefined;
  /** Before the one that has this place now; at the end unless given. */
  readonly position?: number | undefined;
}

type SavedSearchChange = { readonly [Name in keyof NewSavedSearch]?: NewSavedSearch[Name] | undefined };

/** Keeps a search by a name. Throws `invalid-input`, `query-invalid`, `saved-search-exists`. */
export async function saveSearch(catalog: Catalog, wanted: NewSavedSearch, by: By): Promise<SavedSearchRow> {
  return catalog.write(async (tx) => {
    const all = await listSavedSearches(tx);
    if (all.length >= MAX_SAVED_SEARCHES)
      throw new AppError('invalid-input', { detail: `At most ${MAX_SAVED_SEARCHES} searches are kept: delete one that is no longer needed.` });
    const key = freeKey(wanted.name, all);
    await checkQuery(tx, key, wanted.query, all, by.now);
    const place = Math.min(wanted.position ?? all.length, all.length);
    await renumber(tx, all.toSpliced(place, 0, { id: 0 } as SavedSearchRow));
    const row = await insertSavedSearch(tx, {
      name: searchName(wanted.name),
      name_key: key,
      query: wanted.query.trim(),
      pinned: wanted.pinned ? 1 : 0,
      position: place,
      created_at: by.now,
      updated_at: by.now,
    });
    await recordDeed(tx, { ...by, action: 'search-saved', subject: String(row.id), detail: { name: row.name, query: row.query } });
    return row;
  });
}

/**
 * Changes a saved search; where others name it, they name it as it is called now. Throws as saveSearch, `saved-search-not-found`, and
 * `saved-search-in-use` when one that contains it, itself or through others, could not be read any more.
 */
export async function editSavedSearch(catalog: Catalog, id: number, edit: SavedSearchChange, by: By): Promise<void> {
  await catalog.write(async (tx) => {
    const all = await listSavedSearches(tx);
    const before = find(all, id);
    const others = all.filter((one) => one.id !== id);
    const key = edit.name === undefined ? before.name_key : freeKey(edit.name, others);
    if (edit.query !== undefined) await checkQuery(tx, key, edit.query, others, by.now);
    // those that cannot be read already do not stand in the way of what may mend them
    const users = edit.query === undefined ? [] : await readable(tx, usersOf(before.name_key, others, by.now), by.now);
    await updateSavedSearch(tx, id, {
      ...(edit.name === undefined ? {} : { name: searchName(edit.name), name_key: key }),
      ...(edit.query === undefined ? {} : { query: edit.query.trim() }),
      ...(edit.pinned === undefined ? {} : { pinned: edit.pinned ? 1 : 0 }),
      updated_at: by.now,
    });
    if (edit.position !== undefined) await renumber(tx, others.toSpliced(edit.position, 0, before));
    if (key !== before.name_key)
      for (const other of others) {
        const query = renamed(other.query, before.name_key, searchName(edit.name!), by.now);
        if (query !== other.query) await updateSavedSearch(tx, other.id, { query });
      }
    await refuseUnreadable(tx, users, by.now);
    const { name, query, pinned } = before;
    await recordDeed(tx, { ...by, action: 'search-changed', subject: String(id), detail: { before: { name, query, pinned: pinned === 1 }, after: edit } });
  });
}

/** Throws `saved-search-not-found`, and `saved-search-in-use` while another one names it. Returns what is gone: saved again, it is back. */
export async function dropSavedSearch(catalog: Catalog, id: number, by: By): Promise<SavedSearchRow> {
  return catalog.write(async (tx) => {
    const all = await listSavedSearches(tx);
    const gone = find(all, id);
    const users = all.filter((one) => one.id !== id && names(one.query, by.now).includes(gone.name_key));
    if (users.length > 0)
      throw new AppError('saved-search-in-use', { detail: `It is part of ${users.map(({ name }) => `“${name}”`).join(', ')}: change or delete that first.` });
    await deleteSavedSearch(tx, id);
    await recordDeed(tx, { ...by, action: 'search-deleted', subject: String(id), detail: { name: gone.name, query: gone.query } });
    return gone;
  });
}

function find(all: readonly SavedSearchRow[], id: number): SavedSearchRow {
  const row = all.find((one) => one.id === id);
  if (row === undefined) throw new AppError('saved-search-not-found');
  return row;
}

function freeKey(name: string, others: readonly SavedSearchRow[]): string {
  const key = searchKey(searchName(name));
  if (key === undefined)
    throw new AppError('invalid-input', {
      detail: `A name has 1 to ${MAX_SEARCH_NAME} characters, without quotes, commas, stars and control characters, and is not “none” or “any”.`,
      fields: [{ path: 'name', message: 'cannot be a name' }],
    });
  const taken = others.find((one) => one.name_key === key);
  if (taken !== undefined) throw new AppError('saved-search-exists', { detail: `“${taken.name}” finds ${taken.query}` });
  return key;
}

/** Refuses what cannot be read, and what would contain itself. */
async function checkQuery(tx: WriteTx, key: string, text: string, others: readonly SavedSearchRow[], now: number): Promise<void> {
  const query = parseQuery(text, now);
  const [own] = namesIn(query).filter((name) => name.key === key);
  const reaches = (from: string, seen: Set<string>): boolean => {
    if (seen.has(from)) return false;
    seen.add(from);
    const row = others.find((one) => one.name_key === from);
    return row !== undefined && names(row.query, now).some((name) => name === key || reaches(name, seen));
  };
  const round = own ?? namesIn(query).find((name) => reaches(name.key, new Set()));
  if (round !== undefined) throw new QueryError('A saved search cannot contain itself', round.at);
  await loadSavedSearches({ read: tx }, query, now, key);
}

/** Those that contain the search of this key, themselves or through others. */
function usersOf(key: string, others: readonly SavedSearchRow[], now: number): SavedSearchRow[] {
  const named = others.map((row) => ({ row, inside: names(row.query, now) }));
  const keys = new Set([key]);
  const found = new Set<SavedSearchRow>();
  for (const reached of keys)
    for (const { row, inside } of named)
      if (inside.includes(reached)) {
        found.add(row);
        keys.add(row.name_key);
      }
  return [...found];
}

/** Why `search:` with its name finds nothing; undefined when it can be read. */
async function reasonAgainst(tx: WriteTx, { name }: SavedSearchRow, now: number): Promise<string | undefined> {
  const term = { kind: 'field', name: 'search', value: { kind: 'texts', texts: [name] }, at: { start: 0, end: 0 } } as const;
  try {
    await loadSavedSearches({ read: tx }, { where: term }, now);
    return undefined;
  } catch (error) {
    if (error instanceof QueryError) return error.message;
    throw error;
  }
}

async function readable(tx: WriteTx, rows: readonly SavedSearchRow[], now: number): Promise<SavedSearchRow[]> {
  const found: SavedSearchRow[] = [];
  for (const row of rows) if ((await reasonAgainst(tx, row, now)) === undefined) found.push(row);
  return found;
}

async function refuseUnreadable(tx: WriteTx, users: readonly SavedSearchRow[], now: number): Promise<void> {
  for (const user of users) {
    const why = await reasonAgainst(tx, user, now);
    if (why !== undefined) throw new AppError('saved-search-in-use', { detail: `“${user.name}” contains it and could not be read any more: ${why}.` });
  }
}

/** Keys of the searches a saved query names; none when it cannot be read any more. */
function names(text: string, now: number): string[] {
  try {
    return namesIn(parseQuery(text, now)).map(({ key }) => key);
  } catch {
    return [];
  }
}

/** The query with another name for one of the searches it names, else as it was written. */
function renamed(text: string, key: string, name: string, now: number): string {
  if (!names(text, now).includes(key)) return text;
  const query = parseQuery(text, now);
  const fresh = new Set<Node>();
  let where: Node | undefined = query.where;
  for (const leaf of leavesOf(query.where)) {
    if (leaf.kind !== 'field' || leaf.name !== 'search' || leaf.value.kind !== 'texts') continue;
    const parts = leaf.value.texts.map((one): Node => {
      const part: Node = { ...leaf, value: { kind: 'texts', texts: [searchKey(one) === key ? name : one] } };
      fresh.add(part);
      return part;
    });
    where = where && replaceNode(where, leaf, parts.length === 1 ? parts[0] : { kind: 'or', parts });
  }
  return printQuery({ ...query, ...(where === undefined ? {} : { where }) }, (leaf) => (fresh.has(leaf) ? undefined : text.slice(leaf.at.start, leaf.at.end)));
}

async function renumber(tx: WriteTx, ordered: readonly SavedSearchRow[]): Promise<void> {
  for (const [position, row] of ordered.entries()) if (row.id !== 0 && row.position !== position) await updateSavedSearch(tx, row.id, { position });
}
