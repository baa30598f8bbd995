import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';

/** The bytes themselves, or where they lie when they are too many to hold. */
export type MediaInput = Buffer | { readonly path: string };

/** What sharp and exifr take: the buffer or the path. */
export function asSource(input: MediaInput): Buffer | string {
  return Buffer.isBuffer(input) ? input : input.path;
}

/**
 * The input as libvips can open it: readable (else the error of the file system), and as bytes when the name ends in a
 * bracket, because libvips takes `photo[1]` for the file `photo` with options.
 */
export async function openable(input: MediaInput): Promise<MediaInput> {
  if (Buffer.isBuffer(input)) return input;
  if (input.path.endsWith(']')) return readFile(input.path);
  await access(input.path, constants.R_OK);
  return input;
}
