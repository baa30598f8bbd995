/** The bytes themselves, or where they lie when they are too many to hold. */
export type MediaInput = Buffer | { readonly path: string };

/** What sharp and exifr take: the buffer or the path. */
export function asSource(input: MediaInput): Buffer | string {
  return Buffer.isBuffer(input) ? input : input.path;
}
