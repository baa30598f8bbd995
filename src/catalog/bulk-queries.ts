import { sql, type SqlBool } from 'kysely';
import { type AssetSummaryRow, SHOWN, SUMMARY_COLUMNS } from './asset-queries.ts';
import type { Catalog, ReadDb, WriteTx } from './catalog.ts';
import type { Engine } from './engine.ts';
import { type Condition, conditionSql } from './search-condition.ts';

/** Which assets: these, or all that are shown and fulfil a condition, but a few. */
export type AssetChoice = { readonly ids: readonly number[] } | { readonly where: Condition | null; readonly except: readonly number[] };

/** What makes an asset one that a change would change; tags by their ids. */
export interface ChangeTest {
  /** Everything changes: a tag is given that nobody bears yet. */
  readonly always: boolean;
  readonly add: readonly number[];
  readonly remove: readonly number[];
  readonly replace: readonly number[];
  readonly rating?: number | null;
  readonly favourite?: boolean | null;
  /** Place in CONTENT_RATINGS. */
  readonly contentRating?: number | null;
}

const ACTIVE = sql<SqlBool>`asset.state = 'active'`;

function chosen(choice: AssetChoice, engine: Engine) {
  const parts = 'ids' in choice ? [ACTIVE, inList(choice.ids)] : [SHOWN];
  if ('where' in choice) {
    if (choice.where) parts.push(conditionSql(choice.where, engine));
    if (choice.except.length > 0) parts.push(sql<SqlBool>`not ${inList(choice.except)}`);
  }
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

/** Written into the statement: 20,000 parameters would be near the limit of SQLite. */
function inList(ids: readonly number[]) {
  return ids.length === 0 ? sql<SqlBool>`(0 = 1)` : sql<SqlBool>`asset.id in (${sql.raw(ids.map((id) => String(Math.trunc(id))).join(','))})`;
}

function changing(test: ChangeTest) {
  const parts = test.always ? [sql`1 = 1`] : [];
  const claim = (tag: number, what: ReturnType<typeof sql>) =>
    sql`exists (select 1 from tag_claim where tag_claim.asset_id = asset.id and tag_claim.tag_id = ${tag} and ${what})`;
  for (const tag of test.add) parts.push(sql`not ${claim(tag, sql`tag_claim.origin = 'human' and tag_claim.says = 1`)}`);
  for (const tag of test.remove)
    parts.push(sql`(${claim(tag, sql`tag_claim.says = 1`)} and not ${claim(tag, sql`tag_claim.origin = 'human' and tag_claim.says = 0`)})`);
  for (const tag of test.replace) parts.push(sql`exists (select 1 from asset_tag where asset_tag.tag_id = ${tag} and asset_tag.asset_id = asset.id)`);
  if (test.rating !== undefined) parts.push(sql`coalesce(asset.rating, 0) <> ${test.rating ?? 0}`);
  if (test.favourite !== undefined) parts.push(sql`asset.favourite <> ${test.favourite === true ? 1 : 0}`);
  if (test.contentRating !== undefined)
    parts.push(
      sql`(coalesce(asset.content_rating, -1) <> ${test.contentRating ?? -1} or coalesce(asset.content_rating_origin, '') <> ${test.contentRating === null ? '' : 'human'})`,
    );
  return sql<SqlBool>`(${sql.join(parts.length === 0 ? [sql`0 = 1`] : parts, sql` or `)})`;
}

/** A part of a choice, the same each time: assets whose id, shuffled, lies below this share (0…1). Undefined = all of it. */
type Share = number | undefined;

function within(share: Share) {
  return share === undefined ? sql<SqlBool>`1 = 1` : sql<SqlBool>`(asset.id * 48271) % 65536 < ${sql.lit(Math.ceil(share * 65536))}`;
}

export async function countChosen(catalog: Catalog, choice: AssetChoice, test?: ChangeTest, share?: Share): Promise<number> {
  const { count } = await catalog.read
    .selectFrom('asset')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where(chosen(choice, catalog.engine))
    .where(within(share))
    .$if(test !== undefined, (q) => q.where(changing(test!)))
    .executeTakeFirstOrThrow();
  return count;
}

/** Some of those that would change, the newest first. */
export async function sampleOfChange(catalog: Catalog, choice: AssetChoice, test: ChangeTest, limit: number, share?: Share): Promise<AssetSummaryRow[]> {
  return catalog.read
    .selectFrom('asset')
    .select(SUMMARY_COLUMNS)
    .where(chosen(choice, catalog.engine))
    .where(within(share))
    .where(changing(test))
    .orderBy('sort_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Up to `limit` assets of a choice, by id, after the id `after`. Asked outside of a transaction: a slow search must not keep writers waiting. */
export async function assetsToFix({ read, engine }: Catalog, choice: AssetChoice, after: number, limit: number): Promise<number[]> {
  const rows = await read
    .selectFrom('asset')
    .select('asset.id')
    .where(chosen(choice, engine))
    .where('asset.id', '>', after)
    .orderBy('asset.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** The same of the assets in which a deed stands. */
export async function editedToFix({ read }: Catalog, batch: string, after: number, limit: number): Promise<number[]> {
  const rows = await read
    .selectFrom('asset_edit')
    .select('asset_id')
    .where('batch_id', '=', batch)
    .where('undone_by', 'is', null)
    .where('asset_id', '>', after)
    .orderBy('asset_id')
    .limit(limit)
    .execute();
  return rows.map(({ asset_id }) => asset_id);
}

/** Two columns: below the 32,766 parameters of SQLite. */
const ROWS = 10_000;

/** Adds assets to those a task goes through. */
export async function addFixed(tx: WriteTx, task: string, ids: readonly number[]): Promise<void> {
  for (let at = 0; at < ids.length; at += ROWS)
    await tx
      .insertInto('task_asset')
      .values(ids.slice(at, at + ROWS).map((asset_id) => ({ task_id: task, asset_id })))
      .onConflict((c) => c.doNothing())
      .execute();
}

/** Where fixing the assets of a task has got to: the highest id so far, 0 at the beginning. */
export async function lastFixed(db: ReadDb | WriteTx, task: string): Promise<number> {
  const row = await db.selectFrom('task_asset').select('asset_id').where('task_id', '=', task).orderBy('asset_id', 'desc').limit(1).executeTakeFirst();
  return row?.asset_id ?? 0;
}

export async function countFixed(tx: WriteTx, task: string): Promise<number> {
  const { count } = await tx
    .selectFrom('task_asset')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('task_id', '=', task)
    .executeTakeFirstOrThrow();
  return count;
}

/** The next assets of a task, taken off its list: together with the transaction that works on them. */
export async function takeFixed(tx: WriteTx, task: string, limit: number): Promise<number[]> {
  const rows = await tx.selectFrom('task_asset').select('asset_id').where('task_id', '=', task).orderBy('asset_id').limit(limit).execute();
  const last = rows.at(-1);
  if (last === undefined) return [];
  await tx.deleteFrom('task_asset').where('task_id', '=', task).where('asset_id', '<=', last.asset_id).execute();
  return rows.map(({ asset_id }) => asset_id);
}

/** By tag those of these assets that bear it. */
export async function bearersOf(tx: WriteTx, tagIds: readonly number[], assetIds: readonly number[]): Promise<Map<number, number[]>> {
  const bearers = new Map<number, number[]>();
  if (tagIds.length === 0 || assetIds.length === 0) return bearers;
  const rows = await tx.selectFrom('asset_tag').selectAll().where('tag_id', 'in', tagIds).where('asset_id', 'in', assetIds).execute();
  for (const { tag_id, asset_id } of rows) bearers.set(tag_id, [...(bearers.get(tag_id) ?? []), asset_id]);
  return bearers;
}
