import type { Catalog } from '../catalog/catalog.ts';
import { holdAssets } from '../catalog/metadata-queries.ts';
import { type EditBy, editFacts, factChanges, type FactEdit, recordFactEdits } from './edit-asset.ts';

/** Score, favourite and content rating of one asset, as a person says them. */
export interface AssetMark {
  readonly id: number;
  readonly edit: Pick<FactEdit, 'rating' | 'favourite' | 'contentRating'>;
}

/** Writes marks in their order, in one transaction. `previous`: what was said before each, the last first: said again, it undoes all. */
export async function markAssets(catalog: Catalog, marks: readonly AssetMark[], by: EditBy): Promise<{ previous: AssetMark[]; missing: number[] }> {
  return catalog.write(async (tx) => {
    const there = await holdAssets(
      tx,
      marks.map(({ id }) => id),
    );
    const previous: AssetMark[] = [];
    const changed = [];
    for (const { id, edit } of marks.filter((mark) => there.has(mark.id))) {
      const before = await editFacts(tx, id, edit, by);
      previous.push({ id, edit: before });
      changed.push({ assetId: id, facts: factChanges(before, edit) });
    }
    await recordFactEdits(tx, changed, by);
    return { previous: previous.reverse(), missing: [...new Set(marks.map(({ id }) => id))].filter((id) => !there.has(id)) };
  });
}
