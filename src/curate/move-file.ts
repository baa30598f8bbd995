import { constants } from 'node:fs';
import { copyFile, link, lstat, open, rm, unlink, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../blobs/durable-folders.ts';
import { placeFile } from '../blobs/place-file.ts';
import { crashPoint } from '../core/crash-point.ts';
import { toAppError } from '../core/errors.ts';
import { hashFile } from '../media/hashing.ts';

/** `moved` also when an earlier attempt had moved it. `taken`: something else has the new name. `changed`: other bytes than expected. */
export type Moved = 'moved' | 'taken' | 'changed' | 'vanished';

/**
 * Moves a file of known content without ever overwriting, within a disk by a second name, across disks by a copy that is
 * synced and read back. The old name goes last, so that at every moment one whole file is there; run again after a crash
 * it ends the same way. Errors of the file system are thrown.
 */
export async function moveFile(from: string, to: string, sha256: Buffer): Promise<Moved> {
  if (!(await isThere(to))) {
    if (!(await isThere(from))) return 'vanished';
    if (!(await holds(from, sha256))) return 'changed';
    const placed = await giveSecondPlace(from, to, sha256);
    if (placed !== 'moved') return placed;
  }
  const [old, now] = [await statOrNothing(from), await statOrNothing(to)];
  if (old === undefined) return (await holds(to, sha256)) ? 'moved' : 'taken';
  // A second name of one file, or its copy: anything else has nothing to do with us.
  const same = now !== undefined && old.ino === now.ino && old.dev === now.dev;
  if (!same && !(await holds(to, sha256))) return 'taken';
  if (!(await holds(from, sha256))) {
    // Its second name goes; a file of its own that holds the right bytes does not.
    if (same) await unlink(to);
    return 'changed';
  }
  await syncFolder(dirname(to));
  crashPoint('aside:placed');
  await unlink(from);
  await syncFolder(dirname(from));
  crashPoint('aside:removed');
  return 'moved';
}

async function giveSecondPlace(from: string, to: string, sha256: Buffer): Promise<Moved> {
  try {
    await link(from, to);
    return 'moved';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return 'taken';
    if (code === undefined || !NO_SECOND_NAME.has(code)) throw error;
  }
  const temp = `${to}.part`;
  try {
    await copyDurably(from, temp);
    if (!(await holds(temp, sha256))) return 'changed';
    return (await placeFile(temp, to, () => {})) === 'placed' ? 'moved' : 'taken';
  } finally {
    await rm(temp, { force: true });
  }
}

async function copyDurably(from: string, temp: string): Promise<void> {
  await rm(temp, { force: true });
  await copyFile(from, temp, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  const { atime, mtime } = await lstat(from);
  await utimes(temp, atime, mtime);
  const handle = await open(temp, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function holds(path: string, sha256: Buffer): Promise<boolean> {
  return (await hashFile(path)).sha256.equals(sha256);
}

async function isThere(path: string): Promise<boolean> {
  return (await statOrNothing(path)) !== undefined;
}

async function statOrNothing(path: string): Promise<{ ino: bigint; dev: bigint } | undefined> {
  return lstat(path, { bigint: true }).catch((error: unknown) => {
    if (toAppError(error).code === 'file-vanished') return undefined;
    throw error;
  });
}

const NO_SECOND_NAME = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);
