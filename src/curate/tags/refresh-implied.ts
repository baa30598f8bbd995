import { CLAIM_BATCH, refreshImplied } from '../../catalog/tag-claims.ts';
import { assetsBearing } from '../../catalog/tag-merge-queries.ts';
import { tagsByIds } from '../../catalog/tag-queries.ts';
import { startTask } from '../../catalog/task-queries.ts';
import { crashPoint } from '../../core/crash-point.ts';
import type { TagTask } from './tag-task.ts';

export interface RefreshOptions {
  /** Tags from which something else follows now than before. */
  readonly tags: readonly number[];
}

/** Rules came or went: the implied tags of all assets that bear one of these tags, anew. Done twice it ends the same. */
export async function refreshRules(task: TagTask<RefreshOptions>): Promise<void> {
  const changed = await refreshBearers(task, task.options.tags);
  await task.batch((tx) => task.finish(tx, { assets: changed }));
  crashPoint('tags:refreshed');
}

export async function refreshBearers(task: Pick<TagTask<unknown>, 'deps' | 'batch' | 'id'>, tagIds: readonly number[]): Promise<number> {
  const { catalog, clock } = task.deps;
  const tags = await tagsByIds(catalog.read, tagIds);
  const total = [...tags.values()].reduce((sum, { count }) => sum + count, 0);
  let done = 0;
  let changed = 0;
  for (const tagId of tagIds) {
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after;
      after = await task.batch(async (tx) => {
        const ids = await assetsBearing(tx, tagId, from, CLAIM_BATCH);
        changed += (await refreshImplied(tx, ids, clock())).length;
        done += ids.length;
        await startTask(tx, task.id, { done, total: Math.max(total, done) });
        return ids.at(-1);
      });
      crashPoint('tags:batch-refreshed');
    }
  }
  return changed;
}
