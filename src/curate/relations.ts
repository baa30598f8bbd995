import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { kinMembers, relationStates, type RelationState } from '../catalog/relation-queries.ts';
import { findCycle, lockRelations, recordRelated, writeKin, writeParents } from '../catalog/relation-writes.ts';
import { activeAmong } from '../catalog/stack-queries.ts';
import { AppError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import { KIN_KINDS, type KinKind, type RelationKind } from '../domain/link.ts';

/** Assets of one edit. */
export const MOST_RELATED = 1000;
/** In one group; their strip is looked at, not searched. */
const MOST_KIN = 1000;
const MOST_GENERATIONS = 100;

export interface RelationEdit {
  /** What is related otherwise now. */
  readonly changed: readonly number[];
  /** How those were related before: given to restoreRelations, it undoes the edit. */
  readonly previous: readonly RelationState[];
}

interface Who {
  readonly now: number;
  readonly actor: string;
}

type Wanted = Map<number, RelationState>;

/** The parent of one asset, or none. */
export async function setParent(catalog: Catalog, id: number, parent: number | null, who: Who): Promise<RelationEdit> {
  return edit(catalog, who, 'parent-set', [id], async (tx, wanted) => {
    await present(tx, parent === null ? [id] : [id, parent]);
    if (id === parent) throw new AppError('relation-self', { detail: `Asset ${id} cannot be its own parent.` });
    change(wanted, id, { parent });
  });
}

/** `ids` are `kind` of the asset `of` from now on; what some of them are already is left as it is. */
export async function relate(catalog: Catalog, kind: RelationKind, ids: readonly number[], of: number, who: Who): Promise<RelationEdit> {
  return edit(catalog, who, 'assets-related', [...ids, of], async (tx, wanted) => {
    const others = [...new Set(ids)];
    if (others.includes(of)) throw new AppError('relation-self', { detail: `Asset ${of} was named on both sides.` });
    await present(tx, [of, ...others]);
    if (kind === 'parent') {
      const [parent, second] = others;
      if (second !== undefined) throw new AppError('invalid-input', { detail: 'An asset has one parent.', fields: [{ path: 'ids', message: 'takes one id' }] });
      change(wanted, of, { parent: parent! });
    } else if (kind === 'child') {
      for (const id of others) change(wanted, id, { parent: of });
    } else {
      const parent = kind === 'sibling' ? wanted.get(of)!.parent : null;
      if (parent === null) await join(tx, wanted, kind, [of, ...others], who.now);
      else for (const id of others) change(wanted, id, { parent });
    }
  });
}

/** `ids` are no longer `kind` of the asset `of`: one that is in a group leaves it, and the others stay together. */
export async function unrelate(catalog: Catalog, kind: RelationKind, ids: readonly number[], of: number, who: Who): Promise<RelationEdit> {
  const others = [...new Set(ids)];
  const act = async (_: WriteTx, wanted: Wanted): Promise<void> => {
    const own = wanted.get(of)!;
    for (const id of others) {
      const state = wanted.get(id)!;
      if (kind === 'parent' && own.parent === id) change(wanted, of, { parent: null });
      if (kind === 'child' && state.parent === of) change(wanted, id, { parent: null });
      if (kind === 'variant' && state.variant === own.variant) change(wanted, id, { variant: null });
      if (kind === 'sibling' && state.sibling !== null && state.sibling === own.sibling) change(wanted, id, { sibling: null });
      if (kind === 'sibling' && state.parent !== null && state.parent === own.parent) change(wanted, id, { parent: null });
    }
  };
  return edit(catalog, who, 'assets-unrelated', [...others, of], act, 'relation-not-found');
}

/** Puts relations back as they were told before an edit; assets that are gone are passed over. */
export async function restoreRelations(catalog: Catalog, states: readonly RelationState[], who: Who): Promise<RelationEdit> {
  const named = states.flatMap(({ id, parent }) => (parent === null ? [id] : [id, parent]));
  return edit(catalog, who, 'relations-restored', named, async (tx, wanted) => {
    const there = new Set(await activeAmong(tx, named));
    for (const { id, parent, sibling, variant } of states) {
      if (!there.has(id)) continue;
      if (id === parent) throw new AppError('relation-self', { detail: `Asset ${id} cannot be its own parent.` });
      change(wanted, id, { parent: parent !== null && there.has(parent) ? parent : null, sibling, variant });
    }
  });
}

async function edit(
  catalog: Catalog,
  { now, actor }: Who,
  action: string,
  named: readonly number[],
  act: (tx: WriteTx, wanted: Wanted) => Promise<void>,
  unchanged: 'relation-exists' | 'relation-not-found' = 'relation-exists',
): Promise<RelationEdit> {
  return catalog.write(async (tx) => {
    await lockRelations(tx);
    const wanted: Wanted = await relationStates(tx, [...new Set(named)]);
    await act(tx, wanted);
    const before = await relationStates(tx, [...wanted.keys()]);
    const kins = await leaveNobodyAlone(tx, before, wanted);
    const changed = [...wanted.values()].filter((state) => differs(before.get(state.id)!, state));
    if (changed.length === 0) {
      if (action === 'relations-restored') return { changed: [], previous: [] };
      throw new AppError(unchanged);
    }
    const previous = changed.map(({ id }) => before.get(id)!);
    const parents = changed.filter(({ id, parent }) => before.get(id)!.parent !== parent);
    await writeParents(tx, parents, now);
    await refuseCycles(
      tx,
      parents.flatMap(({ parent }) => parent ?? []),
    );
    for (const kind of KIN_KINDS) {
      const moved = changed.filter((state) => before.get(state.id)![kind] !== state[kind]);
      await writeKin(
        tx,
        kind,
        moved.map((state) => ({ id: state.id, kin: state[kind] })),
      );
    }
    const ids = changed.map(({ id }) => id);
    await recordRelated(tx, [...ids, ...kins, ...[...parents, ...previous].flatMap(({ parent }) => parent ?? [])], now);
    await recordDeed(tx, { actor, action, subject: `asset ${ids[0]!}`, detail: { assets: ids.length }, now });
    return { changed: ids, previous };
  });
}

async function present(tx: WriteTx, ids: readonly number[]): Promise<void> {
  const there = new Set(await activeAmong(tx, ids));
  const missing = ids.filter((id) => !there.has(id));
  if (missing.length > 0) throw new AppError('asset-not-found', { detail: `Not there, or in the trash: ${missing.slice(0, 20).join(', ')}.` });
}

function change(wanted: Wanted, id: number, to: Partial<RelationState>): void {
  wanted.set(id, { ...wanted.get(id)!, ...to });
}

function differs(a: RelationState, b: RelationState): boolean {
  return a.parent !== b.parent || a.sibling !== b.sibling || a.variant !== b.variant;
}

/** Makes one group of these and of everybody they are in a group with. */
async function join(tx: WriteTx, wanted: Wanted, kind: KinKind, ids: readonly number[], now: number): Promise<void> {
  const kins = [...new Set(ids.flatMap((id) => wanted.get(id)![kind] ?? []))];
  const members = (await kinMembers(tx, kins)).map(({ id }) => id);
  const all = [...new Set([...ids, ...members])];
  if (all.length > MOST_KIN) throw new AppError('family-too-large', { detail: `${all.length} would be ${kind}s of each other; at most ${MOST_KIN} can be.` });
  for (const [id, state] of await relationStates(tx, members)) if (!wanted.has(id)) wanted.set(id, state);
  const kin = wanted.get(ids[0]!)![kind] ?? kins[0] ?? newId(now);
  for (const id of all) change(wanted, id, { [kind]: kin });
}

/** A group that is left with one member is none. Returns everybody in the groups that change. */
async function leaveNobodyAlone(tx: WriteTx, before: ReadonlyMap<number, RelationState>, wanted: Wanted): Promise<number[]> {
  const touched = new Set<string>();
  for (const state of wanted.values())
    for (const kind of KIN_KINDS) {
      const was = before.get(state.id)?.[kind] ?? null;
      if (was === state[kind]) continue;
      for (const kin of [was, state[kind]]) if (kin !== null) touched.add(kin);
    }
  if (touched.size === 0) return [];
  const members = await kinMembers(tx, [...touched]);
  for (const [id, state] of await relationStates(
    tx,
    members.map(({ id }) => id),
  ))
    if (!wanted.has(id)) {
      wanted.set(id, state);
      (before as Map<number, RelationState>).set(id, state);
    }
  for (const kind of KIN_KINDS)
    for (const group of Map.groupBy(
      [...wanted.values()].filter((state) => state[kind] !== null && touched.has(state[kind])),
      (state) => state[kind],
    ).values())
      if (group.length === 1) change(wanted, group[0]!.id, { [kind]: null });
  return members.map(({ id }) => id);
}

async function refuseCycles(tx: WriteTx, parents: readonly number[]): Promise<void> {
  const cycle = await findCycle(tx, parents, MOST_GENERATIONS);
  if (cycle === undefined) return;
  if (cycle === 'too-deep') throw new AppError('family-too-large', { detail: `A family has at most ${MOST_GENERATIONS} generations.` });
  throw new AppError('relation-cycle', { detail: `Asset ${cycle.id} would stand above itself: ${cycle.below} is below it already.` });
}
