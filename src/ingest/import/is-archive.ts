import { open } from 'node:fs/promises';
import { isUgoira } from '../../media/stills/ugoira.ts';

/** A zip file by its first bytes: a local file header, or the end record of an empty one. */
export function isArchive(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/** Whether the file is an archive of files, and not an animation packed as one. */
export async function isArchiveFile(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && isArchive(buffer) && !(await isUgoira({ path }));
  } finally {
    await handle.close();
  }
}
