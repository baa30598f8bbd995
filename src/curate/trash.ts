import type { Catalog } from '../catalog/catalog.ts';
import { assetsOfTrashing, restoreAssets, trashAssets } from '../catalog/trash-queries.ts';
import { newId } from '../core/ids.ts';

export interface Trashed {
  /** Undoes this act as one; see undoTrashing. */
  readonly batch: string;
  /** What went into the trash now: ids that do not exist or were there already are left out. */
  readonly ids: readonly number[];
}

/** Moves assets to the trash: rows only, their bytes stay where they are until they are purged. */
export async function moveToTrash(catalog: Catalog, ids: readonly number[], now: number): Promise<Trashed> {
  const batch = newId(now);
  return { batch, ids: await catalog.write((tx) => trashAssets(tx, ids, batch, now)) };
}

/** Takes out what one act put in, as far as it is still there. Returns the ids that came back. */
export async function undoTrashing(catalog: Catalog, batch: string, now: number): Promise<readonly number[]> {
  return catalog.write(async (tx) => restoreAssets(tx, await assetsOfTrashing(tx, batch), now));
}

export async function restoreFromTrash(catalog: Catalog, ids: readonly number[], now: number): Promise<readonly number[]> {
  return catalog.write((tx) => restoreAssets(tx, ids, now));
}
