import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { anyMovedBefore } from '../catalog/duplicate-queries.ts';
import { insertLaneJob, insertTask } from '../catalog/task-queries.ts';
import { anyTrashedBefore, countToPurge, type PurgeChoice } from '../catalog/trash-queries.ts';
import { newId } from '../core/ids.ts';

const DAY_MS = 86_400_000;

/** Asks for a purge; a worker does it. Returns the id of the task to follow. */
export async function requestPurge(catalog: Catalog, choice: PurgeChoice, now: number, actor = 'system'): Promise<string> {
  const id = newId(now);
  const total = await countToPurge(catalog.read, choice);
  await catalog.write(async (tx) => {
    await insertTask(tx, { id, kind: 'purge', options: choice, total, now });
    await insertLaneJob(tx, { lane: 'purge', name: 'purge', payload: { task: id }, now });
    await recordDeed(tx, { actor, action: 'purge-asked', subject: id, detail: { assets: total }, now });
  });
  return id;
}

/** Asks for the purge of what has been in the trash for `keepDays`, once however many ask. `keepDays` 0: never. */
export async function requestAgePurge(catalog: Catalog, keepDays: number, now: number): Promise<boolean> {
  const before = now - keepDays * DAY_MS;
  if (keepDays === 0 || !((await anyTrashedBefore(catalog, before)) || (await anyMovedBefore(catalog.read, before)))) return false;
  const payload = { trashedUpTo: before };
  await catalog.write((tx) => insertLaneJob(tx, { lane: 'purge', name: 'purge by age', payload, offerKey: 'purge:age', priority: 10, now }));
  return true;
}
