import { writeClaims, CLAIM_BATCH, type ClaimEdit, refreshImplied } from '../../catalog/tag-claims.ts';
import { holdTag } from '../../catalog/tag-admin-queries.ts';
import type { WriteTx } from '../../catalog/catalog.ts';
import { assetsBearing, assetsClaiming, claimsOfTags, dropTag, lastAssetId, moveRules } from '../../catalog/tag-merge-queries.ts';
import { tagsByIds } from '../../catalog/tag-queries.ts';
import { startTask } from '../../catalog/task-queries.ts';
import { crashPoint } from '../../core/crash-point.ts';
import type { TagOrigin } from '../../domain/tag.ts';
import { refreshBearers } from './refresh-implied.ts';
import type { TagTask } from './tag-task.ts';

export interface MergeOptions {
  readonly from: number;
  readonly into: number;
}

/** Assets looked through for what is left of the old tag: their claims lie side by side, 5,000 take a few milliseconds. */
const RANGE = 5000;

/**
 * Everything that was said of one tag is said of another; then the first is gone and its name leads to the second. Killed at any point,
 * run again it goes on: what has moved is no longer found.
 */
export async function mergeTags(task: TagTask<MergeOptions>): Promise<void> {
  const { catalog, clock } = task.deps;
  const { from, into } = task.options;
  const both = await tagsByIds(catalog.read, [from, into]);
  const old = both.get(from);
  // Merged by an attempt that died, or deleted meanwhile.
  if (old === undefined || !both.has(into)) return task.batch((tx) => task.finish(tx, { assets: 0 }));
  const total = old.count;
  let moved = 0;
  const newConsequents = await task.batch((tx) => moveRules(tx, from, into, clock()));
  crashPoint('tags:rules-moved');
  for (;;) {
    const count = await task.batch(async (tx) => {
      const ids = await assetsBearing(tx, from, 0, CLAIM_BATCH);
      await moveClaims(tx, ids, from, into, clock());
      await startTask(tx, task.id, { done: (moved += ids.length), total: Math.max(total, moved) });
      return ids.length;
    });
    crashPoint('tags:claims-moved');
    if (count === 0) break;
  }
  // A person's no leaves no tag on the asset: only the claims know of it.
  const last = await lastAssetId(catalog.read);
  for (let after = 0; after < last; after += RANGE) {
    const ids = await assetsClaiming(catalog.read, from, after, after + RANGE);
    if (ids.length > 0)
      for (let at = 0; at < ids.length; at += CLAIM_BATCH) await task.batch((tx) => moveClaims(tx, ids.slice(at, at + CLAIM_BATCH), from, into, clock()));
  }
  if (newConsequents) await refreshBearers(task, [into]);
  while (!(await dropUnborne(task, moved)))
    await task.batch(async (tx) => {
      const ids = await assetsBearing(tx, from, 0, CLAIM_BATCH);
      await moveClaims(tx, ids, from, into, clock());
      moved += ids.length;
    });
  crashPoint('tags:merged');
}

/** The end, unless the tag came to an asset during the last look. While it is held nobody gives it; assets are not, so that nobody waits in a ring. */
async function dropUnborne(task: TagTask<MergeOptions>, moved: number): Promise<boolean> {
  const { from, into } = task.options;
  return task.batch(async (tx) => {
    await holdTag(tx, from);
    if ((await assetsBearing(tx, from, 0, 1)).length > 0) return false;
    await dropTag(tx, from, into, task.deps.clock());
    await task.finish(tx, { assets: moved });
    return true;
  });
}

/** Each origin says of the new tag what it said of the old one, unless it has spoken of the new one itself. */
async function moveClaims(tx: WriteTx, assetIds: readonly number[], from: number, into: number, now: number): Promise<void> {
  if (assetIds.length === 0) return;
  const claims = await claimsOfTags(tx, assetIds, [from, into]);
  const spoken = new Set(claims.filter(({ tag_id }) => tag_id === into).map(({ asset_id, origin }) => `${asset_id} ${origin}`));
  const byOrigin = Map.groupBy(
    claims.filter(({ tag_id, origin }) => tag_id === from && origin !== 'implied'),
    ({ origin }) => origin,
  );
  for (const [origin, rows] of byOrigin) {
    const edits = rows.map(({ asset_id, says, score }): ClaimEdit => {
      const gone = { tagId: from, says: 'nothing' } as const;
      if (spoken.has(`${asset_id} ${origin}`)) return { assetId: asset_id, statements: [gone] };
      const word = says === 1 ? ('yes' as const) : ('no' as const);
      return { assetId: asset_id, statements: [gone, { tagId: into, says: word, ...(score === null ? {} : { score }) }] };
    });
    await writeClaims(tx, origin as TagOrigin, edits, now);
  }
  // Those that bore it only because something implied it: the rules have moved.
  await refreshImplied(tx, assetIds, now);
}
