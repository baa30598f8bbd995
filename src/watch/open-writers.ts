import { lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';

/**
 * Which of the files some process holds open for writing, by one sweep over /proc (Linux): a file is compared by
 * device and inode where a descriptor's file name fits, so links and other mount namespaces do not matter. The write
 * permission of the link in /proc/<pid>/fd is the mode of the descriptor. Processes of other users are not visible
 * (unless root), and a sweep ends after 50 ms, newest processes first: what is not in the answer may still be open.
 */
export async function openForWriting(files: readonly WatchedFile[]): Promise<Set<string>> {
  const held = new Set<string>();
  if (process.platform !== 'linux' || files.length === 0) return held;
  const byName = new Map<string, WatchedFile[]>();
  for (const file of files) {
    const sameName = byName.get(basename(file.path));
    if (sameName) sameName.push(file);
    else byName.set(basename(file.path), [file]);
  }
  const start = performance.now();
  let sliceStart = start;
  for (const pid of processes()) {
    for (const link of descriptors(pid)) {
      for (const file of candidates(link, byName)) if (isWriter(link, file)) held.add(file.path);
    }
    const now = performance.now();
    if (now - start > BUDGET_MS) break;
    if (now - sliceStart > SLICE_MS) {
      await setImmediate();
      sliceStart = performance.now();
    }
  }
  return held;
}

export interface WatchedFile {
  readonly path: string;
  readonly dev: number;
  readonly ino: number;
}

function processes(): number[] {
  return attempt(() => readdirSync('/proc'), [])
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => b - a);
}

function descriptors(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return attempt(() => readdirSync(folder), []).map((fd) => `${folder}/${fd}`);
}

function candidates(link: string, byName: Map<string, WatchedFile[]>): WatchedFile[] {
  const target = attempt(() => readlinkSync(link), '');
  return byName.get(basename(target)) ?? [];
}

function isWriter(link: string, file: WatchedFile): boolean {
  return attempt(() => {
    const { dev, ino } = statSync(link);
    return dev === file.dev && ino === file.ino && (lstatSync(link).mode & 0o200) !== 0;
  }, false);
}

/** Processes and descriptors come and go during a sweep. */
function attempt<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

const BUDGET_MS = 50;
const SLICE_MS = 5;
