import { isAbsolute, relative, sep } from 'node:path';
import type { KeepRule } from '../domain/curate.ts';

/** One file of several with the same bytes. */
export interface Candidate {
  readonly path: string;
  readonly mtimeMs: number;
}

/**
 * The files in the order in which they should stay; the first one does. `oldest` by the time the file was last changed,
 * `shortest-path` by the length of its path, `preferred-root` those inside `preferredRoot` first. Ties: fewer folders, then
 * the shorter path, then by name, so that the same library gives the same answer.
 */
export function orderByKeeping<T extends Candidate>(files: readonly T[], rule: KeepRule, preferredRoot?: string): T[] {
  const first = (file: Candidate): number => {
    if (rule === 'oldest') return file.mtimeMs;
    if (rule === 'shortest-path') return file.path.length;
    return preferredRoot !== undefined && isInside(file.path, preferredRoot) ? 0 : 1;
  };
  const depth = (file: Candidate): number => file.path.split(sep).length;
  return files.toSorted(
    (a, b) => first(a) - first(b) || depth(a) - depth(b) || a.path.length - b.path.length || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
  );
}

/** True when `path` lies in `folder`, as written. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
