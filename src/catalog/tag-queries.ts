import type { Selectable } from 'kysely';
import type { TagOrigin } from '../domain/tag.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import { locksRows } from './row-locks.ts';
import type { TagTable } from './schema.ts';
import { addTagWords } from './tag-words.ts';

export type TagRow = Selectable<TagTable>;

const NAMES = 10_000;

/**
 * By name as kept (see tagName), also by alias: the tag that is meant. Unknown names are absent. `hold`: nobody merges or deletes them
 * until the transaction ends, so that what is said of them is said of tags that are there.
 */
export async function tagsByName(db: ReadDb | WriteTx, names: readonly string[], hold?: 'hold'): Promise<Map<string, TagRow>> {
  const holds = hold !== undefined && locksRows(db);
  const found = new Map<string, TagRow>();
  for (let at = 0; at < names.length; at += NAMES) {
    const some = names.slice(at, at + NAMES);
    const rows = await db
      .selectFrom('tag')
      .selectAll()
      .where('name', 'in', some)
      .$if(holds, (q) => q.orderBy('id').forKeyShare())
      .execute();
    for (const row of rows) found.set(row.name, row);
    const aliases = await db
      .selectFrom('tag_alias')
      .innerJoin('tag', 'tag.id', 'tag_alias.tag_id')
      .selectAll('tag')
      .select('tag_alias.name as alias')
      .where('tag_alias.name', 'in', some)
      .$if(holds, (q) => q.orderBy('tag.id').forKeyShare('tag'))
      .execute();
    for (const { alias, ...row } of aliases) if (!found.has(alias)) found.set(alias, row);
  }
  return found;
}

export async function tagsByIds(db: ReadDb | WriteTx, ids: readonly number[]): Promise<Map<number, TagRow>> {
  const found = new Map<number, TagRow>();
  for (let at = 0; at < ids.length; at += NAMES)
    for (const row of await db
      .selectFrom('tag')
      .selectAll()
      .where('id', 'in', ids.slice(at, at + NAMES))
      .execute())
      found.set(row.id, row);
  return found;
}

/** The tags of these names (as kept), made where there are none and held; an alias gives the tag it stands for. */
export async function ensureTags(tx: WriteTx, names: readonly string[], now: number, category = 'general'): Promise<Map<string, TagRow>> {
  const found = await tagsByName(tx, names, 'hold');
  const absent = () => [...new Set(names)].filter((name) => !found.has(name));
  // A tag that was merged while it was waited for: its name leads to another one only now.
  if (locksRows(tx) && absent().length > 0) for (const [name, row] of await tagsByName(tx, absent(), 'hold')) found.set(name, row);
  // Sorted: two writers that make the same tags take them in the same order.
  const missing = absent().sort();
  if (missing.length === 0) return found;
  for (let at = 0; at < missing.length; at += 4000) {
    const made = await tx
      .insertInto('tag')
      .values(missing.slice(at, at + 4000).map((name) => ({ name, category, wiki: null, created_at: now, updated_at: now })))
      .onConflict((c) => c.column('name').doNothing())
      .returningAll()
      .execute();
    await addTagWords(tx, made);
  }
  for (const [name, row] of await tagsByName(tx, missing, 'hold')) found.set(name, row);
  await recordTagChange(tx, now);
  return found;
}

/** Of these tags those that are not there (any more); the others are held until the transaction ends. */
export async function tagsGone(tx: WriteTx, ids: readonly number[]): Promise<number[]> {
  const there = new Set<number>();
  for (let at = 0; at < ids.length; at += NAMES) {
    const rows = await tx
      .selectFrom('tag')
      .select('id')
      .where('id', 'in', ids.slice(at, at + NAMES))
      .$if(locksRows(tx), (q) => q.orderBy('id').forKeyShare())
      .execute();
    for (const { id } of rows) there.add(id);
  }
  return ids.filter((id) => !there.has(id));
}

/** Names, aliases, implications or categories are no longer what they were: every process looks again. */
export async function recordTagChange(tx: WriteTx, now: number): Promise<void> {
  await tx.insertInto('change').values({ kind: 'tags', asset_id: null, session_id: null, at: now }).execute();
}

export interface AssetTag {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly count: number;
  readonly deprecated: boolean;
  /** Who says yes, with the score of a model. */
  readonly origins: ReadonlyArray<{ readonly origin: TagOrigin; readonly score: number | null }>;
}

/** The tags an asset bears, by name. `denied`: those that others claim and a person took away. */
export async function tagsOf(db: ReadDb | WriteTx, assetId: number): Promise<{ tags: AssetTag[]; denied: AssetTag[] }> {
  const rows = await db
    .selectFrom('tag_claim')
    .innerJoin('tag', 'tag.id', 'tag_claim.tag_id')
    .select(['tag.id', 'tag.name', 'tag.category', 'tag.count', 'tag.deprecated', 'tag_claim.origin', 'tag_claim.says', 'tag_claim.score'])
    .where('tag_claim.asset_id', '=', assetId)
    .orderBy('tag.name')
    .execute();
  const tags: AssetTag[] = [];
  const denied: AssetTag[] = [];
  for (const claims of Map.groupBy(rows, ({ id }) => id).values()) {
    const { id, name, category, count, deprecated } = claims[0]!;
    const origins = claims.filter(({ says }) => says === 1).map(({ origin, score }) => ({ origin, score }));
    const tag = { id, name, category, count, deprecated: deprecated === 1, origins };
    if (claims.some(({ says }) => says === 0)) denied.push(tag);
    else tags.push(tag);
  }
  return { tags, denied };
}

/** What a person says of these tags of these assets, by `asset:tag`; absent = nothing. */
export async function humanWords(db: ReadDb | WriteTx, assetIds: readonly number[], tagIds: readonly number[]): Promise<Map<string, 'yes' | 'no'>> {
  const words = new Map<string, 'yes' | 'no'>();
  if (assetIds.length === 0) return words;
  const own = await db
    .selectFrom('tag_claim')
    .select(['asset_id', 'tag_id', 'says'])
    .where('asset_id', 'in', assetIds)
    .where('origin', '=', 'human')
    .$if(tagIds.length <= NAMES, (q) => q.where('tag_id', 'in', tagIds))
    .execute();
  for (const { asset_id, tag_id, says } of own) words.set(`${asset_id}:${tag_id}`, says === 1 ? 'yes' : 'no');
  return words;
}

/** In the order they are shown. */
export async function categoryNames(db: ReadDb | WriteTx): Promise<string[]> {
  const rows = await db.selectFrom('tag_category').select('name').orderBy('position').execute();
  return rows.map(({ name }) => name);
}
