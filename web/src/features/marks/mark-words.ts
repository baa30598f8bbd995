import type { AssetSummary } from '../../api/types.ts';

export type ContentRating = NonNullable<AssetSummary['contentRating']>;

/** Mildest first, with the key that gives it. */
export const CONTENT_RATINGS: readonly { readonly name: ContentRating; readonly key: string; readonly title: string }[] = [
  { name: 'general', key: 'g', title: 'General' },
  { name: 'sensitive', key: 's', title: 'Sensitive' },
  { name: 'questionable', key: 'q', title: 'Questionable' },
  { name: 'explicit', key: 'e', title: 'Explicit' },
];

export const contentRatingTitle = (rating: ContentRating | null): string => CONTENT_RATINGS.find(({ name }) => name === rating)?.title ?? 'Not rated';

/** −1 with the sign people write. */
export const scoreText = (score: number): string => (score < 0 ? `−${-score}` : String(score));
