import { open, rename, rm, stat } from 'node:fs/promises';
import { AppError } from '../core/errors.ts';

/**
 * Writes a file that somebody named: under its name only when it is whole and on the disk. AppError `output-exists` when there is one
 * already, unless it may be replaced. Returns how many parts were written.
 */
export async function writeOutput(path: string, replace: boolean, parts: AsyncIterable<string>): Promise<number> {
  if (!replace) await refuseExisting(path);
  const part = `${path}.part`;
  const file = await open(part, 'w');
  let count = 0;
  try {
    for await (const text of parts) {
      await file.write(text);
      count += 1;
    }
    await file.sync();
    // somebody else may have been quicker
    if (!replace) await refuseExisting(path);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return count;
}

async function refuseExisting(path: string): Promise<void> {
  if ((await stat(path).catch(() => undefined)) !== undefined) throw new AppError('output-exists', { detail: path });
}
