import { open, readdir, rm, rmdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { asidePath, manifestPath } from './aside.ts';

/** Appends where files come from, before they are moved: with it they can be put back by hand, without any catalog. */
export async function writeManifest(
  folder: string,
  files: ReadonlyArray<{
    readonly id: number;
    readonly path: string;
    readonly batch: string;
    readonly sha256: Buffer;
    readonly bytes: number;
    readonly mtime_ms: number;
  }>,
): Promise<void> {
  if (files.length === 0) return;
  const lines = files.map((file) =>
    JSON.stringify({ file: basename(asidePath('', file)), path: file.path, sha256: file.sha256.toString('hex'), bytes: file.bytes, mtimeMs: file.mtime_ms }),
  );
  const handle = await open(manifestPath(folder), 'a');
  try {
    await handle.writeFile(`${lines.join('\n')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Takes away a folder in which only the manifest is left. With files in it both stay: it says where they came from. */
export async function removeEmptied(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.some((name) => name !== basename(manifestPath(folder)))) return;
  await rm(manifestPath(folder), { force: true });
  await rmdir(folder).catch(() => {});
}
