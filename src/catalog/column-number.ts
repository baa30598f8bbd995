const MAX_INTEGER = 2 ** 31 - 1;
/** The last day a Date knows, in milliseconds. */
const MAX_TIME = 8.64e15;

/** What a file claims, as an `integer` column takes it: 32 bits on PostgreSQL. No number is null. */
export function integerColumn(value: number | undefined): number | null {
  return whole(value, MAX_INTEGER);
}

/** The same for a time in milliseconds since 1970, in a `bigint` column. */
export function timeColumn(value: number | undefined): number | null {
  return whole(value, MAX_TIME);
}

/** The same for a column with fractions. */
export function realColumn(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function whole(value: number | undefined, max: number): number | null {
  if (value === undefined || Number.isNaN(value)) return null;
  // Never −0: it would differ from the 0 that comes back.
  return Math.min(max, Math.max(-max, Math.round(value))) + 0;
}
