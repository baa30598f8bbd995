import type { ContentRating } from './tag.ts';

/** `tags` and `facts`: of one asset. `bulk`: of many, by a task. `revert`: takes another one back. */
export type EditKind = 'tags' | 'facts' | 'bulk' | 'revert';

/** What a person says of a tag: `nothing` leaves it to the others. */
export type Said = 'yes' | 'no' | 'nothing';

/** What one edit did to one asset. Tags by name: they are found again after a merge or a rename, which leave aliases. */
export interface EditChanges {
  readonly tags?: ReadonlyArray<readonly [name: string, before: Said, after: Said]>;
  /** By fact; null = nothing was said of it. */
  readonly facts?: { readonly [fact: string]: readonly [before: unknown, after: unknown] };
}

/** A deed in short, for lists of edits. */
export interface EditSummary {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly replace?: readonly TagReplacement[];
  readonly facts?: readonly string[];
}

export interface TagReplacement {
  readonly from: string;
  readonly to: string;
}

/** What is done to each asset of a selection or a search. */
export interface BulkChange {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  /** Where an asset bears `from`, it bears `to` instead. */
  readonly replace?: readonly TagReplacement[];
  readonly rating?: number | null;
  readonly favourite?: boolean | null;
  readonly contentRating?: ContentRating | null;
}

/** Which assets: these, or all that a search finds but a few. */
export type BulkTarget = { readonly ids: readonly number[] } | { readonly q: string; readonly except: readonly number[] };
