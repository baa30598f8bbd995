import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolders } from './make-folders.ts';

/**
 * Makes folders whose existence survives a power cut. A folder counts only once *this* process has fsynced the whole
 * chain up to the tree's root: that it exists may be the doing of a process that died before its own fsync.
 */
export class DurableFolders {
  readonly #root: string;
  readonly #known = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** `folder` lies below the root. A first visit costs one mkdir and one fsync a level, the next ones nothing. */
  async make(folder: string): Promise<void> {
    if (this.#known.has(folder)) return;
    await makeFolders(folder);
    for (let inner = folder; inner !== this.#root; inner = dirname(inner)) await syncFolder(dirname(inner));
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.add(folder);
  }

  /** Somebody removed it behind our back. */
  forget(folder: string): void {
    this.#known.delete(folder);
  }
}

/** Makes the names in a folder durable. File systems that cannot fsync a folder (some network mounts) are let be. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EINVAL' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
  } finally {
    await handle.close();
  }
}

/** All of the 65,536 content folders; about 8 MB when every one was visited. */
const MAX_KNOWN = 65_536;
