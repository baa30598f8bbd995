import type { BulkChange } from '../../api/types.ts';

/** What the form holds; empty texts and null leave things as they are. */
export interface Draft {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly from: string;
  readonly to: string;
  /** −1 … 5 as text. */
  readonly rating: string | null;
  readonly favourite: '' | 'yes' | 'no';
  readonly contentRating: NonNullable<BulkChange['contentRating']> | null;
}

export const EMPTY: Draft = { add: [], remove: [], from: '', to: '', rating: null, favourite: '', contentRating: null };

export function changeOf(draft: Draft): BulkChange {
  const [from, to] = [draft.from.trim(), draft.to.trim()];
  return {
    ...(draft.add.length > 0 ? { add: [...draft.add] } : {}),
    ...(draft.remove.length > 0 ? { remove: [...draft.remove] } : {}),
    ...(from !== '' && to !== '' ? { replace: [{ from, to }] } : {}),
    ...(draft.rating === null ? {} : { rating: Number(draft.rating) }),
    ...(draft.favourite === '' ? {} : { favourite: draft.favourite === 'yes' }),
    ...(draft.contentRating === null ? {} : { contentRating: draft.contentRating }),
  };
}

export function isEmpty(draft: Draft): boolean {
  return Object.keys(changeOf(draft)).length === 0;
}
