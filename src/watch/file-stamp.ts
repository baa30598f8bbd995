import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';

/**
 * What tells one state of a file from another. Size and mtime can be set back by copying tools (`cp -p`); inode and
 * ctime cannot, so the same picture dropped a second time is seen as new.
 */
export interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly dev: number;
  readonly ino: number;
}

/** `folder` and `nothing` (gone, a link, a device, unreadable) have no stamp. */
export async function stampOf(path: string): Promise<FileStamp | 'folder' | 'nothing'> {
  let stats: Stats;
  try {
    stats = await lstat(path);
  } catch {
    return 'nothing'; // the reconcile scan is who reports what cannot be read
  }
  if (stats.isDirectory()) return 'folder';
  if (!stats.isFile()) return 'nothing';
  const { size, mtimeMs, ctimeMs, dev, ino } = stats;
  return { size, mtimeMs, ctimeMs, dev, ino };
}

/** Nothing was written or touched in between. */
export function sameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.ino === b.ino && a.dev === b.dev;
}
