import { setImmediate } from 'node:timers/promises';
import { recordDeed } from '../../catalog/audit-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { lastAssetId } from '../../catalog/tag-merge-queries.ts';
import { insertTagTask } from '../../catalog/tag-task-queries.ts';
import { startTask } from '../../catalog/task-queries.ts';
import { bulkEditsSince, dropUnusedTags, tagsDenied, unusedTags } from '../../catalog/unused-tag-queries.ts';
import { crashPoint } from '../../core/crash-point.ts';
import { newId } from '../../core/ids.ts';
import type { By } from './edit-tag.ts';
import type { TagTask } from './tag-task.ts';

export interface PruneOptions {
  /** Also those with a note, a category, other names or rules, and those that a person made or a list brought. */
  readonly all: boolean;
}

export interface PrunePreview {
  /** Tags that would go. */
  readonly unused: number;
  /** Tags that nothing bears either and about which something is known: they go only when all are asked for. */
  readonly kept: number;
}

/** Tags of one transaction: with their words some thousand rows. */
const BATCH = 500;
/** Assets whose noes are read at once: their claims lie side by side, a few milliseconds. */
const RANGE = 5000;
/** Tags counted at once. */
const PAGE = 5000;

export async function previewPrune(catalog: Catalog): Promise<PrunePreview> {
  const denied = await allDenied(catalog, () => setImmediate());
  const count = async (all: boolean): Promise<number> => {
    const filter = { all, madeBefore: (await bulkEditsSince(catalog.read)) ?? Number.MAX_SAFE_INTEGER };
    let found = 0;
    for (let ids = await unusedTags(catalog.read, filter, 0, PAGE); ids.length > 0; ids = await unusedTags(catalog.read, filter, ids.at(-1)!, PAGE))
      found += ids.filter((id) => !denied.has(id)).length;
    return found;
  };
  const unused = await count(false);
  return { unused, kept: (await count(true)) - unused };
}

/** Returns the id of the task to follow. */
export async function requestPrune(catalog: Catalog, options: PruneOptions, { actor, now }: By): Promise<string> {
  const id = newId(now);
  await catalog.write(async (tx) => {
    await insertTagTask(tx, { id, kind: 'tag-prune', options, now });
    await recordDeed(tx, { actor, action: 'tags-pruned', subject: id, detail: { ...options }, now });
  });
  return id;
}

/** Deletes the tags that nothing bears, some at a time. Killed at any point, run again it goes on with those that are left. */
export async function pruneTags(task: TagTask<PruneOptions>): Promise<void> {
  const { catalog, clock } = task.deps;
  const denied = await allDenied(catalog, () => task.pause());
  let done = 0;
  for (let after = 0; ; ) {
    const more = await task.batch(async (tx) => {
      const filter = { all: task.options.all, madeBefore: Math.min(task.startedAt + 1, (await bulkEditsSince(tx)) ?? Number.MAX_SAFE_INTEGER) };
      const ids = await unusedTags(tx, filter, after, BATCH);
      after = ids.at(-1) ?? after;
      const idle = ids.filter((id) => !denied.has(id));
      if (idle.length > 0) done += await dropUnusedTags(tx, idle, filter, clock());
      await startTask(tx, task.id, { done });
      return ids.length > 0;
    });
    crashPoint('tags:batch-pruned');
    if (!more) break;
  }
  await task.batch((tx) => task.finish(tx, { tags: done }));
}

async function allDenied(catalog: Catalog, pause: () => Promise<unknown>): Promise<ReadonlySet<number>> {
  const denied = new Set<number>();
  const last = await lastAssetId(catalog.read);
  for (let after = 0; after < last; after += RANGE) {
    for (const id of await tagsDenied(catalog.read, after, after + RANGE)) denied.add(id);
    await pause();
  }
  return denied;
}
