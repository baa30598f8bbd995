import { METADATA_ORIGINS } from '../domain/metadata.ts';
import type { WriteTx } from './catalog.ts';

/** A content rating that no fact speaks of: of a model, a source, an import. */
export interface ElsewhereRating {
  readonly place: number;
  readonly origin: string;
}

export async function ratingFromElsewhere(tx: WriteTx, assetId: number): Promise<ElsewhereRating | undefined> {
  const row = await tx.selectFrom('asset').select(['content_rating', 'content_rating_origin']).where('id', '=', assetId).executeTakeFirst();
  if (row?.content_rating == null || row.content_rating_origin === null) return undefined;
  return (METADATA_ORIGINS as readonly string[]).includes(row.content_rating_origin)
    ? undefined
    : { place: row.content_rating, origin: row.content_rating_origin };
}

/** Unless a file says something by now, which stands above it. */
export async function restoreRating(tx: WriteTx, assetId: number, { place, origin }: ElsewhereRating): Promise<void> {
  await tx
    .updateTable('asset')
    .set({ content_rating: place, content_rating_origin: origin })
    .where('id', '=', assetId)
    .where('content_rating', 'is', null)
    .execute();
}
