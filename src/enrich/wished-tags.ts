import type { ReadDb, WriteTx } from '../catalog/catalog.ts';
import { categoryNames, ensureTags, tagsByName, type TagRow } from '../catalog/tag-queries.ts';
import { AppError } from '../core/errors.ts';
import { MAX_TAG_LENGTH, prefixed, tagName, tagNames } from '../domain/tag.ts';

export interface TagWish {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export interface WishedTags {
  readonly add: readonly TagRow[];
  readonly remove: readonly TagRow[];
}

/** A tag that is meant and not there yet. */
export interface NewTag {
  readonly name: string;
  readonly category: string;
}

export interface FoundTags {
  readonly add: ReadonlyArray<TagRow | NewTag>;
  readonly remove: readonly TagRow[];
}

/** The tags that are meant, unknown ones made; see `findTags`. */
export async function wishedTags(tx: WriteTx, wish: TagWish, now: number): Promise<WishedTags> {
  const { add, remove } = await findTags(tx, wish, 'hold');
  const made = new Map<string, TagRow>();
  for (const [category, some] of Map.groupBy(
    add.filter((tag) => !('id' in tag)),
    (tag) => tag.category,
  ))
    for (const [name, row] of await ensureTags(
      tx,
      some.map(({ name: of }) => of),
      now,
      category,
    ))
      made.set(name, row);
  return { add: add.map((tag) => ('id' in tag ? tag : made.get(tag.name)!)), remove };
}

/**
 * The tags that are meant: names as people type them, aliases resolved. `artist:ann lee` means a new tag of that category when there is
 * none of the name. AppError `tag-invalid` names each that cannot be.
 */
export async function findTags(db: ReadDb | WriteTx, wish: TagWish, hold?: 'hold'): Promise<FoundTags> {
  const problems: Array<{ path: string; message: string }> = [];
  const categories = new Set(await categoryNames(db));
  const parse = (list: 'add' | 'remove') =>
    wish[list].flatMap((text, index): Named[] => {
      const whole = tagName(text);
      if (whole === undefined) {
        problems.push({ path: `${list}.${index}`, message: whyNot(text) });
        return [];
      }
      const parts = prefixed(whole);
      const known = parts !== undefined && categories.has(parts.prefix);
      return [{ path: `${list}.${index}`, text, whole, ...(known ? { category: parts.prefix, rest: parts.rest } : {}) }];
    });
  const named = { add: parse('add'), remove: parse('remove') };
  const all = [...named.add, ...named.remove];
  const known = await tagsByName(db, [...new Set(all.flatMap(namesOf))], hold);
  const find = (one: Named): TagRow | undefined =>
    namesOf(one)
      .map((name) => known.get(name))
      .find((row) => row !== undefined);

  const remove = named.remove.flatMap((one) => {
    const tag = find(one);
    if (tag === undefined) problems.push({ path: one.path, message: `“${one.text}” is no tag` });
    return tag ?? [];
  });
  const removed = new Set(remove.map(({ id }) => id));
  for (const one of named.add) {
    const tag = find(one);
    if (tag?.deprecated === 1) problems.push({ path: one.path, message: `“${tag.name}” is deprecated and not given any more` });
    if (tag !== undefined && removed.has(tag.id)) problems.push({ path: one.path, message: `“${tag.name}” is to be removed too` });
  }
  if (problems.length > 0)
    throw new AppError('tag-invalid', { detail: [...new Set(problems.map(({ message }) => message))].slice(0, 5).join('; '), fields: problems });

  const add = named.add.map((one) => find(one) ?? { name: one.rest ?? one.whole, category: one.category ?? 'general' });
  return { add: unique(add), remove: unique(remove) };
}

interface Named {
  readonly path: string;
  readonly text: string;
  /** The text as a tag; and without a category before it, where there is one. */
  readonly whole: string;
  readonly category?: string;
  readonly rest?: string;
}

/** By which it may be known. */
function namesOf({ text, rest }: Named): string[] {
  return [...tagNames(text), ...(rest === undefined ? [] : [rest])];
}

function unique<T extends { readonly name: string }>(tags: readonly T[]): T[] {
  return [...new Map(tags.map((tag) => [tag.name, tag])).values()];
}

function whyNot(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  if (text.trim() === '') return 'A tag needs a name';
  if (text.trim().length > MAX_TAG_LENGTH) return `“${shown}” is longer than ${MAX_TAG_LENGTH} characters`;
  if (/^[-~]/.test(text.trim())) return `“${shown}” begins with a sign that means something in a search`;
  return `“${shown}” holds a comma, a star or a sign that cannot be shown`;
}
