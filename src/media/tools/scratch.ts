import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pidAlive } from '../../core/pid-alive.ts';
import type { MediaInput } from '../media-input.ts';

const PREFIX = 'magpie-tools-';
let mine: Promise<string> | undefined;

/** Gives a tool that insists on files a folder of its own, and removes it afterwards. */
export async function withScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  mine ??= begin();
  const root = await mine;
  await mkdir(root, { recursive: true });
  const folder = await mkdtemp(join(root, 'run-'));
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

/** One folder a process, named by its number; those of processes that were killed are removed by the next one. */
async function begin(): Promise<string> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : 0;
    if (pid > 0 && !pidAlive(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
  }
  return join(tmpdir(), `${PREFIX}${process.pid}`);
}
