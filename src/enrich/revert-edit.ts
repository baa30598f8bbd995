import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import {
  type AssetEditRow,
  type EditBatchRow,
  batchById,
  insertBatch,
  insertEdits,
  laterEdits,
  markUndone,
  standingAssets,
  standingEdits,
} from '../catalog/edit-queries.ts';
import { holdAssets, metadataOf } from '../catalog/metadata-queries.ts';
import { CLAIM_BATCH, type ClaimEdit, writeClaims } from '../catalog/tag-claims.ts';
import { ensureTags, tagsByName, humanWords } from '../catalog/tag-queries.ts';
import { AppError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { EditChanges, EditSummary, Said } from '../domain/edit.ts';
import { type EditBy, editFacts, factChanges, type FactEdit, same } from './edit-asset.ts';
import { tagChanges } from './edit-tags.ts';

export interface Reverted {
  /** The deed that took it back: it can be taken back too. */
  readonly batch: string;
  /** Assets in which something was taken back. */
  readonly assets: number;
}

/**
 * Takes back a deed of at most CLAIM_BATCH assets, as far as it still stands: what was changed since stays. AppError `edit-not-found`,
 * `nothing-to-revert`.
 */
export async function revertEdit(catalog: Catalog, batchId: string, by: EditBy): Promise<Reverted> {
  return catalog.write(async (tx) => {
    const deed = await batchById(tx, batchId);
    if (!deed) throw new AppError('edit-not-found');
    const revert = newId(by.now);
    await openRevert(tx, revert, deed, by);
    const assets = await revertIn(tx, deed, await standingAssets(tx, batchId, CLAIM_BATCH), revert, by);
    if (assets === 0) throw new AppError('nothing-to-revert');
    return { batch: revert, assets };
  });
}

/** The deed that takes `deed` back; what it changes follows by `revertIn`. */
export async function openRevert(tx: WriteTx, id: string, deed: EditBatchRow, by: Pick<EditBy, 'actor' | 'now'>): Promise<void> {
  const summary = inverse(JSON.parse(deed.summary_json) as EditSummary);
  await insertBatch(tx, { id, kind: 'revert', actor: by.actor, now: by.now, summary, reverts: deed.id });
}

/** Takes back what a deed changed in up to CLAIM_BATCH assets, as far as it stands. Returns in how many something was. */
export async function revertIn(tx: WriteTx, deed: EditBatchRow, assetIds: readonly number[], revert: string, by: EditBy): Promise<number> {
  if (assetIds.length === 0) return 0;
  await holdAssets(tx, assetIds);
  const rows = await standingEdits(tx, deed.id, assetIds);
  if (rows.length === 0) return 0;
  const ids = rows.map(({ asset_id }) => asset_id);
  const since = Math.min(...rows.map(({ id }) => id));
  const later = Map.groupBy(await laterEdits(tx, ids, since), ({ asset_id }) => asset_id);
  const plans = rows.map((row): Plan => {
    const changes = JSON.parse(row.changes_json) as EditChanges;
    const after = (later.get(row.asset_id) ?? []).filter(({ id }) => id > row.id);
    return {
      row,
      ...untouched(
        changes,
        after.map(({ changes_json }) => JSON.parse(changes_json) as EditChanges),
      ),
    };
  });
  const back = new Map<number, { tags?: EditChanges['tags']; facts?: EditChanges['facts'] }>();
  for (const [assetId, tags] of await revertTags(tx, plans, by.now)) back.set(assetId, { tags });
  for (const [assetId, facts] of await revertFacts(tx, plans, by)) back.set(assetId, { ...back.get(assetId), facts });
  await insertEdits(
    tx,
    revert,
    [...back].map(([assetId, { tags, facts }]) => ({ assetId, changes: { ...(tags ? { tags } : {}), ...(facts ? { facts } : {}) } })),
  );
  await settleChain(tx, deed, revert, [...back.keys()]);
  return back.size;
}

/**
 * What `revert` took back is undone. A deed that was a revert itself no longer holds its own deed down, which stands again; and were
 * that one a revert too, it holds down its own again: one step of the chain stands, the next does not.
 */
async function settleChain(tx: WriteTx, deed: EditBatchRow, revert: string, assetIds: readonly number[]): Promise<void> {
  await markUndone(tx, deed.id, assetIds, null, revert);
  for (let holder = deed, holds = false; holder.reverts !== null; holds = !holds) {
    await markUndone(tx, holder.reverts, assetIds, holds ? null : holder.id, holds ? holder.id : null);
    const held = await batchById(tx, holder.reverts);
    if (!held) return;
    holder = held;
  }
}

interface Plan {
  readonly row: AssetEditRow;
  readonly tags: NonNullable<EditChanges['tags']>;
  readonly facts: NonNullable<EditChanges['facts']>;
}

/** Pairs that only make sense together: when one half was changed since, the other stays too. */
const TOGETHER = [
  ['latitude', 'longitude'],
  ['takenAt', 'takenAtOffsetMinutes'],
] as const;

/** What none of the later edits changed again. */
function untouched(changes: EditChanges, later: readonly EditChanges[]): Pick<Plan, 'tags' | 'facts'> {
  const tags = new Set(later.flatMap((one) => one.tags?.map(([name]) => name) ?? []));
  const facts = new Set(later.flatMap((one) => Object.keys(one.facts ?? {})));
  for (const pair of TOGETHER) if (pair.some((name) => facts.has(name))) for (const name of pair) facts.add(name);
  return {
    tags: (changes.tags ?? []).filter(([name]) => !tags.has(name)),
    facts: Object.fromEntries(Object.entries(changes.facts ?? {}).filter(([name]) => !facts.has(name))),
  };
}

async function revertTags(tx: WriteTx, plans: readonly Plan[], now: number): Promise<Map<number, NonNullable<EditChanges['tags']>>> {
  const names = new Set(plans.flatMap(({ tags }) => tags.map(([name]) => name)));
  if (names.size === 0) return new Map();
  // A tag that was deleted meanwhile is made again when it has to come back.
  const wanted = plans.flatMap(({ tags }) => tags.filter(([, before]) => before === 'yes').map(([name]) => name));
  const known = new Map([...(await tagsByName(tx, [...names])), ...(await ensureTags(tx, [...new Set(wanted)], now))]);
  const words = await humanWords(
    tx,
    plans.map(({ row }) => row.asset_id),
    [...known.values()].map(({ id }) => id),
  );
  const edits = plans.map(({ row, tags }): ClaimEdit => {
    const statements = tags.flatMap(([name, before, after]) => {
      const tag = known.get(name);
      const current: Said = (tag && words.get(`${row.asset_id}:${tag.id}`)) ?? 'nothing';
      return tag === undefined || current !== after ? [] : [{ tagId: tag.id, says: before }];
    });
    return { assetId: row.asset_id, statements };
  });
  return tagChanges(
    tx,
    await writeClaims(
      tx,
      'human',
      edits.filter(({ statements }) => statements.length > 0),
      now,
    ),
  );
}

async function revertFacts(tx: WriteTx, plans: readonly Plan[], by: EditBy): Promise<Map<number, NonNullable<EditChanges['facts']>>> {
  const done = new Map<number, NonNullable<EditChanges['facts']>>();
  for (const { row, facts } of plans) {
    if (Object.keys(facts).length === 0) continue;
    const said = (await metadataOf(tx, row.asset_id)).find(({ origin }) => origin === 'human')?.facts ?? {};
    const stands = (name: string): boolean => !(name in facts) || same(said[name as keyof typeof said], facts[name]![1]);
    const standing = Object.entries(facts).filter(
      ([name]) => stands(name) && TOGETHER.every((pair) => !pair.some((one) => one === name) || pair.every(stands)),
    );
    if (standing.length === 0) continue;
    const edit = Object.fromEntries(standing.map(([name, [before]]) => [name, before])) as FactEdit;
    const changes = factChanges(await editFacts(tx, row.asset_id, edit, by), edit);
    if (changes !== undefined) done.set(row.asset_id, changes);
  }
  return done;
}

function inverse({ add, remove, replace, facts }: EditSummary): EditSummary {
  return {
    ...(remove ? { add: remove } : {}),
    ...(add ? { remove: add } : {}),
    ...(replace ? { replace: replace.map(({ from, to }) => ({ from: to, to: from })) } : {}),
    ...(facts ? { facts } : {}),
  };
}
