import { recordDeed } from '../../catalog/audit-queries.ts';
import { type AssetChoice, countChosen, sampleOfChange } from '../../catalog/bulk-queries.ts';
import type { AssetSummaryRow } from '../../catalog/asset-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { batchById, insertBatch, standingAssets } from '../../catalog/edit-queries.ts';
import { ensureTags } from '../../catalog/tag-queries.ts';
import { CLAIM_BATCH } from '../../catalog/tag-claims.ts';
import { insertLaneJob, insertTask, taskById } from '../../catalog/task-queries.ts';
import { AppError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import type { BulkChange, BulkTarget } from '../../domain/edit.ts';
import { toSearch } from '../../search/search-query.ts';
import type { EditBy } from '../edit-asset.ts';
import { openRevert, revertEdit, type Reverted } from '../revert-edit.ts';
import { planChange, summaryOf } from './plan-change.ts';

/** Options of the task `bulk-edit`: the question as it was understood when it was asked, so that nothing moves under it. */
export interface BulkEditOptions {
  readonly choice: AssetChoice;
  readonly change: BulkChange;
  readonly actor: string;
}

export interface BulkTrashOptions {
  readonly choice: AssetChoice;
}

export interface BulkRevertOptions {
  readonly batch: string;
  readonly actor: string;
}

const SAMPLE = 12;
/** So many are looked at one by one, some 3 µs each; of more a part is, and the rest is told from it. */
const LOOKED_AT = 50_000;

export interface BulkPreview {
  readonly found: number;
  readonly changes: number;
  /** True: told from a part of them. */
  readonly approximate: boolean;
  readonly sample: readonly AssetSummaryRow[];
  readonly change: BulkChange;
  readonly made: ReadonlyArray<{ readonly name: string; readonly category: string }>;
}

/** What an edit would do. AppError `tag-invalid`, `invalid-input`, `query-invalid`. */
export async function previewBulkEdit(catalog: Catalog, target: BulkTarget, asked: BulkChange, now: number): Promise<BulkPreview> {
  const { change, made, test } = await planChange(catalog.read, asked);
  const choice = await chooseAssets(catalog, target, now);
  const found = await countChosen(catalog, choice);
  const share = found > LOOKED_AT ? LOOKED_AT / found : undefined;
  const sample = await sampleOfChange(catalog, choice, test, SAMPLE, share);
  const counted = test.always ? found : await countChosen(catalog, choice, test, share);
  const approximate = !test.always && share !== undefined;
  const changes = approximate ? Math.min(found, Math.round(counted / share)) : counted;
  return { found, changes, approximate, sample, change, made };
}

/** Asks for an edit of many assets. Returns the id of the task, which is that of the deed too. */
export async function requestBulkEdit(catalog: Catalog, target: BulkTarget, asked: BulkChange, by: { actor: string; now: number }): Promise<string> {
  const choice = await chooseAssets(catalog, target, by.now);
  const id = newId(by.now);
  await catalog.write(async (tx) => {
    const { change, made } = await planChange(tx, asked);
    for (const { name, category } of made) await ensureTags(tx, [name], by.now, category);
    await insertTask(tx, { id, kind: 'bulk-edit', options: { choice, change, actor: by.actor } satisfies BulkEditOptions, now: by.now });
    await insertBatch(tx, { id, kind: 'bulk', actor: by.actor, now: by.now, summary: summaryOf(change) });
    await insertLaneJob(tx, { lane: 'curate', name: 'bulk-edit', payload: { task: id }, now: by.now });
    await recordDeed(tx, { actor: by.actor, action: 'bulk-edit-asked', subject: id, detail: { ...target, change } as Record<string, unknown>, now: by.now });
  });
  return id;
}

/** Asks for many assets to be moved to the trash, as one act: the id of the task is that of the act. */
export async function requestBulkTrash(catalog: Catalog, target: BulkTarget, by: { actor: string; now: number }): Promise<string> {
  const choice = await chooseAssets(catalog, target, by.now);
  const id = newId(by.now);
  await catalog.write(async (tx) => {
    await insertTask(tx, { id, kind: 'bulk-trash', options: { choice } satisfies BulkTrashOptions, now: by.now });
    await insertLaneJob(tx, { lane: 'curate', name: 'bulk-trash', payload: { task: id }, now: by.now });
    await recordDeed(tx, { actor: by.actor, action: 'assets-trashed', subject: id, detail: target as Record<string, unknown>, now: by.now });
  });
  return id;
}

/**
 * Takes a deed back: at once when it is small, else as a task (`task`). AppError `edit-not-found`, `nothing-to-revert`; `task-running`
 * while the deed itself, or another undo of it, is under way.
 */
export async function requestRevert(catalog: Catalog, batch: string, by: EditBy): Promise<Reverted & { readonly task: string | null }> {
  const deed = await batchById(catalog.read, batch);
  if (!deed) throw new AppError('edit-not-found');
  const own = await taskById(catalog.read, batch);
  if (own?.state === 'waiting' || own?.state === 'running')
    throw new AppError('task-running', { detail: 'This edit is still under way; cancel it first, or wait for its end' });
  const some = await standingAssets(catalog.read, batch, CLAIM_BATCH + 1);
  if (some.length <= CLAIM_BATCH) return { ...(await revertEdit(catalog, batch, by)), task: null };
  const id = newId(by.now);
  await catalog.write(async (tx) => {
    await insertTask(tx, { id, kind: 'bulk-revert', options: { batch, actor: by.actor } satisfies BulkRevertOptions, now: by.now });
    await openRevert(tx, id, deed, by);
    // One undo of a deed at a time: two would wait for each other in every batch.
    const alone = await insertLaneJob(tx, { lane: 'curate', name: 'bulk-revert', payload: { task: id }, offerKey: `curate:revert:${batch}`, now: by.now });
    if (!alone) throw new AppError('task-running', { detail: 'This edit is being taken back already' });
    await recordDeed(tx, { actor: by.actor, action: 'bulk-edit-reverted', subject: batch, now: by.now });
  });
  return { batch: id, assets: 0, task: id };
}

async function chooseAssets(catalog: Catalog, target: BulkTarget, now: number): Promise<AssetChoice> {
  if ('ids' in target) return { ids: [...new Set(target.ids)] };
  const { where } = await toSearch(catalog, target.q, now);
  return { where: where ?? null, except: [...new Set(target.except)] };
}
