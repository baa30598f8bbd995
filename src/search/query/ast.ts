import type { FieldName, OrderName } from './fields.ts';

/** Where something stands in the text, in UTF-16 units: [start, end). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Both ends as they were said; an absent end is open. `unit` values: see fields.ts. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
  /** The end itself is left out. */
  readonly minOpen?: true;
  readonly maxOpen?: true;
}

export type Value =
  | { readonly kind: 'ranges'; readonly ranges: readonly Range[] }
  /** Any of these; `*` stands for any run of characters, `\*` for itself. */
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'any' };

export type Node =
  | { readonly kind: 'and'; readonly parts: readonly Node[] }
  | { readonly kind: 'or'; readonly parts: readonly Node[] }
  | { readonly kind: 'not'; readonly part: Node }
  /** A bare word, `*` as in texts. */
  | { readonly kind: 'word'; readonly text: string; readonly at: Span }
  /** In quotes: exactly this run of characters. */
  | { readonly kind: 'phrase'; readonly text: string; readonly at: Span }
  | { readonly kind: 'field'; readonly name: FieldName; readonly value: Value; readonly at: Span };

export interface Order {
  readonly by: OrderName;
  /** Of `random`: the same seed gives the same order. */
  readonly seed?: number;
}

export interface Query {
  /** Absent: everything. */
  readonly where?: Node;
  readonly order?: Order;
  /** Other orders that were written before that one: the last one counts. */
  readonly idle?: ReadonlyArray<{ readonly order: Order; readonly at: Span }>;
}
