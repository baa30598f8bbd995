import { sql } from 'kysely';
import type { KinKind } from '../domain/link.ts';
import { type AssetSummaryRow, SUMMARY_COLUMNS } from './asset-queries.ts';
import type { ReadDb, WriteTx } from './catalog.ts';

/** Ids of one statement; SQLite takes 32,766 parameters. */
const IDS = 10_000;

/** How one asset is related; whatever is told of it before an edit, said again, undoes the edit. */
export interface RelationState {
  readonly id: number;
  readonly parent: number | null;
  /** Names of the groups it is in; they mean nothing by themselves. */
  readonly sibling: string | null;
  readonly variant: string | null;
}

/** Of these assets, by id; those that have no relation at all are there too. */
export async function relationStates(db: ReadDb | WriteTx, ids: readonly number[]): Promise<Map<number, RelationState>> {
  const states = new Map<number, RelationState>(ids.map((id) => [id, { id, parent: null, sibling: null, variant: null }]));
  for (const [id, parent] of await parentsOf(db, ids)) states.set(id, { ...states.get(id)!, parent });
  for (let at = 0; at < ids.length; at += IDS) {
    const rows = await db
      .selectFrom('asset_kin')
      .selectAll()
      .where('asset_id', 'in', ids.slice(at, at + IDS))
      .execute();
    for (const { asset_id, kind, kin } of rows) states.set(asset_id, { ...states.get(asset_id)!, [kind]: kin });
  }
  return states;
}

/** The parents of those that have one: child to parent. */
export async function parentsOf(db: ReadDb | WriteTx, ids: readonly number[]): Promise<Map<number, number>> {
  const parents = new Map<number, number>();
  for (let at = 0; at < ids.length; at += IDS) {
    const rows = await db
      .selectFrom('asset_relation')
      .select(['asset_id', 'other_id'])
      .where('kind', '=', sql.lit('parent'))
      .where('asset_id', 'in', ids.slice(at, at + IDS))
      .execute();
    for (const { asset_id, other_id } of rows) parents.set(asset_id, other_id);
  }
  return parents;
}

/** Pairs of child and parent, the children of these. */
export async function childrenOf(db: ReadDb | WriteTx, parents: readonly number[]): Promise<Array<{ child: number; parent: number }>> {
  const pairs: Array<{ child: number; parent: number }> = [];
  for (let at = 0; at < parents.length; at += IDS) {
    const rows = await db
      .selectFrom('asset_relation')
      .select(['asset_id as child', 'other_id as parent'])
      .where('kind', '=', sql.lit('parent'))
      .where('other_id', 'in', parents.slice(at, at + IDS))
      .orderBy('asset_id')
      .execute();
    pairs.push(...rows);
  }
  return pairs;
}

