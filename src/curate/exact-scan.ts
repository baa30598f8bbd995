import { isAbsolute } from 'node:path';
import type { Catalog } from '../catalog/catalog.ts';
import {
  countOutsideGroups,
  dropReport,
  dropUnusedReports,
  insertDuplicateFiles,
  type OutsideFile,
  type OutsideGroup,
  outsideGroups,
} from '../catalog/duplicate-queries.ts';
import { advanceTask, finishTask, startTask, taskById } from '../catalog/task-queries.ts';
import type { Clock } from '../core/clock.ts';
import { forEachLimit } from '../core/pool.ts';
import type { DuplicateRole, ExactScanOptions, ExactScanResult } from '../domain/curate.ts';
import type { LeasedJob } from '../domain/job.ts';
import { type Candidate, orderByKeeping } from './choose-keeper.ts';
import { endJob, fenced } from './lane-job.ts';
import { CHANGED, FileLooker } from './movable.ts';

export interface ScanDeps {
  readonly catalog: Catalog;
  readonly clock: Clock;
}

/** Contents looked at between two transactions; with 8 looks under way a slow disk is not waited for one by one. */
const BATCH = 200;
const LOOKS = 8;
const DROP_ROWS = 5_000;

/**
 * Finds contents that lie in several files and writes the report. Reads the catalog and looks at each file (size, time,
 * inode), so 100,000 files take seconds; what is moved later is read and hashed first. Begun anew after a crash.
 */
export async function scanExact({ catalog, clock }: ScanDeps, job: LeasedJob, taskId: string, signal: AbortSignal): Promise<void> {
  const task = await taskById(catalog.read, taskId);
  if (!task || task.state === 'finished') return endJob(catalog, job, clock());
  const options = JSON.parse(task.options_json) as ExactScanOptions;
  const least = options.storedCounts ? 1 : 2;
  while ((await fenced(catalog, job, (tx) => dropReport(tx, taskId, DROP_ROWS))) === DROP_ROWS) signal.throwIfAborted();
  while ((await fenced(catalog, job, (tx) => dropUnusedReports(tx, taskId, DROP_ROWS))) === DROP_ROWS) signal.throwIfAborted();
  const total = await countOutsideGroups(catalog.read, least);
  await fenced(catalog, job, (tx) => startTask(tx, taskId, { total, done: 0 }));

  const looker = new FileLooker(options.roots);
  const result = { groups: 0, found: 0, removable: 0, spared: 0, removableBytes: 0 };
  let after = 0;
  for (;;) {
    signal.throwIfAborted();
    const { groups, last } = await outsideGroups(catalog.read, least, after, BATCH);
    if (last === undefined) break;
    after = last;
    const judged = new Map<number, JudgedFile[]>();
    await forEachLimit(groups, LOOKS, async (group) => void judged.set(group.assetId, await judge(group, options, looker)));
    const rows = groups.flatMap((group) => {
      const files = judged.get(group.assetId) ?? [];
      count(result, files);
      return files.map(({ file, role, note }) => ({
        task_id: taskId,
        asset_id: group.assetId,
        sha256: group.sha256,
        path: file.path,
        bytes: file.bytes,
        mtime_ms: file.mtime_ms,
        role,
        state: 'found' as const,
        note,
      }));
    });
    await fenced(catalog, job, async (tx) => {
      await insertDuplicateFiles(tx, rows);
      await advanceTask(tx, taskId, groups.length);
    });
  }
  await endJob(catalog, job, clock(), (tx) => finishTask(tx, taskId, result satisfies ExactScanResult, clock()));
}

export interface JudgedFile {
  readonly file: OutsideFile;
  readonly role: DuplicateRole;
  readonly note: string | null;
  /** False: removing it frees nothing, another name of the same file stays. */
  readonly frees: boolean;
}

/** The files of one content that are really there, the one that stays first; empty when nothing repeats. */
export async function judge(group: OutsideGroup, options: ExactScanOptions, looker: FileLooker): Promise<JudgedFile[]> {
  const there: Array<Candidate & { file: OutsideFile; frees: boolean; movable: string | null }> = [];
  const identities = new Set<string>();
  const reals = new Set<string>();
  for (const file of group.files) {
    if (!isAbsolute(file.path)) continue;
    const look = await looker.look(file);
    if (!look.there) continue;
    // The same file by another path (a link in between, a case-blind disk, a bind mount): moving it would take both away.
    const again = identities.has(look.identity);
    if (reals.has(look.real) || (again && look.links === 1)) continue;
    there.push({ file, path: file.path, mtimeMs: file.mtime_ms, movable: look.movable, frees: look.links === 1 });
    identities.add(look.identity);
    reals.add(look.real);
  }
  const libraryStays = options.storedCounts && group.stored;
  if (there.length < (libraryStays ? 1 : 2)) return [];
  // What cannot be moved stays anyway, so it is the better keeper unless it has changed.
  const ordered = orderByKeeping(there, options.keep, options.preferredRoot);
  const keeper = libraryStays ? undefined : (ordered.find(({ movable }) => movable !== CHANGED) ?? ordered[0]);
  const rest = ordered.filter((one) => one !== keeper);
  return [
    ...(keeper ? [{ file: keeper.file, role: 'keep' as const, note: null, frees: false }] : []),
    ...rest.map(({ file, movable, frees }) => ({
      file,
      role: movable === null ? ('surplus' as const) : ('spared' as const),
      note: movable,
      frees: movable === null && frees,
    })),
  ];
}

function count(result: { groups: number; found: number; removable: number; spared: number; removableBytes: number }, files: readonly JudgedFile[]): void {
  if (files.length === 0) return;
  result.groups += 1;
  result.found += files.length;
  for (const { role, file, frees } of files) {
    if (role === 'surplus') result.removable += 1;
    if (role === 'spared') result.spared += 1;
    if (frees) result.removableBytes += file.bytes;
  }
}
