import { lstatSync } from 'node:fs';
import type { Catalog } from '../catalog/catalog.ts';
import { foldersByPaths, folderTree } from '../catalog/folder-queries.ts';
import { locationsAt, markGone, presentIn } from '../catalog/living-queries.ts';
import type { Clock } from '../core/clock.ts';

const BATCH = 500;
/** Files of one transaction: a folder may hold a million, and other writers wait. */
const MARK_BATCH = 2_000;

export interface MissingDeps {
  readonly catalog: Catalog;
  readonly clock: Clock;
  /** Is the root itself there, this moment? Asked after files were looked for and before anything is concluded. */
  stillThere(): Promise<boolean>;
  /** Paths of which nothing is concluded, such as those of another root that lies in this one. */
  leaveOut(path: string): boolean;
  readonly signal: AbortSignal;
}

/**
 * Marks the known files at and below `paths` (files, or folders with all that was in them) that are not on the disk any more.
 * Nothing is marked when the root is not there. Returns how many.
 */
export async function markMissing(deps: MissingDeps, paths: readonly string[], seen: (id: number) => boolean = () => false): Promise<number> {
  const { catalog, clock, stillThere, leaveOut, signal } = deps;
  let marked = 0;
  const conclude = async (known: ReadonlyArray<{ id: number; path: string }>): Promise<boolean> => {
    if (signal.aborted) return false;
    const gone = known.filter((location) => !seen(location.id) && !leaveOut(location.path) && isGone(location.path));
    const ids = gone.map(({ id }) => id);
    for (let at = 0; at < ids.length; at += MARK_BATCH) {
      if (signal.aborted || !(await stillThere())) return false;
      marked += await catalog.write((tx) => markGone(tx, ids.slice(at, at + MARK_BATCH), clock()));
    }
    return true;
  };
  for (let at = 0; at < paths.length; at += BATCH) {
    const batch = paths.slice(at, at + BATCH);
    const files = (await locationsAt(catalog.read, batch)).filter(({ state, kind }) => state === 'present' && kind !== 'stored');
    if (!(await conclude(files))) return marked;
    for (const folder of (await foldersByPaths(catalog.read, batch)).values()) {
      for await (const ids of folderTree(catalog.read, folder.id)) if (!(await conclude(await presentIn(catalog.read, ids)))) return marked;
    }
  }
  return marked;
}

/** Only "there is no such file" counts: what cannot be read may well be there. */
function isGone(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true;
  } catch {
    return false;
  }
}
