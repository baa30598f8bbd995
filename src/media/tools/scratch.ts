import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pidAlive } from '../../core/pid-alive.ts';
import type { MediaInput } from '../media-input.ts';

/** With the number of the process behind it. */
const PREFIX = 'magpie-tools-';
let swept: Promise<void> | undefined;

/** Gives a tool that insists on files a folder of its own, and removes it afterwards. */
export async function withScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  swept ??= sweep();
  await swept;
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the input lies as a file: its own path, or a copy in `folder`. */
export async function scratchFile(folder: string, input: MediaInput, ending: string): Promise<string> {
  if (!Buffer.isBuffer(input)) return input.path;
  const path = join(folder, `in.${ending}`);
  await writeFile(path, input);
  return path;
}

/** Removes what processes left that were killed, once in the life of this one. */
async function sweep(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (pid > 0 && !pidAlive(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
  }
}
