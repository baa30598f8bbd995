import { open } from 'node:fs/promises';
import { otherKind } from '../../media/other-kind.ts';
import { isUgoira } from '../../media/stills/ugoira.ts';

/** A zip of files by its first bytes; a book or an office document, which is packed the same way, is one file. */
export function isArchive(head: Buffer): boolean {
  return otherKind(head)?.format === 'zip';
}

/** As much as tells them apart. */
const HEAD_BYTES = 512;

/** Whether the file is an archive of files, and not an animation packed as one. */
export async function isArchiveFile(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return isArchive(buffer.subarray(0, bytesRead)) && !(await isUgoira({ path }));
  } finally {
    await handle.close();
  }
}
