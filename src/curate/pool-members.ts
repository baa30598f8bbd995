import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { makeRoom, placesOf, type PoolTarget, putAt, takeOut } from '../catalog/pool-order.ts';
import type { PoolPlace } from '../catalog/pool-queries.ts';
import { holdAssets, holdPool, poolMembersChanged, recordPoolChange } from '../catalog/pool-writes.ts';
import { AppError } from '../core/errors.ts';

/** Assets of one edit of a pool. */
export const MOST_IN_EDIT = 5000;

export interface Who {
  readonly now: number;
  readonly actor: string;
}

export interface PoolMembersEdit {
  readonly version: number;
  readonly count: number;
  /** Those that came, went or moved. */
  readonly changed: readonly number[];
  /** Where they were: put back there, the edit is undone. Those that came were nowhere. */
  readonly previous: readonly PoolPlace[];
}

/** Assets come into a pool in this order; those that are in it stay where they are. */
export async function addToPool(catalog: Catalog, poolId: number, ids: readonly number[], target: PoolTarget, who: Who): Promise<PoolMembersEdit> {
  return catalog.write((tx) => addToPoolIn(tx, poolId, ids, target, who));
}

/** The same within a transaction of more. */
export async function addToPoolIn(tx: WriteTx, poolId: number, ids: readonly number[], target: PoolTarget, who: Who): Promise<PoolMembersEdit> {
  const wanted = [...new Set(ids)];
  const there = await holdAssets(tx, wanted);
  const missing = wanted.filter((id) => !there.has(id));
  if (missing.length > 0) throw new AppError('asset-not-found', { detail: `Not there, or in the trash: ${missing.slice(0, 20).join(', ')}.` });
  const pool = await livingPool(tx, poolId);
  const members = new Set((await placesOf(tx, poolId, wanted)).map(({ id }) => id));
  const coming = wanted.filter((id) => !members.has(id));
  if (coming.length === 0) return { version: pool.version, count: pool.count, changed: [], previous: [] };
  const positions = await room(tx, poolId, coming.length, target, []);
  await putAt(tx, poolId, placed(coming, positions));
  return ended(tx, poolId, coming, [], coming.length, 'pool-added', who);
}

export async function removeFromPool(catalog: Catalog, poolId: number, ids: readonly number[], who: Who): Promise<PoolMembersEdit> {
  return catalog.write(async (tx) => {
    const active = await holdAssets(tx, ids);
    const pool = await livingPool(tx, poolId);
    const previous = await placesOf(tx, poolId, ids);
    if (previous.length === 0) return { version: pool.version, count: pool.count, changed: [], previous };
    const going = previous.map(({ id }) => id);
    await takeOut(tx, poolId, going);
    return ended(tx, poolId, going, previous, -going.filter((id) => active.has(id)).length, 'pool-removed', who);
  });
}

/** Members move together to a place, in the order they are named in. `version`: the order they were moved in, as the caller saw it. */
export async function moveInPool(
  catalog: Catalog,
  poolId: number,
  ids: readonly number[],
  target: PoolTarget,
  version: number,
  who: Who,
): Promise<PoolMembersEdit> {
  return catalog.write(async (tx) => {
    const pool = await livingPool(tx, poolId);
    unchanged(pool.version, version);
    const moving = [...new Set(ids)];
    if (target !== 'end' && 'before' in target && moving.includes(target.before))
      throw new AppError('invalid-input', { detail: 'Assets cannot be put before one of themselves.', fields: [{ path: 'before', message: 'is among ids' }] });
    if ((await placesOf(tx, poolId, moving)).length < moving.length)
      throw new AppError('asset-not-found', { detail: 'Not all of these assets are in the pool.' });
    // May number all anew, so the places to go back to are read after it.
    const positions = await room(tx, poolId, moving.length, target, moving);
    const previous = await placesOf(tx, poolId, moving);
    await putAt(tx, poolId, placed(moving, positions));
    return ended(tx, poolId, moving, previous, 0, 'pool-reordered', who);
  });
}

/** Puts assets where an edit said they were before: undoes a move or a removal. */
export async function restoreInPool(
  catalog: Catalog,
  poolId: number,
  places: readonly PoolPlace[],
  version: number | undefined,
  who: Who,
): Promise<PoolMembersEdit> {
  return catalog.write(async (tx) => {
    const named = places.map(({ id }) => id);
    const there = await holdAssets(tx, named);
    const pool = await livingPool(tx, poolId);
    if (version !== undefined) unchanged(pool.version, version);
    const previous = await placesOf(tx, poolId, named);
    const members = new Set(previous.map(({ id }) => id));
    // One that lies in the trash goes back to its place as well, if it has one.
    const back = places.filter(({ id }) => there.has(id) || members.has(id));
    await putAt(tx, poolId, back);
    const came = back.filter(({ id }) => !members.has(id)).length;
    return ended(
      tx,
      poolId,
      back.map(({ id }) => id),
      previous,
      came,
      'pool-reordered',
      who,
    );
  });
}

/** Holds a pool that is there; throws `pool-not-found`. */
export async function livingPool(tx: WriteTx, id: number) {
  const pool = await holdPool(tx, id);
  if (!pool || pool.deleted_at !== null) throw new AppError('pool-not-found', { detail: `Pool ${id}.` });
  return pool;
}

function unchanged(version: number, seen: number): void {
  if (version !== seen) throw new AppError('pool-changed', { detail: `It has version ${version} now; the order that was moved in was version ${seen}.` });
}

async function room(tx: WriteTx, poolId: number, count: number, target: PoolTarget, moving: readonly number[]): Promise<number[]> {
  const positions = await makeRoom(tx, poolId, count, target, moving);
  if (positions === undefined) throw new AppError('asset-not-found', { detail: 'The asset to put them before is not in the pool.' });
  return positions;
}

function placed(ids: readonly number[], positions: readonly number[]): PoolPlace[] {
  return ids.map((id, at) => ({ id, position: positions[at]! }));
}

async function ended(
  tx: WriteTx,
  poolId: number,
  changed: readonly number[],
  previous: readonly PoolPlace[],
  more: number,
  action: string,
  { now, actor }: Who,
): Promise<PoolMembersEdit> {
  const { version, count } = await poolMembersChanged(tx, poolId, more, now);
  await recordPoolChange(tx, now);
  await recordDeed(tx, { actor, action, subject: `pool ${poolId}`, detail: { assets: changed.length }, now });
  return { version, count, changed, previous };
}
