import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError } from '../core/errors.ts';

/** The file that says which root a folder is: without it, an empty mount point would look like a library of deleted files. */
export const MARKER_NAME = '.magpie-root';

const NOTE = 'Magpie knows this folder by this file. Please leave it here; it moves with the folder.';

/** The root id a folder carries; undefined when it has no marker, or none that can be understood. */
export async function readMarker(folder: string): Promise<string | undefined> {
  try {
    const { root } = JSON.parse(await readFile(join(folder, MARKER_NAME), 'utf8')) as { root?: unknown };
    return typeof root === 'string' && /^[0-9a-f-]{36}$/.test(root) ? root : undefined;
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'io-error') throw known; // the disk does not answer: that is not "no marker"
    return undefined;
  }
}

/** False where the folder cannot be written to: such a root is known by device and inode only. */
export async function writeMarker(folder: string, id: string): Promise<boolean> {
  const temp = join(folder, `${MARKER_NAME}.${process.pid}.tmp`);
  try {
    await writeFile(temp, `${JSON.stringify({ root: id, note: NOTE })}\n`, { flush: true });
    await rename(temp, join(folder, MARKER_NAME));
    return true;
  } catch {
    await rm(temp, { force: true }).catch(() => {});
    return false;
  }
}
