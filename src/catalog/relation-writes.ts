import { sql } from 'kysely';
import { KIN_KINDS, type KinKind } from '../domain/link.ts';
import type { WriteTx } from './catalog.ts';
import { ancestorsOf, childrenOf, kinMembers, relationStates, type RelationState } from './relation-queries.ts';
import { locksRows } from './row-locks.ts';

const ROWS = 4000;

/**
 * One edit of relations at a time: each looks up a chain or a group that another may just be changing, and two that are right by
 * themselves can make a circle together. SQLite has one writer.
 */
export async function lockRelations(tx: WriteTx): Promise<void> {
  // Any number that nothing else locks: the keys of stacks are hashes.
  if (locksRows(tx)) await sql`select pg_advisory_xact_lock(5, 19)`.execute(tx);
}

export async function writeParents(tx: WriteTx, parents: ReadonlyArray<{ id: number; parent: number | null }>, now: number): Promise<void> {
  for (const some of chunks(parents)) {
    const ids = some.map(({ id }) => id);
    await tx.deleteFrom('asset_relation').where('kind', '=', sql.lit('parent')).where('asset_id', 'in', ids).execute();
    const rows = some.flatMap(({ id, parent }) => (parent === null ? [] : [{ asset_id: id, kind: 'parent' as const, other_id: parent, created_at: now }]));
    if (rows.length > 0) await tx.insertInto('asset_relation').values(rows).execute();
  }
}

export async function writeKin(tx: WriteTx, kind: KinKind, groups: ReadonlyArray<{ id: number; kin: string | null }>): Promise<void> {
  for (const some of chunks(groups)) {
    const ids = some.map(({ id }) => id);
    await tx.deleteFrom('asset_kin').where('kind', '=', kind).where('asset_id', 'in', ids).execute();
    const rows = some.flatMap(({ id, kin }) => (kin === null ? [] : [{ asset_id: id, kind, kin }]));
    if (rows.length > 0) await tx.insertInto('asset_kin').values(rows).execute();
  }
}

/** The asset that would stand above itself, and the one it would stand below: looked for after the parents are written. */
export async function findCycle(tx: WriteTx, parents: Iterable<number>, limit: number): Promise<{ id: number; below: number } | 'too-deep' | undefined> {
  for (const parent of new Set(parents)) {
    const above = await ancestorsOf(tx, parent, limit);
    const at = above.indexOf(parent);
    if (at !== -1) return { id: parent, below: above[at - 1] ?? parent };
    if (above.length >= limit) return 'too-deep';
  }
  return undefined;
}

/**
 * Before assets are deleted for good. Their children go to the nearest ancestor that stays; where there is none the eldest child
 * heads the others, as Danbooru does it, so that a family stays one. A group that is left with one member is none any more.
 */
export async function dropRelationsOf(tx: WriteTx, going: readonly number[], now: number): Promise<void> {
  const gone = new Set(going);
  const states = await relationStates(tx, going);
  const orphans = (await childrenOf(tx, going)).filter(({ child }) => !gone.has(child));
  const wanted: Array<{ id: number; parent: number | null }> = [];
  for (const [parent, children] of Map.groupBy(orphans, ({ parent: of }) => of)) {
    const next = (await ancestorsOf(tx, parent, 1000)).find((id) => !gone.has(id));
    const eldest = next ?? (await eldestOf(tx, children));
    for (const { child } of children) wanted.push({ id: child, parent: child === eldest ? null : eldest });
  }
  await writeParents(tx, wanted, now);
  const kins = [...states.values()].flatMap((state) => KIN_KINDS.flatMap((kind) => state[kind] ?? []));
  const left = Map.groupBy(
    (await kinMembers(tx, [...new Set(kins)])).filter(({ id }) => !gone.has(id)),
    ({ kin }) => kin,
  );
  const alone = [...left.values()].flatMap((members) => (members.length === 1 ? members : []));
  for (const kind of KIN_KINDS)
    await writeKin(
      tx,
      kind,
      alone.filter((one) => one.kind === kind).map(({ id }) => ({ id, kin: null })),
    );
  const touched = [...wanted.map(({ id }) => id), ...[...left.values()].flat().map(({ id }) => id), ...parentsLeft(states, gone)];
  await recordRelated(tx, touched, now);
}

/** A line in the change feed for each. */
export async function recordRelated(tx: WriteTx, ids: readonly number[], now: number): Promise<void> {
  for (const some of chunks([...new Set(ids)].sort((a, b) => a - b)))
    await tx
      .insertInto('change')
      .values(some.map((asset_id) => ({ kind: 'asset-updated' as const, asset_id, session_id: null, at: now })))
      .execute();
}

function parentsLeft(states: ReadonlyMap<number, RelationState>, gone: ReadonlySet<number>): number[] {
  return [...states.values()].flatMap(({ parent }) => (parent === null || gone.has(parent) ? [] : [parent]));
}

/** The one with the lowest id, of those that are not in the trash when there are any. */
async function eldestOf(tx: WriteTx, children: ReadonlyArray<{ child: number }>): Promise<number> {
  const ids = children.map(({ child }) => child);
  const row = await tx
    .selectFrom('asset')
    .select('id')
    .where('id', 'in', ids)
    .orderBy(sql`case when state = 'active' then 0 else 1 end`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? ids[0]!;
}

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += ROWS) yield all.slice(at, at + ROWS);
}
