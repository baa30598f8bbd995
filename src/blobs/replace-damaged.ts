import { copyFile, link, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crashPoint } from '../core/crash-point.ts';
import { syncFolder } from './durable-folders.ts';
import { NO_HARD_LINKS } from './place-file.ts';

/**
 * Puts a finished, synced temp file in the place of a damaged one, which goes on under the name `aside`; its folder is there. What
 * lies under that name already is the same damage, kept by an attempt that was killed. At any moment there is a file at `target`, the
 * damaged or the whole one; where the file system has no hard links, for a moment none.
 */
export async function replaceDamagedFile(temp: string, target: string, aside: string): Promise<void> {
  try {
    await link(target, aside);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EXDEV') await copyAside(target, aside);
    else if (code !== undefined && NO_HARD_LINKS.has(code)) await rename(target, aside);
    else if (code !== 'EEXIST') throw error;
  }
  await syncFolder(dirname(aside));
  crashPoint('heal:kept');
  await rename(temp, target);
  await syncFolder(dirname(target));
  crashPoint('heal:replaced');
}

/** The trash lies on another disk. */
async function copyAside(target: string, aside: string): Promise<void> {
  const part = `${aside}.part`;
  await copyFile(target, part);
  const handle = await open(part, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, aside);
}
