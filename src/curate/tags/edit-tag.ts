import { recordDeed } from '../../catalog/audit-queries.ts';
import type { Catalog, WriteTx } from '../../catalog/catalog.ts';
import { holdTag, lockTagNames, putAlias } from '../../catalog/tag-admin-queries.ts';
import { categoryNames, recordTagChange, tagsByName, type TagRow } from '../../catalog/tag-queries.ts';
import { addTagWords, rewriteTagWords } from '../../catalog/tag-words.ts';
import { AppError } from '../../core/errors.ts';
import { prefixed, tagName } from '../../domain/tag.ts';

export interface By {
  readonly actor: string;
  readonly now: number;
}

/** What may be changed of a tag; none of it touches an asset. */
export interface TagEdit {
  readonly name?: string | undefined;
  readonly category?: string | undefined;
  readonly deprecated?: boolean | undefined;
  /** Markdown; null or empty takes it away. */
  readonly wiki?: string | null | undefined;
}

/** AppError `tag-name-invalid`. */
export function wantedName(text: string): string {
  const name = tagName(text);
  if (name === undefined) throw new AppError('tag-name-invalid', { detail: `“${text.slice(0, 100)}”`, fields: [{ path: 'name', message: 'cannot be a tag' }] });
  return name;
}

export async function createTag(catalog: Catalog, wanted: { readonly name: string; readonly category: string }, { actor, now }: By): Promise<TagRow> {
  const whole = wantedName(wanted.name);
  return catalog.write(async (tx) => {
    await lockTagNames(tx);
    const { name, category } = { category: wanted.category, ...(await ofCategory(tx, whole, wanted.category === 'general' ? undefined : wanted.category)) };
    await free(tx, name);
    await knownCategory(tx, category);
    const row = await tx
      .insertInto('tag')
      .values({ name, category, wiki: null, created_at: now, updated_at: now })
      // An edit of an asset may just be making it.
      .onConflict((c) => c.column('name').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new AppError('tag-taken', { detail: name });
    await addTagWords(tx, [row]);
    await noted(tx, row, 'tag-created', { category: row.category }, { actor, now });
    return row;
  });
}

/**
 * Renamed, its old name leads to it; `artist:ann_lee` also moves it to that category. AppError `tag-not-found`, `tag-taken`,
 * `tag-name-invalid`, `tag-category-not-found`, `invalid-input`.
 */
export async function editTag(catalog: Catalog, id: number, edit: TagEdit, by: By): Promise<TagRow> {
  const whole = edit.name === undefined ? undefined : wantedName(edit.name);
  return catalog.write(async (tx) => {
    if (whole !== undefined) await lockTagNames(tx);
    const before = await held(tx, id);
    const own = whole === undefined || whole === before.name || (await isAliasOf(tx, whole, id));
    const { name, category = edit.category } = own ? { name: whole } : await ofCategory(tx, whole, edit.category);
    if (edit.category !== undefined && edit.category !== before.category) await knownCategory(tx, edit.category);
    const after = {
      name: name ?? before.name,
      category: category ?? before.category,
      deprecated: edit.deprecated === undefined ? before.deprecated : edit.deprecated ? 1 : 0,
      wiki: edit.wiki === undefined ? before.wiki : edit.wiki?.trim() || null,
    };
    const changed = (Object.keys(after) as Array<keyof typeof after>).filter((key) => after[key] !== before[key]);
    if (changed.length === 0) return before;
    if (after.name !== before.name) {
      // Renamed back: the alias of before gives its name up.
      const alias = await tx.deleteFrom('tag_alias').where('name', '=', after.name).where('tag_id', '=', id).executeTakeFirst();
      if (alias.numDeletedRows === 0n) await free(tx, after.name);
    }
    await tx
      .updateTable('tag')
      .set({ ...after, updated_at: by.now })
      .where('id', '=', id)
      .execute();
    if (after.name !== before.name) await putAlias(tx, id, before.name, 'human', by.now);
    if (after.name !== before.name || after.deprecated !== before.deprecated) await rewriteTagWords(tx, [id]);
    const was = Object.fromEntries(changed.filter((key) => key !== 'wiki').map((key) => [key, before[key]]));
    await noted(tx, { id, name: after.name }, 'tag-edited', { changed, before: was }, by);
    return { ...before, ...after, updated_at: by.now };
  });
}

/** Only of a tag that nothing bears. AppError `tag-not-found`, `tag-in-use`. */
export async function deleteTag(catalog: Catalog, id: number, by: By): Promise<void> {
  await catalog.write(async (tx) => {
    const row = await held(tx, id);
    if (row.count > 0) throw new AppError('tag-in-use', { detail: `${row.name} is on ${row.count.toLocaleString('en')} assets` });
    await tx.deleteFrom('tag').where('id', '=', id).execute();
    await noted(tx, row, 'tag-deleted', { category: row.category }, by);
  });
}

/** AppError `tag-not-found`, `tag-taken`, `tag-name-invalid`. */
export async function addAlias(catalog: Catalog, id: number, text: string, by: By): Promise<void> {
  const name = wantedName(text);
  await catalog.write(async (tx) => {
    await lockTagNames(tx);
    const row = await held(tx, id);
    const known = (await tagsByName(tx, [name])).get(name);
    if (known?.id === id && name !== row.name) return;
    await free(tx, name);
    await putAlias(tx, id, name, 'human', by.now);
    await addTagWords(tx, [], [{ tag: row, name }]);
    await noted(tx, row, 'tag-alias-added', { alias: name }, by);
  });
}

export async function removeAlias(catalog: Catalog, id: number, name: string, by: By): Promise<void> {
  await catalog.write(async (tx) => {
    const row = await held(tx, id);
    const gone = await tx.deleteFrom('tag_alias').where('name', '=', name).where('tag_id', '=', id).executeTakeFirst();
    if (gone.numDeletedRows === 0n) return;
    await rewriteTagWords(tx, [id]);
    await noted(tx, row, 'tag-alias-removed', { alias: name }, by);
  });
}

/** The tag, held until the end. AppError `tag-not-found`. */
export async function held(tx: WriteTx, id: number): Promise<TagRow> {
  const row = await holdTag(tx, id);
  if (row === undefined) throw new AppError('tag-not-found', { detail: String(id) });
  return row;
}

/** A category before the name, as where tags are given; other names with a colon are names. */
async function ofCategory(tx: WriteTx, whole: string, category: string | undefined): Promise<{ readonly name: string; readonly category?: string }> {
  const parts = prefixed(whole);
  if (parts === undefined || !(await categoryNames(tx)).includes(parts.prefix)) return { name: whole };
  if (category !== undefined && category !== parts.prefix) {
    const detail = `The name says ${parts.prefix}, the category ${category}: leave one of them out`;
    throw new AppError('invalid-input', { detail, fields: [{ path: 'name', message: detail }] });
  }
  return { name: parts.rest, category: parts.prefix };
}

async function isAliasOf(tx: WriteTx, name: string, id: number): Promise<boolean> {
  return (await tx.selectFrom('tag_alias').select('name').where('name', '=', name).where('tag_id', '=', id).executeTakeFirst()) !== undefined;
}

async function free(tx: WriteTx, name: string): Promise<void> {
  const known = (await tagsByName(tx, [name])).get(name);
  if (known !== undefined) throw new AppError('tag-taken', { detail: known.name === name ? name : `${name} is another name of ${known.name}` });
}

async function knownCategory(tx: WriteTx, name: string): Promise<void> {
  const row = await tx.selectFrom('tag_category').select('name').where('name', '=', name).executeTakeFirst();
  if (row === undefined) throw new AppError('tag-category-not-found', { detail: name });
}

async function noted(
  tx: WriteTx,
  { id, name }: { readonly id: number; readonly name: string },
  action: string,
  detail: Record<string, unknown>,
  by: By,
): Promise<void> {
  await recordTagChange(tx, by.now);
  await recordDeed(tx, { actor: by.actor, action, subject: `tag ${id}`, detail: { name, ...detail }, now: by.now });
}
