import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toAppError, AppError } from '../core/errors.ts';

/** Replaces a file whole or not at all, and keeps its permissions; a new one can be read by its owner only. AppError with the reason. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const aside = `${path}.${process.pid}.new`;
  try {
    const mode = await stat(path).then(
      (found) => found.mode & 0o777,
      () => 0o600,
    );
    const file = await open(aside, 'w', mode);
    try {
      await file.chmod(mode);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
    const folder = await open(dirname(path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    await rm(aside, { force: true }).catch(() => {});
    throw new AppError(toAppError(error).code, { detail: `${path} could not be written: ${(error as Error).message}`, cause: error });
  }
}
