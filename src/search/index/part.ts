import type { NumberFact } from '../../catalog/search-condition.ts';

/** Facts the index keeps as a column, in the units of the catalog. */
export const INDEXED_FACTS = [
  'time',
  'added',
  'bytes',
  'width',
  'height',
  'pixels',
  'ratio',
  'taken',
  'duration',
  'frames',
  'rating',
  'iso',
  'aperture',
  'focalLength',
  'latitude',
  'alpha',
  'favourite',
  'contentRating',
  'tagCount',
  'scored',
  'favourited',
] as const satisfies readonly NumberFact[];
export type IndexedFact = (typeof INDEXED_FACTS)[number];

/** `format` holds places in `formats` of its part. */
export type ColumnName = IndexedFact | 'format';
export type Column = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Whole numbers below 2^24, which 32 bits hold exactly. The others take 64. */
const NARROW: ReadonlySet<ColumnName> = new Set<ColumnName>([
  'width',
  'height',
  'frames',
  'rating',
  'iso',
  'alpha',
  'favourite',
  'contentRating',
  'tagCount',
  'format',
]);

export function isNarrow(name: ColumnName): boolean {
  return NARROW.has(name);
}

export function newColumn(name: ColumnName, size: number): Column {
  return isNarrow(name) ? new Float32Array(size) : new Float64Array(size);
}

/** Where a tag is: ascending places, or one bit for each place when that is shorter. */
export type Posting = { readonly count: number } & (
  | { readonly list: ArrayLike<number>; readonly bits?: undefined }
  | { readonly bits: Uint32Array; readonly list?: undefined }
);

/**
 * Assets by place, 0 … size − 1: the segment (ascending by id, never changed but for `live`) or the delta (in the order of
 * change). Both answer the same questions in the same way.
 */
export interface Part {
  readonly size: number;
  /** Places that lists show and that no later place replaces. */
  readonly live: Uint32Array<ArrayBuffer>;
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Whether `ids` ascend; only the first `size` of them count. */
  readonly ascending: boolean;
  readonly formats: readonly string[];
  /** May be longer than `size`; NaN = not known. */
  column(name: ColumnName): Column;
  posting(tag: number): Posting | undefined;
  /** lower(name), UTF-8. */
  nameAt(place: number): Uint8Array;
}
