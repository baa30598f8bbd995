import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { placesOf } from '../catalog/pool-order.ts';
import { poolByKey } from '../catalog/pool-queries.ts';
import { holdPool, insertPool, lockPoolNames, type PoolFacts, recordPoolChange, setPoolDeleted, updatePool } from '../catalog/pool-writes.ts';
import { activeAmong } from '../catalog/stack-queries.ts';
import { AppError } from '../core/errors.ts';
import { addToPoolIn, livingPool, type Who } from './pool-members.ts';
import { poolKey, type PoolKind, poolName, poolNameProblem } from '../domain/link.ts';

export interface NewPool {
  readonly name: string;
  readonly kind: PoolKind;
  readonly description: string;
}

export async function createPool(catalog: Catalog, { name, kind, description }: NewPool, who: Who, ids: readonly number[] = []): Promise<number> {
  const { now, actor } = who;
  const named = checkedName(name);
  return catalog.write(async (tx) => {
    await lockPoolNames(tx);
    const id = await insertPool(tx, { ...named, kind, description }, now);
    if (id === undefined) throw await nameTaken(tx, named.key);
    await recordPoolChange(tx, now);
    await recordDeed(tx, { actor, action: 'pool-created', subject: `pool ${id}`, detail: { name: named.name }, now });
    if (ids.length > 0) await addToPoolIn(tx, id, ids, 'end', who);
    return id;
  });
}

export interface PoolEdit {
  readonly name?: string | undefined;
  readonly kind?: PoolKind | undefined;
  readonly description?: string | undefined;
  /** A member; null = its first one. */
  readonly cover?: number | null | undefined;
}

export async function editPool(catalog: Catalog, id: number, { name, kind, description, cover }: PoolEdit, { now, actor }: Who): Promise<void> {
  const named = name === undefined ? undefined : checkedName(name);
  await catalog.write(async (tx) => {
    if (named !== undefined) await lockPoolNames(tx);
    const pool = await livingPool(tx, id);
    if (named !== undefined) {
      const other = await poolByKey(tx, named.key);
      if (other !== undefined && other.id !== id) throw await nameTaken(tx, named.key);
    }
    if (cover != null && !(await isMember(tx, id, cover))) throw new AppError('invalid-input', { detail: 'The cover must be in the pool.' });
    const facts: Partial<PoolFacts> = {
      ...named,
      ...(kind === undefined ? {} : { kind }),
      ...(description === undefined ? {} : { description }),
      ...(cover === undefined ? {} : { cover }),
    };
    await updatePool(tx, id, facts, now);
    await recordPoolChange(tx, now);
    await recordDeed(tx, { actor, action: 'pool-changed', subject: `pool ${id}`, detail: { name: pool.name, ...facts }, now });
  });
}

/** It can be had back until housekeeping forgets it. */
export async function deletePool(catalog: Catalog, id: number, { now, actor }: Who): Promise<void> {
  await catalog.write(async (tx) => {
    const { name, count } = await livingPool(tx, id);
    await setPoolDeleted(tx, id, now);
    await recordPoolChange(tx, now);
    await recordDeed(tx, { actor, action: 'pool-deleted', subject: `pool ${id}`, detail: { name, members: count }, now });
  });
}

/** Undoes a deletion. `name`: what it is called from then on, where another pool took its name. AppError `pool-not-found`, `pool-name-taken`. */
export async function restorePool(catalog: Catalog, id: number, { now, actor }: Who, name?: string): Promise<void> {
  const named = name === undefined ? undefined : checkedName(name);
  await catalog.write(async (tx) => {
    await lockPoolNames(tx);
    const pool = await holdPool(tx, id);
    if (!pool) throw new AppError('pool-not-found');
    if (pool.deleted_at === null) return;
    const key = named?.key ?? pool.name_key;
    if (await poolByKey(tx, key)) throw await nameTaken(tx, key, 'Restore this one under another name.');
    if (named !== undefined) await updatePool(tx, id, named, now);
    await setPoolDeleted(tx, id, null);
    await recordPoolChange(tx, now);
    await recordDeed(tx, { actor, action: 'pool-restored', subject: `pool ${id}`, detail: { name: named?.name ?? pool.name }, now });
  });
}

function checkedName(text: string): { name: string; key: string } {
  const problem = poolNameProblem(text);
  if (problem !== undefined) throw new AppError('invalid-input', { detail: problem, fields: [{ path: 'name', message: problem }] });
  const name = poolName(text);
  return { name, key: poolKey(name) };
}

async function nameTaken(tx: WriteTx, key: string, hint = ''): Promise<AppError> {
  const other = await poolByKey(tx, key);
  return new AppError('pool-name-taken', { detail: `${other === undefined ? key : `Pool ${other.id}, “${other.name}”, has it.`} ${hint}`.trim() });
}

async function isMember(tx: WriteTx, poolId: number, assetId: number): Promise<boolean> {
  return (await placesOf(tx, poolId, [assetId])).length > 0 && (await activeAmong(tx, [assetId])).length > 0;
}
