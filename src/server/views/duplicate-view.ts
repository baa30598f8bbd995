import type { z } from 'zod';
import type { DuplicateFileRow } from '../../catalog/duplicate-queries.ts';
import type { TaskRow } from '../../catalog/task-queries.ts';
import type { ExactScanOptions, ExactScanResult } from '../../domain/curate.ts';
import type { DuplicateFile, DuplicateGroup } from '../schemas/duplicates.ts';
import { isoTime } from './iso-time.ts';

/** Files of one content shown in a report page; the rest of a larger group follows on the next page. */
const MAX_FILES = 1000;

/**
 * The next `limit` groups of a report. `last`: where the next page starts, undefined at the end. A group is never cut
 * unless it alone has more than 1,000 files.
 */
export async function groupFiles(
  read: (after: number, limit: number) => Promise<DuplicateFileRow[]>,
  after: number,
  limit: number,
): Promise<{ groups: z.infer<typeof DuplicateGroup>[]; last: number | undefined }> {
  const groups: Array<{ assetId: number; sha256: string; files: z.infer<typeof DuplicateFile>[] }> = [];
  const rows = await read(after, MAX_FILES + 1);
  const more = rows.length > MAX_FILES;
  let last = after;
  let wholeUpTo = after;
  let whole = 0;
  for (const row of rows.slice(0, MAX_FILES)) {
    if (groups.at(-1)?.assetId !== row.asset_id) {
      wholeUpTo = last;
      whole = groups.length;
      if (whole === limit) return { groups, last: wholeUpTo };
      groups.push({ assetId: row.asset_id, sha256: row.sha256.toString('hex'), files: [] });
    }
    groups.at(-1)?.files.push(toDuplicateFile(row));
    last = row.id;
  }
  if (!more) return { groups, last: undefined };
  return whole === 0 ? { groups, last } : { groups: groups.slice(0, whole), last: wholeUpTo };
}

function toDuplicateFile(row: DuplicateFileRow): z.infer<typeof DuplicateFile> {
  return { path: row.path, bytes: row.bytes, modifiedAt: isoTime(row.mtime_ms), role: row.role, state: row.state, note: row.note };
}

export function toReportTotals(task: TaskRow) {
  const { keep, preferredRoot = null, storedCounts, roots } = JSON.parse(task.options_json) as ExactScanOptions;
  const empty: ExactScanResult = { groups: 0, found: 0, removable: 0, spared: 0, removableBytes: 0 };
  const { groups, found, removable, spared, removableBytes } = task.result_json === null ? empty : (JSON.parse(task.result_json) as ExactScanResult);
  const mbSaved = Math.round(removableBytes / 10_000) / 100;
  return { options: { keep, preferredRoot, storedCounts, roots: [...roots] }, groups, found, removable, spared, bytesSaved: removableBytes, mbSaved };
}
