import { recordDeed } from '../../catalog/audit-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { aliasesOf } from '../../catalog/tag-admin-queries.ts';
import { tagsByIds } from '../../catalog/tag-queries.ts';
import { rulesOfTag } from '../../catalog/tag-rule-queries.ts';
import { countBoth } from '../../catalog/tag-statistics.ts';
import { cancelTagTask, insertTagTask, openTagTasks } from '../../catalog/tag-task-queries.ts';
import { taskById } from '../../catalog/task-queries.ts';
import { AppError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import type { CategoryNumbers } from '../../domain/tag-file.ts';
import { type By, held } from './edit-tag.ts';
import type { ImportOptions } from './import-tags.ts';
import type { MergeOptions } from './merge-tags.ts';
import type { SuggestOptions } from './suggest-rules.ts';

export interface MergePreview {
  /** Assets that bear the tag that goes. */
  readonly assets: number;
  /** Of them (of 100,000 at most), those that bear the other one already. */
  readonly both: number;
  readonly aliases: number;
  readonly implications: number;
}

/** What a merge would move. It cannot be undone: which asset bore which of the two is not kept. */
export async function previewMerge(catalog: Catalog, from: number, into: number): Promise<MergePreview> {
  const tags = await tagsByIds(catalog.read, [from, into]);
  for (const id of [from, into]) if (!tags.has(id)) throw new AppError('tag-not-found', { detail: String(id) });
  if (from === into) throw new AppError('invalid-input', { detail: 'A tag cannot be merged into itself' });
  return {
    assets: tags.get(from)!.count,
    both: await countBoth(catalog.read, from, into, 100_000),
    aliases: (await aliasesOf(catalog.read, from)).length,
    implications: (await rulesOfTag(catalog.read, from)).length,
  };
}

/** Returns the id of the task to follow. AppError `tag-not-found`, `invalid-input`, `task-running`. */
export async function requestMerge(catalog: Catalog, from: number, into: number, { actor, now }: By): Promise<string> {
  if (from === into) throw new AppError('invalid-input', { detail: 'A tag cannot be merged into itself' });
  const id = newId(now);
  await catalog.write(async (tx) => {
    const [old, other] = [await held(tx, from), await held(tx, into)];
    for (const { id: running, kind, options_json } of await openTagTasks(tx))
      if (kind === 'tag-merge' && (JSON.parse(options_json) as MergeOptions).from === from)
        throw new AppError('task-running', { detail: `${old.name} is being merged already, by the task ${running}` });
    await insertTagTask(tx, { id, kind: 'tag-merge', options: { from, into }, total: old.count, now });
    await recordDeed(tx, { actor, action: 'tag-merged', subject: `tag ${into}`, detail: { from: old.name, into: other.name, assets: old.count }, now });
  });
  return id;
}

export async function requestSuggestions(catalog: Catalog, options: SuggestOptions, { actor, now }: By): Promise<string> {
  const id = newId(now);
  await catalog.write(async (tx) => {
    await insertTagTask(tx, { id, kind: 'tag-suggest', options, now });
    await recordDeed(tx, { actor, action: 'implications-searched', subject: id, detail: { ...options }, now });
  });
  return id;
}

/** `file` lies in tagListFolder already, all of it on disk. */
export async function requestImport(
  catalog: Catalog,
  list: { readonly file: string; readonly name: string; readonly numbers?: CategoryNumbers | undefined },
  { actor, now }: By,
): Promise<string> {
  const id = newId(now);
  const options: ImportOptions = { file: list.file, name: list.name, ...(list.numbers === undefined ? {} : { numbers: list.numbers }) };
  await catalog.write(async (tx) => {
    await insertTagTask(tx, { id, kind: 'tag-import', options, now });
    await recordDeed(tx, { actor, action: 'tags-imported', subject: id, detail: { file: list.name }, now });
  });
  return id;
}

/** What was done until now stays. AppError `task-not-found`; false when it had ended. */
export async function cancelTask(catalog: Catalog, id: string, { actor, now }: By): Promise<boolean> {
  return catalog.write(async (tx) => {
    const task = await taskById(tx, id);
    if (task === undefined) throw new AppError('task-not-found', { detail: id });
    if (!(await cancelTagTask(tx, id, now))) return false;
    await recordDeed(tx, { actor, action: 'task-cancelled', subject: id, detail: { kind: task.kind }, now });
    return true;
  });
}
