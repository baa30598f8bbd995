import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';

export interface BadName {
  /** The name with every byte beyond ASCII as `\xE9`: told apart from its neighbours, and what the shell's `ls -b` shows. */
  readonly name: string;
  readonly folder: boolean;
}

/**
 * Files and folders in a folder whose names are no UTF-8. As strings they arrive with U+FFFD for what is wrong, many of them
 * alike, so they are asked for once more as bytes.
 */
export async function* badNames(folder: string): AsyncGenerator<BadName> {
  // The types know strings only.
  const handle = await opendir(folder, { encoding: 'buffer' as BufferEncoding });
  for await (const entry of handle as unknown as AsyncIterable<Dirent<Buffer>>) {
    if (!entry.isFile() && !entry.isDirectory()) continue;
    if (!Buffer.from(entry.name.toString()).equals(entry.name)) yield { name: escaped(entry.name), folder: entry.isDirectory() };
  }
}

function escaped(name: Buffer): string {
  return [...name].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase()}`)).join('');
}
