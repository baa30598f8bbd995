/**
 * What a reader found, under the names exiftool gives things: `EXIF:Make`, `XMP:Title`, `IPTC:Keywords`, `QuickTime:CreateDate`.
 * Values are numbers, texts, or lists of them; each reader has its own forms (a rational as `28/10`, a place as three numbers).
 */
export type Tags = Readonly<Record<string, unknown>>;

/** The first of these that is there. */
export function firstOf(tags: Tags, names: readonly string[]): unknown {
  for (const name of names) if (tags[name] !== undefined && tags[name] !== null && tags[name] !== '') return tags[name];
  return undefined;
}

/** A list as a list, one value as a list of one, bytes as they are none. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null || ArrayBuffer.isView(value) ? [] : [value];
}

/** A number, also one written as text or as a fraction; of a list its first. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) return numberOf((value as ArrayLike<unknown>)[0]);
  if (typeof value !== 'string') return undefined;
  const fraction = /^\s*([+-]?\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)\s*$/.exec(value);
  if (fraction !== null) return Number(fraction[2]) === 0 ? undefined : Number(fraction[1]) / Number(fraction[2]);
  return /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : undefined;
}

/** The same within limits; nothing outside them. */
export function numberIn(value: unknown, least: number, most: number): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number >= least && number <= most ? number : undefined;
}
