import { recordDeed } from '../../catalog/audit-queries.ts';
import type { Catalog, WriteTx } from '../../catalog/catalog.ts';
import { ensureCategories } from '../../catalog/tag-admin-queries.ts';
import { recordTagChange } from '../../catalog/tag-queries.ts';
import { AppError } from '../../core/errors.ts';
import { FIELD_WORDS } from '../../search/query/fields.ts';
import { type By, wantedName } from './edit-tag.ts';

export interface CategoryEdit {
  /** `#rrggbb`; null: the page chooses. */
  readonly color?: string | null | undefined;
  readonly position?: number | undefined;
}

/** AppError `tag-taken` when there is one of this name, `tag-name-invalid` when searches know it as something else. */
export async function createCategory(catalog: Catalog, text: string, edit: CategoryEdit, by: By): Promise<string> {
  const name = wantedName(text);
  if (FIELD_WORDS.includes(name)) throw new AppError('tag-name-invalid', { detail: `${name}: has a meaning of its own in a search` });
  await catalog.write(async (tx) => {
    if ((await category(tx, name)) !== undefined) throw new AppError('tag-taken', { detail: `There is a category ${name}` });
    await ensureCategories(tx, [name]);
    await set(tx, name, edit);
    await noted(tx, name, 'tag-category-created', by);
  });
  return name;
}

export async function editCategory(catalog: Catalog, name: string, edit: CategoryEdit, by: By): Promise<void> {
  await catalog.write(async (tx) => {
    if ((await category(tx, name)) === undefined) throw new AppError('tag-category-not-found', { detail: name });
    await set(tx, name, edit);
    await noted(tx, name, 'tag-category-edited', by);
  });
}

/** Only of one that no tag is in and not every library has. AppError `tag-category-not-found`, `tag-category-kept`. */
export async function deleteCategory(catalog: Catalog, name: string, by: By): Promise<void> {
  await catalog.write(async (tx) => {
    const row = await category(tx, name);
    if (row === undefined) throw new AppError('tag-category-not-found', { detail: name });
    if (row.builtin === 1) throw new AppError('tag-category-kept', { detail: `Every library has ${name}` });
    const tag = await tx.selectFrom('tag').select('name').where('category', '=', name).limit(1).executeTakeFirst();
    if (tag !== undefined) throw new AppError('tag-category-kept', { detail: `${tag.name} and perhaps others are in it` });
    await tx.deleteFrom('tag_category').where('name', '=', name).execute();
    await noted(tx, name, 'tag-category-deleted', by);
  });
}

async function category(tx: WriteTx, name: string) {
  return tx.selectFrom('tag_category').selectAll().where('name', '=', name).executeTakeFirst();
}

async function set(tx: WriteTx, name: string, { color, position }: CategoryEdit): Promise<void> {
  const values = { ...(color === undefined ? {} : { color }), ...(position === undefined ? {} : { position }) };
  if (Object.keys(values).length > 0) await tx.updateTable('tag_category').set(values).where('name', '=', name).execute();
}

async function noted(tx: WriteTx, name: string, action: string, { actor, now }: By): Promise<void> {
  await recordTagChange(tx, now);
  await recordDeed(tx, { actor, action, subject: `category ${name}`, now });
}
