import { type Selectable, sql } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import { likeStars } from './like-pattern.ts';
import { locksRows } from './row-locks.ts';
import type { TagCategoryTable } from './schema.ts';
import type { TagRow } from './tag-queries.ts';

export interface TagFilter {
  /** `*` stands for any run of characters; without one, anywhere in the name. */
  readonly name?: string | undefined;
  readonly category?: string | undefined;
  readonly deprecated?: boolean | undefined;
  /** Borne by nothing. */
  readonly empty?: boolean | undefined;
}

export const TAG_ORDERS = ['count', 'name', 'newest'] as const;
export type TagOrder = (typeof TAG_ORDERS)[number];
export type TagPlace = Pick<TagRow, 'id' | 'name' | 'count'>;

export async function listTags(db: ReadDb, filter: TagFilter, order: TagOrder, after: TagPlace | undefined, limit: number): Promise<TagRow[]> {
  let query = filtered(db, filter).selectAll();
  if (order === 'count') {
    if (after !== undefined) query = query.where((e) => e.or([e('count', '<', after.count), e.and([e('count', '=', after.count), e('id', '<', after.id)])]));
    query = query.orderBy('count', 'desc').orderBy('id', 'desc');
  } else if (order === 'newest') {
    if (after !== undefined) query = query.where('id', '<', after.id);
    query = query.orderBy('id', 'desc');
  } else {
    if (after !== undefined) query = query.where('name', '>', after.name);
    query = query.orderBy('name');
  }
  return query.limit(limit).execute();
}

export async function countTags(db: ReadDb, filter: TagFilter): Promise<number> {
  const { total } = await filtered(db, filter)
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function filtered(db: ReadDb, { name, category, deprecated, empty }: TagFilter) {
  let query = db.selectFrom('tag');
  if (name !== undefined && name !== '') {
    const inner = likeStars(name);
    query = query.where(sql<boolean>`name like ${name.includes('*') ? inner : `%${inner}%`} escape '\\'`);
  }
  if (category !== undefined) query = query.where('category', '=', category);
  if (deprecated !== undefined) query = query.where('deprecated', '=', deprecated ? 1 : 0);
  if (empty !== undefined) query = query.where('count', empty ? '=' : '>', 0);
  return query;
}

/** One person at a time takes a name for a tag or an alias: two would both see it free, and it would be both. To be held before any tag. */
export async function lockTagNames(tx: WriteTx): Promise<void> {
  if (locksRows(tx)) await sql`select pg_advisory_xact_lock(5, 21)`.execute(tx);
}

/** The tag, held until the transaction ends. */
export async function holdTag(tx: WriteTx, id: number): Promise<TagRow | undefined> {
  return tx
    .selectFrom('tag')
    .selectAll()
    .where('id', '=', id)
    .$if(locksRows(tx), (q) => q.forUpdate())
    .executeTakeFirst();
}

export async function aliasesOf(db: ReadDb | WriteTx, tagId: number): Promise<string[]> {
  const rows = await db.selectFrom('tag_alias').select('name').where('tag_id', '=', tagId).orderBy('name').limit(1000).execute();
  return rows.map(({ name }) => name);
}

export async function putAlias(tx: WriteTx, tagId: number, name: string, origin: string, now: number): Promise<void> {
  await tx.insertInto('tag_alias').values({ name, tag_id: tagId, origin, created_at: now }).execute();
}

/** Some of the newest assets that bear a tag and are not in the trash. */
export async function samplesOf(db: ReadDb, tagId: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('asset_tag')
    .innerJoin('asset', 'asset.id', 'asset_tag.asset_id')
    .select('asset.id')
    .where('asset_tag.tag_id', '=', tagId)
    .where('asset.state', '=', 'active')
    .orderBy('asset_tag.asset_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export type CategoryRow = Selectable<TagCategoryTable> & { readonly tags: number };

export async function listCategories(db: ReadDb | WriteTx): Promise<CategoryRow[]> {
  return db
    .selectFrom('tag_category')
    .selectAll()
    .select((e) =>
      e
        .selectFrom('tag')
        .whereRef('tag.category', '=', 'tag_category.name')
        .select((f) => f.fn.countAll<number>().as('n'))
        .as('tags'),
    )
    .orderBy('position')
    .orderBy('name')
    .execute() as Promise<CategoryRow[]>;
}

/** Categories of these names there will be after it; those that are new stand behind the others. */
export async function ensureCategories(tx: WriteTx, names: readonly string[]): Promise<void> {
  const have = await tx.selectFrom('tag_category').select(['name', 'position']).execute();
  const known = new Set(have.map(({ name }) => name));
  let position = Math.max(-1, ...have.map((row) => row.position));
  for (const name of [...new Set(names)].filter((one) => !known.has(one)).sort())
    await tx
      .insertInto('tag_category')
      .values({ name, color: null, position: (position += 1), builtin: 0 })
      .onConflict((c) => c.column('name').doNothing())
      .execute();
}