/** Parent, grandparent and so on, `limit` at most. */
export async function ancestorsOf(db: ReadDb | WriteTx, id: number, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive above(id, depth) as (
      select other_id, 1 from asset_relation where kind = 'parent' and asset_id = ${id}
      union all
      select r.other_id, above.depth + 1 from above join asset_relation r on r.asset_id = above.id and r.kind = 'parent' where above.depth < ${sql.lit(limit)}
    )
    select id from above order by depth
  `.execute(db);
  return rows.map((row) => row.id);
}

/** Who is in these groups, in the order of their ids. */
export async function kinMembers(db: ReadDb | WriteTx, kins: readonly string[]): Promise<Array<{ id: number; kind: KinKind; kin: string }>> {
  const members: Array<{ id: number; kind: KinKind; kin: string }> = [];
  for (let at = 0; at < kins.length; at += IDS) {
    const some = kins.slice(at, at + IDS);
    members.push(...(await db.selectFrom('asset_kin').select(['asset_id as id', 'kind', 'kin']).where('kin', 'in', some).orderBy('asset_id').execute()));
  }
  return members;
}

export interface FamilySide {
  readonly rows: readonly AssetSummaryRow[];
  readonly total: number;
}

export interface Family {
  readonly parent: AssetSummaryRow | undefined;
  readonly children: FamilySide;
  /** The other children of its parent, and those it is a sibling of without one. */
  readonly siblings: FamilySide;
  readonly variants: FamilySide;
}

/** Those related to an asset that are not in the trash; the first `limit` of each side, in the order of their ids. */
export async function familyOf(db: ReadDb, id: number, limit: number): Promise<Family> {
  const { parent, sibling, variant } = (await relationStates(db, [id])).get(id)!;
  const active = db.selectFrom('asset').where('asset.state', '=', 'active');
  const side = async (ids: ReturnType<typeof sql<number>>): Promise<FamilySide> => {
    const related = active.where('asset.id', '<>', id).where('asset.id', 'in', ids as never);
    const rows = await related.select(SUMMARY_COLUMNS).orderBy('asset.id').limit(limit).execute();
    if (rows.length < limit) return { rows, total: rows.length };
    return { rows, total: (await related.select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count };
  };
  const none: FamilySide = { rows: [], total: 0 };
  const below = (of: number) => sql<number>`select asset_id from asset_relation where kind = 'parent' and other_id = ${of}`;
  const kin = (name: string) => sql<number>`select asset_id from asset_kin where kin = ${name}`;
  const beside = [...(parent === null ? [] : [below(parent)]), ...(sibling === null ? [] : [kin(sibling)])];
  return {
    parent: parent === null ? undefined : await active.select(SUMMARY_COLUMNS).where('asset.id', '=', parent).executeTakeFirst(),
    children: await side(sql`(${below(id)})`),
    siblings: beside.length === 0 ? none : await side(sql`(${sql.join(beside, sql` union `)})`),
    variants: variant === null ? none : await side(sql`(${kin(variant)})`),
  };
}

export interface FamilySize {
  readonly parent: number | null;
  readonly children: number;
  readonly siblings: number;
  readonly variants: number;
}

/** How many of each there are, not counting what lies in the trash. */
export async function familySize(db: ReadDb, id: number): Promise<FamilySize> {
  const { rows } = await sql<FamilySize>`select
    (select p.id from asset_relation r join asset p on p.id = r.other_id where r.kind = 'parent' and r.asset_id = ${id} and p.state = 'active') as parent,
    (select count(*) from asset_relation r join asset c on c.id = r.asset_id where r.kind = 'parent' and r.other_id = ${id} and c.state = 'active') as children,
    (select count(*) from asset s where s.state = 'active' and s.id <> ${id} and s.id in (
      select o.asset_id from asset_relation r join asset_relation o on o.other_id = r.other_id and o.kind = 'parent' where r.kind = 'parent' and r.asset_id = ${id}
      union select o.asset_id from asset_kin k join asset_kin o on o.kin = k.kin where k.kind = 'sibling' and k.asset_id = ${id})) as siblings,
    (select count(*) from asset_kin k join asset_kin o on o.kin = k.kin join asset s on s.id = o.asset_id
      where k.kind = 'variant' and k.asset_id = ${id} and o.asset_id <> ${id} and s.state = 'active') as variants
  `.execute(db);
  return rows[0]!;
}

/** For an export: the relations of all assets that have any, in the order of their ids, after `id`. */
export async function relationsAfter(db: ReadDb, id: number, limit: number): Promise<RelationState[]> {
  const { rows } = await sql<{ id: number }>`
    select asset_id as id from (
      select asset_id from (select asset_id from asset_relation where kind = 'parent' and asset_id > ${id} order by asset_id limit ${limit}) as parents
      union
      select asset_id from (select distinct asset_id from asset_kin where asset_id > ${id} order by asset_id limit ${limit}) as kin
    ) as related order by asset_id limit ${limit}
  `.execute(db);
  const ids = rows.map((row) => row.id);
  const states = await relationStates(db, ids);
  return ids.map((one) => states.get(one)!);
}
