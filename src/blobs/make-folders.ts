import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** `mkdir -p` that tells the reason: on a read-only file system Node's own says ENOENT, which would read as a lost file. */
export async function makeFolders(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await makeOne(folder);
    throw error;
  }
}

/** Makes the topmost missing folder, for the error that gives. */
async function makeOne(folder: string): Promise<void> {
  await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeOne(dirname(folder));
  });
}
