import { link, rename, stat, unlink } from 'node:fs/promises';

/**
 * Gives a finished temp file its name, unless that is taken; atomic where the file system has hard links. `taken`
 * leaves the temp. Throws ENOENT when the target's folder is missing.
 */
export async function placeFile(temp: string, target: string, afterNamed: () => void): Promise<'placed' | 'taken'> {
  try {
    await link(temp, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return 'taken';
    if (code === undefined || !NO_HARD_LINKS.has(code)) throw error;
    // exFAT, SMB and some FUSE mounts. Two writers may pass the check together; keys are content hashes, so the one
    // that is renamed over holds the same bytes.
    if (await exists(target)) return 'taken';
    await rename(temp, target);
    afterNamed();
    return 'placed';
  }
  afterNamed();
  await unlink(temp);
  return 'placed';
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

/** What file systems without hard links say. */
export const NO_HARD_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);
