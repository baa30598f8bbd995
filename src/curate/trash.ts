import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { assetsOfTrashing, restoreAssets, trashAssets } from '../catalog/trash-queries.ts';
import { newId } from '../core/ids.ts';

export interface Trashed {
  /** Undoes this act as one; see undoTrashing. */
  readonly batch: string;
  /** What went into the trash now: ids that do not exist or were there already are left out. */
  readonly ids: readonly number[];
}

/** Moves assets to the trash: rows only, their bytes stay where they are until they are purged. `actor`: for the audit log. */
export async function moveToTrash(catalog: Catalog, ids: readonly number[], now: number, actor = 'system'): Promise<Trashed> {
  const batch = newId(now);
  const gone = await catalog.write(async (tx) => {
    const trashed = await trashAssets(tx, ids, batch, now);
    if (trashed.length > 0)
      await recordDeed(tx, { actor, action: 'assets-trashed', subject: batch, detail: { assets: trashed.length, first: trashed[0] }, now });
    return trashed;
  });
  return { batch, ids: gone };
}

/** Takes out what one act put in, as far as it is still there. Returns the ids that came back. */
export async function undoTrashing(catalog: Catalog, batch: string, now: number, actor = 'system'): Promise<readonly number[]> {
  return catalog.write(async (tx) => noted(tx, await restoreAssets(tx, await assetsOfTrashing(tx, batch), now), batch, now, actor));
}

export async function restoreFromTrash(catalog: Catalog, ids: readonly number[], now: number, actor = 'system'): Promise<readonly number[]> {
  return catalog.write(async (tx) => noted(tx, await restoreAssets(tx, ids, now), `asset ${ids[0]}`, now, actor));
}

async function noted(tx: WriteTx, back: readonly number[], subject: string, now: number, actor: string): Promise<readonly number[]> {
  if (back.length > 0) await recordDeed(tx, { actor, action: 'assets-restored', subject, detail: { assets: back.length }, now });
  return back;
}
