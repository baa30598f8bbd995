import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { insertTagTask, openImportOptions } from '../../catalog/tag-task-queries.ts';
import { setTaskOptions, startTask } from '../../catalog/task-queries.ts';
import { addAliases, addRules, addTags, type ImportCounts } from '../../catalog/tag-import-queries.ts';
import { recordTagChange } from '../../catalog/tag-queries.ts';
import { crashPoint } from '../../core/crash-point.ts';
import { AppError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { type CategoryNumbers, tagColumns, type TagColumns, type TagLine, tagLine, tellsE621 } from '../../domain/tag-file.ts';
import { readTagFile } from './read-tag-file.ts';
import type { TagTask, TagTaskDeps } from './tag-task.ts';

export interface ImportOptions {
  /** Name of the file in tmp/tag-lists. */
  readonly file: string;
  /** As the person knows it. */
  readonly name: string;
  /** What numbers of categories mean; absent = told by the file. */
  readonly numbers?: CategoryNumbers;
}

/** Lines of one transaction: 2,000 tags with their words are 30,000 values, written in 50 ms on SQLite. */
const BATCH = 2000;
/** Bad lines that are told one by one. */
const TOLD = 100;

/** Where lists wait to be read. */
export function tagListFolder(dataDir: string): string {
  return join(dataDir, 'tmp', 'tag-lists');
}

/**
 * Takes over a list of tags. The file is read twice: first all of it is looked at, so that nothing is taken of what is no such list. What
 * is there already stays, so that a killed attempt begins anew and ends the same.
 */
export async function importTags(task: TagTask<ImportOptions>): Promise<void> {
  const { dataDir, clock } = task.deps;
  const path = join(tagListFolder(dataDir), task.options.file);
  const { columns, numbers, lines } = await lookAt(task, path);
  const counts: ImportCounts = { tags: 0, aliases: 0, implications: 0, known: 0, bad: 0, nothing: 0 };
  const notes: string[] = [];
  const antecedents = new Set<number>();
  /** The task that gives the assets what follows from the new rules. Written with the first of them, so that no kill can come between. */
  let refresh: string | undefined;
  let batch: Array<{ number: number; line: TagLine }> = [];
  let done = 0;
  const flush = async (): Promise<void> => {
    const now = clock();
    const found = batch.map(({ line }) => line);
    // What is counted here is counted after the commit: PostgreSQL may run the work again.
    const { added, follow } = await task.batch(async (tx) => {
      const made = await (columns.what === 'tags' ? addTags : columns.what === 'aliases' ? addAliases : addRules)(tx, found, now);
      const tags = [...new Set([...antecedents, ...(made.antecedents ?? [])])];
      let follow = refresh;
      if (tags.length > antecedents.size && (follow === undefined || !(await setTaskOptions(tx, follow, { tags })))) {
        follow = newId(now);
        await insertTagTask(tx, { id: follow, kind: 'tag-refresh', options: { tags }, now });
      }
      await startTask(tx, task.id, { done: done + batch.length, total: lines });
      return { added: made, follow };
    });
    refresh = follow;
    for (const name of ['tags', 'aliases', 'implications', 'known'] as const) counts[name] += added[name] ?? 0;
    for (const tag of added.antecedents ?? []) antecedents.add(tag);
    done += batch.length;
    batch = [];
    crashPoint('tags:lines-imported');
  };
  let first = true;
  for await (const { number, fields, broken } of readTagFile(path)) {
    const header = first && columns.hasHeader;
    first = false;
    if (header) continue;
    const line: TagLine = broken === undefined ? tagLine(fields, columns, numbers) : { kind: 'bad', why: broken };
    if (line.kind === 'bad') {
      counts.bad += 1;
      if (notes.length < TOLD) notes.push(`line ${number}: ${line.why}`);
    } else if (line.kind === 'nothing') counts.nothing += 1;
    batch.push({ number, line });
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  await task.batch(async (tx) => {
    await recordTagChange(tx, clock());
    await task.finish(tx, { ...counts }, notes);
  });
  crashPoint('tags:list-imported');
  await sweepTagLists(task.deps, task.options.file);
}

/** What its lines are, and how many. */
async function lookAt(task: TagTask<ImportOptions>, path: string): Promise<{ columns: TagColumns; numbers: CategoryNumbers; lines: number }> {
  let columns: TagColumns | undefined;
  let numbers = task.options.numbers ?? 'danbooru';
  let lines = 0;
  for await (const { fields, broken } of readTagFile(path)) {
    if (broken === undefined && columns === undefined) {
      columns = tagColumns(fields, task.options.name);
      if (columns === undefined)
        throw new AppError('tag-file-unreadable', { detail: `The first line of ${task.options.name} does not say what stands in which column` });
    }
    if (task.options.numbers === undefined && columns?.category !== undefined && tellsE621(fields[columns.category] ?? '')) numbers = 'e621';
    lines += 1;
    if (lines % BATCH === 0) await task.pause();
  }
  if (columns === undefined) throw new AppError('tag-file-unreadable', { detail: `${task.options.name} has no lines` });
  return { columns, numbers, lines: lines - (columns.hasHeader ? 1 : 0) };
}

/** An upload may be under way, its task not written yet. */
const LEFT_BEHIND_MS = 60 * 60_000;

/** Removes lists that no task waits for: the one that was just read, and those that a crash, a failure or a cancel left behind. */
export async function sweepTagLists({ catalog, dataDir, clock }: Pick<TagTaskDeps, 'catalog' | 'dataDir' | 'clock'>, read?: string): Promise<void> {
  const folder = tagListFolder(dataDir);
  const files = await readdir(folder).catch(() => []);
  if (files.length === 0) return;
  const wanted = new Set((await openImportOptions(catalog.read)).map((options) => (JSON.parse(options) as ImportOptions).file));
  for (const file of files) {
    const path = join(folder, file);
    const age = clock() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? clock());
    if (!wanted.has(file) && (file === read || age > LEFT_BEHIND_MS)) await rm(path, { force: true }).catch(() => {});
  }
}
