import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { activeAmong, chooseStackCover, dissolveStack, insertStack, putInStack, refreshStacks, stackById, stacksOf } from '../catalog/stack-queries.ts';
import { AppError } from '../core/errors.ts';

/** Puts chosen assets into one stack, out of any they are in now. Returns its id. */
export async function stackSelected(catalog: Catalog, ids: readonly number[], coverId: number | undefined, now: number, actor: string): Promise<number> {
  return catalog.write(async (tx) => {
    const members = await activeAmong(tx, ids);
    if (members.length < 2) throw new AppError('asset-not-found', { detail: 'A stack needs two assets that are there and not in the trash.' });
    if (coverId !== undefined && !members.includes(coverId)) throw new AppError('invalid-input', { detail: 'The cover must be one of the assets.' });
    const before = await stacksOf(tx, members);
    const stack = await insertStack(tx, 'manual', coverId ?? members[0]!, now);
    if (coverId !== undefined) await chooseStackCover(tx, stack, coverId);
    await putInStack(tx, stack, members);
    await refreshStacks(tx, [...before, stack], now);
    await recordDeed(tx, { actor, action: 'assets-stacked', subject: `stack ${stack}`, detail: { assets: members.length }, now });
    return stack;
  });
}

export async function setStackCover(catalog: Catalog, stackId: number, assetId: number, now: number, actor: string): Promise<void> {
  await catalog.write(async (tx) => {
    if (!(await stackById(tx, stackId))) throw new AppError('stack-not-found');
    const [member] = await activeAmong(tx, [assetId], stackId);
    if (member === undefined) throw new AppError('asset-not-found', { detail: `It is not in stack ${stackId}.` });
    await chooseStackCover(tx, stackId, assetId);
    await refreshStacks(tx, [stackId], now);
    await recordDeed(tx, { actor, action: 'stack-cover-set', subject: `stack ${stackId}`, detail: { asset: assetId }, now });
  });
}

/** Takes a stack apart, for good: its members are not stacked by themselves again. */
export async function unstack(catalog: Catalog, stackId: number, now: number, actor: string): Promise<void> {
  await catalog.write(async (tx) => {
    if (!(await stackById(tx, stackId))) throw new AppError('stack-not-found');
    await dissolveStack(tx, stackId, now, true);
    await recordDeed(tx, { actor, action: 'stack-taken-apart', subject: `stack ${stackId}`, now });
  });
}
