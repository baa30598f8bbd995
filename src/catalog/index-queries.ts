import { type RawBuilder, sql } from 'kysely';
import { newId } from '../core/ids.ts';
import type { Catalog } from './catalog.ts';
import { type Condition, conditionSql, type NumberFact, numberSql } from './search-condition.ts';
import { readSetting, writeSetting } from './setting-queries.ts';

/** What the tag index keeps of an asset besides its tags; the facts as a Condition compares them, null = not known. */
export type IndexRow<Fact extends NumberFact> = {
  readonly id: number;
  /** 1: lists show it. */
  readonly shown: number;
  readonly format: string;
  /** As `order:name` compares it. */
  readonly name: string;
} & { readonly [One in Fact]: number | null };

function columns(facts: readonly NumberFact[]): RawBuilder<unknown> {
  return sql`asset.id, case when asset.state = 'active' and asset.stack_hidden = 0 then 1 else 0 end as shown, asset.format, lower(asset.name) as name,
    ${sql.join(facts.map((fact) => sql`${numberSql(fact)} as ${sql.ref(fact)}`))}`;
}

/** The next assets by id, also those in the trash. */
export async function indexRowsAfter<Fact extends NumberFact>(
  catalog: Catalog,
  facts: readonly Fact[],
  id: number,
  limit: number,
): Promise<Array<IndexRow<Fact>>> {
  const { rows } = await sql<IndexRow<Fact>>`select ${columns(facts)} from asset where asset.id > ${id} order by asset.id limit ${limit}`.execute(catalog.read);
  return rows;
}

/** In no order; those that do not exist are absent. */
export async function indexRowsOf<Fact extends NumberFact>(catalog: Catalog, facts: readonly Fact[], ids: readonly number[]): Promise<Array<IndexRow<Fact>>> {
  if (ids.length === 0) return [];
  const { rows } = await sql<IndexRow<Fact>>`select ${columns(facts)} from asset where asset.id in (${sql.join(ids)})`.execute(catalog.read);
  return rows;
}

/** A run of assets that bear a tag. */
export interface TagRun {
  readonly tag_id: number;
  /** Decimal, with commas, in no order. */
  readonly asset_ids: string;
  readonly last: number;
  readonly links: number;
}

/**
 * The next `limit` links by tag and asset, put together tag by tag in the database: fewer rows to make than one for each link.
 */
export async function linksAfter(catalog: Catalog, tagId: number, assetId: number, limit: number): Promise<TagRun[]> {
  const together = catalog.engine === 'sqlite' ? sql`group_concat(asset_id)` : sql`string_agg(cast(asset_id as text), ',')`;
  const { rows } = await sql<TagRun>`
    select tag_id, ${together} as asset_ids, max(asset_id) as last, count(*) as links
    from (select tag_id, asset_id from asset_tag where (tag_id, asset_id) > (${tagId}, ${assetId}) order by tag_id, asset_id limit ${limit}) as taken
    group by tag_id order by tag_id
  `.execute(catalog.read);
  return rows;
}

/** The tags each of these assets bears, by way of the claims: `asset_tag` is clustered by tag. */
export async function tagIdsOf(catalog: Catalog, assetIds: readonly number[]): Promise<Map<number, number[]>> {
  const tags = new Map<number, number[]>();
  if (assetIds.length === 0) return tags;
  const { rows } = await sql<{ asset_id: number; tag_id: number }>`
    select asset_id, tag_id from tag_claim where asset_id in (${sql.join(assetIds)}) group by asset_id, tag_id having min(says) = 1
  `.execute(catalog.read);
  for (const { asset_id, tag_id } of rows) {
    const own = tags.get(asset_id);
    if (own) own.push(tag_id);
    else tags.set(asset_id, [tag_id]);
  }
  return tags;
}

/** Ids of assets of which this is true, shown or not, in no order; with `among` only of those. */
export async function idsWhere(catalog: Catalog, where: Condition, limit: number, among?: readonly number[]): Promise<number[]> {
  let query = catalog.read.selectFrom('asset').select('asset.id').where(conditionSql(where, catalog.engine)).limit(limit);
  if (among !== undefined) {
    if (among.length === 0) return [];
    query = query.where('asset.id', 'in', among);
  }
  return (await query.execute()).map(({ id }) => id);
}

const IDENTITY = 'catalog.id';

/** Tells one catalog from another, whatever its file is called; made with the first question. */
export async function catalogIdentity(catalog: Catalog, now: number): Promise<string> {
  const known = await readSetting<string>(catalog.read, IDENTITY);
  if (known !== undefined) return known;
  return catalog.write(async (tx) => {
    const meanwhile = await readSetting<string>(tx, IDENTITY);
    if (meanwhile !== undefined) return meanwhile;
    const id = newId();
    await writeSetting(tx, IDENTITY, id, now);
    return id;
  });
}

/** How many migrations the schema has been through. */
export async function schemaVersion(catalog: Catalog): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from kysely_migration`.execute(catalog.read);
  return rows[0]!.count;
}

/** How many assets there are, shown or not, the highest id, and about how many links to tags. */
/** Whether there are so many assets; looks no further than that. */
export async function atLeastAssets({ read }: Pick<Catalog, 'read'>, count: number): Promise<boolean> {
  return (
    count === 0 ||
    (await read
      .selectFrom('asset')
      .select('id')
      .orderBy('id')
      .limit(1)
      .offset(count - 1)
      .executeTakeFirst()) !== undefined
  );
}

export async function assetExtent(catalog: Catalog): Promise<{ count: number; highest: number; links: number }> {
  const { rows } = await sql<{ count: number; highest: number | null; links: number | null }>`
    select count(*) as count, max(id) as highest, (select sum(count) from tag) as links from asset
  `.execute(catalog.read);
  const { count, highest, links } = rows[0]!;
  return { count, highest: highest ?? 0, links: links ?? 0 };
}
