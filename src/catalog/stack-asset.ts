import {
  BURST_SHOTS,
  isNext,
  isPair,
  type KeyReason,
  nearKeys,
  numberOf,
  pairKind,
  type ShotOrigin,
  stackKeys,
  type StackKind,
  type StackRules,
} from '../domain/stack.ts';
import type { WriteTx } from './catalog.ts';
import type { Engine } from './engine.ts';
import { addToBurst, insertStack, lockKeys, refreshStacks, SHOT_COLUMNS, type ShotRow } from './stack-queries.ts';

/** Shots under one key; more are no shots of one moment. */
const MOST_NEAR = 200;

/**
 * Puts an asset together with what belongs to it: its RAW or JPEG, its moment of film, the shots right before and after. To
 * be called when an asset or a further place of it is known, in any order and as often as one likes; the result is the same.
 * What a person took apart stays apart.
 */
export async function stackAsset(tx: WriteTx, engine: Engine, assetId: number, origin: ShotOrigin, rules: StackRules, now: number): Promise<void> {
  if (!rules.raw && !rules.live && !rules.bursts) return;
  const shot = await tx.selectFrom('asset').select(SHOT_COLUMNS).where('id', '=', assetId).executeTakeFirst();
  if (shot === undefined) return;
  const keys = stackKeys(shot, origin);
  if (keys.size === 0) return;
  const near = rules.bursts ? nearKeys(shot) : [];
  await lockKeys(tx, engine, [...new Set([...keys.keys(), ...near])]);
  await tx
    .insertInto('stack_key')
    .values([...keys.keys()].map((key) => ({ key, asset_id: assetId })))
    .onConflict((c) => c.doNothing())
    .execute();
  if (shot.unstacked === 1) return;
  const found = await shotsUnder(tx, [...keys.keys(), ...near], assetId);
  if (found.length === 0) return;
  const pairs = found.filter(({ row, key }) => isPair(shot, row, keys.get(key) ?? 'near', rules)).map(({ row }) => row);
  const burst = rules.bursts ? await burstOf(tx, shot, found, keys, rules) : [];
  await join(tx, shot, [...pairs, ...burst], burst.length > 0, now);
}

interface Found {
  readonly key: number;
  readonly row: ShotRow & { readonly stack_kind: StackKind | null };
}

async function shotsUnder(tx: WriteTx, keys: readonly number[], butId: number): Promise<Found[]> {
  const rows = await tx
    .selectFrom('stack_key')
    .innerJoin('asset', 'asset.id', 'stack_key.asset_id')
    .leftJoin('stack', 'stack.id', 'asset.stack_id')
    .select([...SHOT_COLUMNS, 'stack.kind as stack_kind', 'stack_key.key'])
    .where('stack_key.key', 'in', keys)
    .where('asset.id', '<>', butId)
    .where('asset.state', '=', 'active')
    .where('asset.unstacked', '=', 0)
    .orderBy('asset.id')
    .limit(MOST_NEAR)
    .execute();
  return rows.map(({ key, ...row }) => ({ key, row }));
}

/** The other shots of its burst: of the same burst by its maker's word, or of three and more in a row. */
async function burstOf(tx: WriteTx, shot: ShotRow, found: readonly Found[], keys: ReadonlyMap<number, KeyReason>, rules: StackRules): Promise<ShotRow[]> {
  const told = new Map(found.filter(({ key }) => keys.get(key) === 'burst').map(({ row }) => [row.id, row]));
  if (told.size + 1 >= BURST_SHOTS) return [...told.values()];
  const beside = new Map(found.filter(({ row }) => isNext(shot, row, rules)).map(({ row }) => [row.id, row]));
  const joined = [...beside.values()].filter((row) => row.stack_kind === 'burst');
  const run = new Map(beside);
  // What is in no burst yet has one neighbour at most, so two steps out is as far as a run goes.
  let edge = [...beside.values()].filter((row) => row.stack_kind !== 'burst');
  for (let step = 0; step < 2 && edge.length > 0; step++) {
    const further: Found['row'][] = [];
    for (const next of edge) {
      for (const { row } of await shotsUnder(tx, nearKeys(next), next.id)) {
        if (row.id === shot.id || run.has(row.id) || !isNext(next, row, rules)) continue;
        run.set(row.id, row);
        further.push(row);
      }
    }
    edge = further;
  }
  const numbers = new Set([shot, ...run.values()].map(({ name }) => numberOf(name)?.number));
  return joined.length > 0 || numbers.size >= BURST_SHOTS ? [...run.values()] : [];
}

/** Makes one stack of a shot, of others, and of the stacks they are in already. */
async function join(tx: WriteTx, shot: ShotRow, others: readonly ShotRow[], isBurst: boolean, now: number): Promise<void> {
  const members = [...new Map([shot, ...others].map((member) => [member.id, member])).values()];
  if (members.length < 2) return;
  const stackIds = [...new Set(members.flatMap(({ stack_id }) => stack_id ?? []))].toSorted((a, b) => a - b);
  if (stackIds.length === 1 && members.every(({ stack_id }) => stack_id !== null) && !isBurst) return;
  const existing = stackIds.length === 0 ? [] : await tx.selectFrom('stack').selectAll().where('id', 'in', stackIds).orderBy('id').execute();
  const [only] = existing;
  if (existing.length === 1 && only?.kind === 'burst' && others.every((other) => other.stack_id === only.id) && (await addToBurst(tx, only.id, shot, now)))
    return;
  const target = only?.id ?? (await insertStack(tx, 'live', shot.id, now));
  const absorbed = stackIds.filter((id) => id !== target);
  await tx
    .updateTable('asset')
    .set({ stack_id: target })
    .where((e) =>
      e.or([
        e(
          'id',
          'in',
          members.map(({ id }) => id),
        ),
        ...(absorbed.length === 0 ? [] : [e('stack_id', 'in', absorbed)]),
      ]),
    )
    .execute();
  if (absorbed.length > 0) await tx.deleteFrom('stack').where('id', 'in', absorbed).execute();
  const all = await tx.selectFrom('asset').select(SHOT_COLUMNS).where('stack_id', '=', target).execute();
  const kinds = new Set(existing.map(({ kind }) => kind));
  const kind = kinds.has('manual') ? 'manual' : isBurst || kinds.has('burst') ? 'burst' : pairKind(all);
  const chosen = existing.find(({ chosen_asset_id }) => chosen_asset_id !== null)?.chosen_asset_id ?? null;
  await tx.updateTable('stack').set({ kind, chosen_asset_id: chosen }).where('id', '=', target).execute();
  await refreshStacks(tx, [target], now);
}
